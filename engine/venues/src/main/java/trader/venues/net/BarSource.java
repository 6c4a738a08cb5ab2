package trader.venues.net;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import trader.control.InstrumentId;
import trader.engine.core.Bar;

/** Reads closed bars of one instrument at a venue. */
@FunctionalInterface
public interface BarSource {

  /** What a reading gave. */
  sealed interface Answer {
    /** Closed bars, oldest first; there may be more than were wanted. */
    record Read(List<Bar> bars) implements Answer {}

    /** They could not be read. */
    record Failed(String why) implements Answer {}
  }

  /**
   * Reads the {@code most} newest bars, or those since {@code fromMicros} of the venue's time where
   * that is given; the bar that runs counts among them and is not answered.
   */
  void read(InstrumentId instrument, OptionalLong fromMicros, int most, Consumer<Answer> done);
}
