package trader.bot.slack;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Where Slack lets us answer one doing of a person: five times, within half an hour. */
final class ResponseAddress {
  private static final int USES = 5;
  private static final Duration VALID = Duration.ofMinutes(29);
  private final String address;
  private final Instant until;
  private final Clock clock;
  private final AtomicInteger uses = new AtomicInteger();

  ResponseAddress(String address, Clock clock) {
    this.address = address;
    this.clock = clock;
    this.until = clock.instant().plus(VALID);
  }

  /** Whether it can be used once more; counts the use. */
  boolean take() {
    return !address.isEmpty() && clock.instant().isBefore(until) && uses.incrementAndGet() <= USES;
  }

  String reveal() {
    return address;
  }

  /** Whoever has it can write there. */
  @Override
  public String toString() {
    return "***";
  }
}
