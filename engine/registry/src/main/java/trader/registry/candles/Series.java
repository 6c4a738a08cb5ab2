package trader.registry.candles;

import java.time.Duration;
import java.time.Instant;
import trader.control.InstrumentId;

/** Bars of one length of one instrument; lengths are whole seconds, at least one. */
public record Series(InstrumentId instrument, Duration interval) {

  /** Throws {@link IllegalArgumentException} for a length that no bar has. */
  public Series {
    if (interval.toSeconds() < 1 || interval.toNanosPart() != 0) {
      throw new IllegalArgumentException("a bar of " + interval + " is not some whole seconds");
    }
  }

  /** The start of the bar that {@code at} is in. */
  public Instant barAt(Instant at) {
    return Instant.ofEpochSecond(
        at.getEpochSecond() - Math.floorMod(at.getEpochSecond(), interval.toSeconds()));
  }

  /** How many bars begin from {@code from} on and before {@code to}. */
  public long bars(Instant from, Instant to) {
    Instant first = barAt(from).equals(from) ? from : barAt(from).plus(interval);
    return first.isBefore(to)
        ? Math.ceilDiv(Duration.between(first, to).toSeconds(), interval.toSeconds())
        : 0;
  }

  @Override
  public String toString() {
    return instrument + " " + interval.toSeconds() + " s";
  }
}
