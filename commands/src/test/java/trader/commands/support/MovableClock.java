package trader.commands.support;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands at a time until it is moved; or runs, shifted by what it was moved. */
public final class MovableClock extends Clock {
  private final Clock base;
  private volatile Duration shift = Duration.ZERO;

  private MovableClock(Clock base) {
    this.base = base;
  }

  public static MovableClock at(Instant instant) {
    return new MovableClock(Clock.fixed(instant, ZoneOffset.UTC));
  }

  public static MovableClock running() {
    return new MovableClock(Clock.systemUTC());
  }

  /** One that runs as another does, and can be moved away from it. */
  public static MovableClock following(Clock other) {
    return new MovableClock(other);
  }

  public void advance(Duration by) {
    shift = shift.plus(by);
  }

  @Override
  public Instant instant() {
    return base.instant().plus(shift);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }
}
