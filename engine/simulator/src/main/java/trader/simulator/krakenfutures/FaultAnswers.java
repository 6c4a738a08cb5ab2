package trader.simulator.krakenfutures;

import trader.simulator.faults.Fault;
import trader.simulator.net.RequestFaults;

/** The venue's words for what faults do to requests. */
final class FaultAnswers implements RequestFaults.Venue<Outcome> {
  private final Venue venue;

  FaultAnswers(Venue venue) {
    this.venue = venue;
  }

  private Outcome outcome(ApiError error) {
    return Outcome.of(error, venue.clock().micros());
  }

  @Override
  public Outcome tooMany(int retryAfterSeconds) {
    return outcome(ApiError.of(429, "apiLimitExceeded"));
  }

  /** This venue bans nobody for a time; it closes the account to its interface. */
  @Override
  public Outcome ban(String ip, long seconds) {
    return outcome(ApiError.of("accountInactive"));
  }

  @Override
  public Outcome error(Fault fault) {
    String text = fault.text("msg", "Server Error");
    long usual = text.equals("Server Error") ? 500 : text.equals("unavailable") ? 503 : 200;
    return outcome(ApiError.of((int) fault.number("status", usual), text));
  }

  @Override
  public void flushUsers() {
    venue.feeds().flush();
  }

  @Override
  public void flushStreams() {
    venue.contracts().values().forEach(Contract::onTick);
    venue.streams().flush();
  }
}
