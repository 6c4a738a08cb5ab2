package trader.simulator.krakenfutures;

import java.util.List;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.RejectedException;
import trader.simulator.matching.Rejection;
import trader.simulator.matching.Side;
import trader.simulator.net.Json;

/** Places orders; what the venue refuses is a status within a successful answer. */
final class SendOrders {
  private static final int MOST_CLIENT_ID = 100;

  private final Venue venue;

  SendOrders(Venue venue) {
    this.venue = venue;
  }

  /**
   * What became of a new order.
   *
   * @param status the venue's word for it
   * @param id the venue's id of the order, if it got one
   */
  record Result(
      String status,
      @Nullable String id,
      @Nullable String clientId,
      long receivedMicros,
      List<CharSequence> events) {

    /** Writes the members of an object. */
    void write(Json out) {
      if (id != null) {
        out.put("order_id", id);
      }
      out.put("status", status).put("receivedTime", Times.iso(receivedMicros));
      if (clientId != null) {
        out.put("cliOrdId", clientId);
      }
      if (!events.isEmpty()) {
        out.name("orderEvents").openArray();
        events.forEach(out::raw);
        out.closeArray();
      }
    }
  }

  Result send(Params params, String account) {
    OrderRequests.Request read = OrderRequests.read(venue, params, account);
    NewOrder request = read.order();
    Ticket ticket = read.ticket();
    long now = venue.clock().transactionMicros();
    Long before = read.processBeforeMicros();
    if (before != null && venue.clock().micros() > before) {
      throw ApiError.argument("processBefore");
    }
    String refusal = refusal(request, ticket);
    if (!refusal.isEmpty()) {
      return refused(refusal, ticket, now);
    }
    venue.tickets().expect(ticket);
    try {
      Order order = venue.exchange().place(request, now);
      venue.reports().placed(order);
      venue.reports().settle();
      return new Result(
          status(order), ticket.id(), ticket.clientId(), now, venue.reports().drain());
    } catch (RejectedException e) {
      return rejected(e.rejection(), request, ticket, now);
    } finally {
      venue.tickets().expect(null);
    }
  }

  private static Result refused(String status, Ticket ticket, long now) {
    return new Result(status, null, ticket.clientId(), now, List.of());
  }

  private String refusal(NewOrder request, Ticket ticket) {
    Contract contract = venue.contract(request.symbol());
    String clientId = ticket.clientId();
    if (clientId != null && clientId.length() > MOST_CLIENT_ID) {
      return "clientOrderIdTooLong";
    }
    if (clientId != null
        && venue.exchange().orders().byClientId(request.account(), clientId).isPresent()) {
      return "clientOrderIdAlreadyExist";
    }
    if (contract.isSuspended()) {
      return "marketSuspended";
    }
    if (contract.isPostOnly() && !ticket.type().equals("post")) {
      return "marketInactive";
    }
    long step = contract.instrument().step();
    if (request.quantity() <= 0 || request.quantity() % step != 0) {
      return "invalidSize";
    }
    long tick = contract.instrument().tick();
    boolean market = ticket.type().equals("mkt");
    if ((request.type().hasLimit() && request.price() <= 0)
        || (!market && request.price() % tick != 0)
        || request.stopPrice() % tick != 0
        || (request.type().isContingent()
            && request.stopPrice() <= 0
            && request.trailingDelta() <= 0)) {
      return "invalidPrice";
    }
    if (!market && isOutsideCollar(contract, request)) {
      return "outsidePriceCollar";
    }
    return exceedsPosition(contract, request) ? "maxPositionViolation" : "";
  }

  private static boolean isOutsideCollar(Contract contract, NewOrder request) {
    if (!request.type().hasLimit() || request.type().isContingent()) {
      return false;
    }
    long mark = contract.market().markPrice();
    long room = Decimals.times(mark, contract.rules().collar());
    return request.side() == Side.BUY
        ? request.price() > mark + room
        : request.price() < mark - room;
  }

  private boolean exceedsPosition(Contract contract, NewOrder request) {
    if (request.reduceOnly()) {
      return false;
    }
    long held = venue.exchange().margins().position(request.account(), request.symbol()).quantity();
    long after = request.side() == Side.BUY ? held + request.quantity() : held - request.quantity();
    return Math.abs(after) > contract.rules().maxPosition();
  }

  /** What an accepted order came to at once. */
  private static String status(Order order) {
    if (order.status().isOpen() || order.executed() > 0 || order.expiryReason() == null) {
      return "placed";
    }
    return switch (order.expiryReason()) {
      case UNFILLED_IOC_QUANTITY_EXPIRED, UNFILLED_FOK_ORDER_EXPIRED, INSUFFICIENT_LIQUIDITY ->
          "iocWouldNotExecute";
      case INSUFFICIENT_BALANCES -> "insufficientAvailableFunds";
      case SELF_TRADE_PREVENTION -> "selfFill";
      case WOULD_NOT_REDUCE_POSITION -> "wouldNotReducePosition";
      case LIQUIDATION -> "wouldCauseLiquidation";
      case OCO_TRIGGER -> throw new IllegalStateException("there are no order lists here");
    };
  }

  private static Result rejected(Rejection why, NewOrder request, Ticket ticket, long now) {
    return switch (why) {
      case INSUFFICIENT_BALANCE -> refused("insufficientAvailableFunds", ticket, now);
      case DUPLICATE_CLIENT_ORDER_ID -> refused("clientOrderIdAlreadyExist", ticket, now);
      case MARKET_CLOSED -> refused("marketSuspended", ticket, now);
      case ZERO_NOTIONAL -> refused("invalidSize", ticket, now);
      case WOULD_NOT_REDUCE_POSITION -> refused("wouldNotReducePosition", ticket, now);
      case WOULD_MATCH_IMMEDIATELY ->
          new Result(
              "postWouldExecute",
              ticket.id(),
              ticket.clientId(),
              now,
              List.of(OrderJson.refused("POST_WOULD_EXECUTE", request, ticket)));
      case WOULD_TRIGGER_IMMEDIATELY, BAD_LIST_PRICES ->
          throw new IllegalStateException(why + " cannot happen here");
    };
  }
}
