package trader.simulator.prices;

import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Plays a {@link Tape} once. */
final class TapeSource implements PriceSource {
  private final Tape tape;
  private final String description;
  private int index;

  TapeSource(Tape tape, String description) {
    this.tape = tape;
    this.description = description;
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public long tick() {
    return tape.tick();
  }

  @Override
  public long step() {
    return tape.step();
  }

  @Override
  public long typicalQuantity() {
    return tape.typicalQuantity();
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.of(tape.size());
  }

  @Override
  public @Nullable MarketEvent next() {
    return index < tape.size() ? tape.event(index++) : null;
  }
}
