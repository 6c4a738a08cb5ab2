package trader.simulator.krakenspot;

import java.time.Duration;
import trader.simulator.faults.Fault;
import trader.simulator.net.RequestFaults;

/** The venue's words for what faults do to requests. */
final class FaultAnswers implements RequestFaults.Venue<Outcome> {
  private final KrakenVenue venue;

  FaultAnswers(KrakenVenue venue) {
    this.venue = venue;
  }

  @Override
  public Outcome tooMany(int retryAfterSeconds) {
    long until = venue.clock().micros() / 1_000_000 + retryAfterSeconds;
    return Outcome.refused("EService: Throttled: " + until);
  }

  @Override
  public Outcome ban(String ip, long seconds) {
    venue.gatekeeper().lockOut(Duration.ofSeconds(seconds), venue.clock().micros());
    return Outcome.refused("EGeneral:Temporary lockout");
  }

  /** An HTTP status is the edge's, anything else the venue's own. */
  @Override
  public Outcome error(Fault fault) {
    int status = (int) fault.number("status", 200);
    return status == 200
        ? Outcome.refused(fault.text("msg", "EGeneral:Internal error"))
        : Outcome.edge(status);
  }

  /** The state of the venue and its time are told by servers of their own. */
  @Override
  public boolean alwaysServes(String target) {
    return target.equals("GET /0/public/SystemStatus") || target.equals("GET /0/public/Time");
  }

  @Override
  public Outcome maintenance() {
    return Outcome.refused("EService:Unavailable");
  }

  @Override
  public void flushUsers() {
    venue.desk().placeClosing();
    venue.executions().flush();
  }

  @Override
  public void flushStreams() {
    venue.flush();
  }
}
