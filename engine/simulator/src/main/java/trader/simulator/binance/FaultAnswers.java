package trader.simulator.binance;

import trader.simulator.faults.Fault;
import trader.simulator.net.RequestFaults;

/** How Binance words the refusals and errors that faults cause. */
final class FaultAnswers implements RequestFaults.Venue<Outcome> {
  private final Venue venue;

  FaultAnswers(Venue venue) {
    this.venue = venue;
  }

  @Override
  public Outcome tooMany(int retryAfterSeconds) {
    return Outcome.of(venue.limits().tooMuchWeight(retryAfterSeconds), "");
  }

  @Override
  public Outcome ban(String ip, long seconds) {
    long now = venue.clock().micros();
    venue.limits().ban(ip, seconds * 1_000_000, now);
    return Outcome.of(venue.limits().banned(ip, now), "");
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
    venue.users().flush();
  }

  @Override
  public void flushStreams() {
    venue.streams().flush();
  }
}
