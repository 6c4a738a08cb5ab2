package trader.simulator.binance;

import trader.simulator.faults.Fault;
import trader.simulator.net.RequestFaults;
import trader.simulator.net.VenueClock;

/** How Binance words the refusals and errors that faults cause. */
public final class FaultAnswers implements RequestFaults.Venue<Outcome> {
  static final String SYSTEM_STATUS = "GET /sapi/v1/system/status";

  private final RateLimits limits;
  private final VenueClock clock;
  private final Runnable users;
  private final Runnable streams;

  /** With a venue's limits and clock, and how its waiting user and market events are sent. */
  public FaultAnswers(RateLimits limits, VenueClock clock, Runnable users, Runnable streams) {
    this.limits = limits;
    this.clock = clock;
    this.users = users;
    this.streams = streams;
  }

  @Override
  public Outcome tooMany(int retryAfterSeconds) {
    return Outcome.of(limits.tooMuchWeight(retryAfterSeconds), "");
  }

  @Override
  public Outcome ban(String ip, long seconds) {
    long now = clock.micros();
    limits.ban(ip, seconds * 1_000_000, now);
    return Outcome.of(limits.banned(ip, now), "");
  }

  @Override
  public Outcome error(Fault fault) {
    ApiError known = KnownErrors.of((int) fault.number("code", -1000));
    int status = (int) fault.number("status", known.status());
    return Outcome.of(new ApiError(status, known.code(), fault.text("msg", known.text())), "");
  }

  @Override
  public boolean alwaysServes(String target) {
    return target.equals(SYSTEM_STATUS);
  }

  @Override
  public Outcome maintenance() {
    return Outcome.of(KnownErrors.of(-1016), "");
  }

  @Override
  public void flushUsers() {
    users.run();
  }

  @Override
  public void flushStreams() {
    streams.run();
  }
}
