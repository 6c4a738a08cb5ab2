package trader.simulator.binance;

import trader.simulator.faults.Fault;
import trader.simulator.net.RequestFaults;
import trader.simulator.net.VenueClock;

/** How Binance words the refusals and errors that faults cause. */
public final class FaultAnswers implements RequestFaults.Venue<Outcome> {
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
    int code = (int) fault.number("code", -1000);
    int status =
        switch (code) {
          case -1007 -> 504;
          case -1008 -> 503;
          default -> 500;
        };
    String text =
        switch (code) {
          case -1001 -> "Internal error; unable to process your request. Please try again.";
          case -1006 ->
              "An unexpected response was received from the message bus. Execution status unknown.";
          case -1007 ->
              "Timeout waiting for response from backend server. Send status unknown; execution"
                  + " status unknown.";
          case -1008 ->
              "Server is currently overloaded with other requests. Please try again in a few"
                  + " minutes.";
          case -1016 -> "This service is no longer available.";
          default -> "An unknown error occurred while processing the request.";
        };
    return Outcome.of(
        new ApiError((int) fault.number("status", status), code, fault.text("msg", text)), "");
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
