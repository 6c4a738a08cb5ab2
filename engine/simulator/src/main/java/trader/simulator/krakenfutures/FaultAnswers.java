package trader.simulator.krakenfutures;

import java.util.Set;
import trader.simulator.faults.Fault;
import trader.simulator.net.Json;
import trader.simulator.net.RequestFaults;

/** The venue's words for what faults do to requests. */
final class FaultAnswers implements RequestFaults.Venue<Outcome> {
  private static final String V3 = "POST /derivatives/api/v3/";

  /** The words that this venue refuses an order with inside an answer that is a success. */
  private static final Set<String> REFUSED_ORDERS =
      Set.of(
          "invalidOrderType",
          "invalidSide",
          "invalidSize",
          "invalidPrice",
          "insufficientAvailableFunds",
          "selfFill",
          "tooManySmallOrders",
          "maxPositionViolation",
          "marketSuspended",
          "marketInactive",
          "clientOrderIdAlreadyExist",
          "clientOrderIdTooLong",
          "clientOrderIdTooBig",
          "clientOrderIdInvalid",
          "outsidePriceCollar",
          "postWouldExecute",
          "iocWouldNotExecute",
          "wouldNotReducePosition",
          "reduceOnlyWouldIncreasePosition",
          "wouldCauseLiquidation");

  private static final Set<String> REFUSED_CANCELS = Set.of("filled", "notFound");
  private static final Set<String> REFUSED_EDITS =
      Set.of("orderForEditNotFound", "orderForEditNotAStop");

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
    if (fault.matches(V3 + "sendorder") && REFUSED_ORDERS.contains(text)) {
      return refusal("sendStatus", text);
    }
    if (fault.matches(V3 + "cancelorder") && REFUSED_CANCELS.contains(text)) {
      return refusal("cancelStatus", text);
    }
    if (fault.matches(V3 + "editorder")
        && (REFUSED_EDITS.contains(text) || REFUSED_ORDERS.contains(text))) {
      return refusal("editStatus", text);
    }
    long usual = text.equals("Server Error") ? 500 : text.equals("unavailable") ? 503 : 200;
    return outcome(ApiError.of((int) fault.number("status", usual), text));
  }

  @Override
  public Outcome maintenance() {
    return outcome(ApiError.of(503, "unavailable"));
  }

  private Outcome refusal(String envelope, String status) {
    long now = venue.clock().micros();
    Json out = new Json().open().put("result", "success").name(envelope).open();
    out.put("status", status).put("receivedTime", Times.iso(now)).close();
    return new Outcome(200, out.put("serverTime", Times.iso(now)).close().text());
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
