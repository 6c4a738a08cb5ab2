package trader.venues.net;

import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.InstrumentId;
import trader.engine.core.MarketEvent;
import trader.venues.VenueRuntime;

/** Tells the bars that are missing before a stream goes on, and the one in which it goes on. */
final class MissingBars {
  private static final Logger LOG = LoggerFactory.getLogger(MissingBars.class);

  private final List<InstrumentId> instruments;
  private final PastBars pastBars;
  private final Duration settling;
  private final VenueRuntime runtime;
  private @Nullable ScheduledFuture<?> completion;

  MissingBars(
      List<InstrumentId> instruments, PastBars pastBars, Duration settling, VenueRuntime runtime) {
    this.instruments = instruments;
    this.pastBars = pastBars;
    this.settling = settling;
    this.runtime = runtime;
  }

  /** The stream was lost; its last event was then, by our clock. */
  void since(long atMicros) {
    // The venue has the bars by its own clock.
    pastBars.missingSince(atMicros + pastBars.nowMicros() - runtime.now());
  }

  /**
   * Reads them and tells them where they are {@code wanted} by then; {@code done} gets why they
   * could not be read, empty where they were.
   */
  void read(BooleanSupplier wanted, Consumer<String> done) {
    pastBars.read(
        instruments,
        result -> {
          if (wanted.getAsBoolean()) {
            done.accept(told(result));
          }
        });
  }

  private String told(PastBars.Result result) {
    return switch (result) {
      case PastBars.Result.Failed failed -> failed.why();
      case PastBars.Result.Read read -> {
        read.bars()
            .forEach((instrument, bars) ->
                bars.forEach(bar ->
                    runtime
                        .sink()
                        .accept(new MarketEvent.PastBar(runtime.now(), instrument, bar))));
        yield "";
      }
    };
  }

  /** The stream shows only the end of the bar that runs now: the whole of it is read later. */
  void completeRunning(BooleanSupplier wanted) {
    long open = pastBars.runningMicros();
    completion =
        runtime
            .loop()
            .schedule(
                () -> complete(open, wanted),
                pastBars.millisToNext() + settling.toMillis(),
                TimeUnit.MILLISECONDS);
  }

  private void complete(long openMicros, BooleanSupplier wanted) {
    if (!wanted.getAsBoolean()) {
      return;
    }
    pastBars.readOne(
        instruments,
        openMicros,
        result -> {
          String why = wanted.getAsBoolean() ? told(result) : "";
          if (!why.isEmpty()) {
            LOG.warn(
                "the bar in which the stream began cannot be read whole, and is taken as it was"
                    + " seen: {}",
                why);
          }
        });
  }

  void close() {
    if (completion != null) {
      completion.cancel(false);
    }
  }
}
