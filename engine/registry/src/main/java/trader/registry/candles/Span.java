package trader.registry.candles;

import java.time.Instant;

/** From the start of one bar on to before that of another. */
public record Span(Instant from, Instant to) {

  /** Throws {@link IllegalArgumentException} where there is nothing in between. */
  public Span {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("from " + from + " to " + to + " is no time at all");
    }
  }

  @Override
  public String toString() {
    return from + " to " + to;
  }
}
