package trader.simulator.krakenfutures;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.ExchangeListener;
import trader.simulator.matching.ExpiryReason;
import trader.simulator.matching.Fill;
import trader.simulator.matching.FundingPayment;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderList;
import trader.simulator.matching.OrderStatus;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.Side;
import trader.simulator.matching.Trade;
import trader.simulator.net.Json;

/** Turns what the exchange does into feeds, history, and the events that answers carry. */
final class Reports implements ExchangeListener {
  /** Before the number of an account's first execution. */
  static final long FIRST_SEQUENCE = 100;

  private final Venue venue;
  private final Json json = new Json();
  private final Set<Long> listed = new HashSet<>();
  private final Map<String, Long> fillSequence = new HashMap<>();
  private List<CharSequence> events = new ArrayList<>();
  private String cancelReason = "cancelled_by_user";
  private final List<Order> triggeredLimits = new ArrayList<>();
  private @Nullable Order fresh;

  Reports(Venue venue) {
    this.venue = venue;
  }

  /** Hands over the events of the commands since the last call. */
  List<CharSequence> drain() {
    List<CharSequence> result = events;
    events = new ArrayList<>();
    return result;
  }

  /** Says why orders are cancelled from now on. */
  void cancelling(String reason) {
    cancelReason = reason;
  }

  @Override
  public void onTrade(Trade trade) {
    Contract contract = venue.contracts().get(trade.symbol());
    if (contract != null) {
      contract.onTrade(trade);
    }
  }

  @Override
  public void onAccepted(Order order) {
    Ticket ticket = venue.tickets().accepted(order);
    venue.history().order("OrderPlaced", order, ticket, "new_user_order");
    fresh = order.isLiquidation() ? null : order;
  }

  /** A command that placed an order is done: what rests or waits is told now. */
  void placed(Order order) {
    fresh = null;
    if (order.status().isOpen()) {
      Ticket ticket = venue.tickets().of(order);
      events.add(OrderJson.event("PLACE", order, ticket, order.executed()));
      if (!listed.contains(order.id())) {
        tell(order, false, "new_placed_order_by_user");
      }
    }
  }

  @Override
  public void onTriggered(Order order) {
    Ticket ticket = venue.tickets().of(order);
    if (listed.remove(order.id())) {
      gone(order, ticket, "open_orders", "stop_order_triggered");
    }
    venue.history().order("OrderTriggerActivated", order, ticket, "");
    if (order.type().hasLimit()) {
      triggeredLimits.add(order);
    }
  }

  /** Tells of the limit orders that triggers have made since the last call, where they rest. */
  void settle() {
    for (Order order : List.copyOf(triggeredLimits)) {
      if (order.status().isOpen() && !listed.contains(order.id())) {
        tell(order, false, "limit_order_from_stop");
      }
    }
    triggeredLimits.clear();
  }

  @Override
  public void onFill(Order order, Fill fill) {
    Ticket ticket = venue.tickets().of(order);
    String fillId = venue.tickets().fill(fill);
    events.add(OrderJson.execution(order, ticket, fill, fillId));
    venue.history().execution(order, ticket, fill, fillId);
    venue.accountLog().fill(order.account(), fill, fillId);
    fills(order, ticket, fill, fillId);
    if (listed.contains(order.id())) {
      boolean done = order.status() == OrderStatus.FILLED;
      tell(order, done, done ? "full_fill" : "partial_fill");
      if (done) {
        listed.remove(order.id());
      }
    }
  }

  private void fills(Order order, Ticket ticket, Fill fill, String fillId) {
    long sequence = FIRST_SEQUENCE + fillSequence.merge(order.account(), 1L, Long::sum);
    json.reset().open().put("feed", "fills").put("username", order.account());
    json.name("fills").openArray();
    writeFill(json, order, ticket, fill, fillId, sequence);
    venue.feeds().emit(order.account(), "fills", json.closeArray().close().text());
  }

  static void writeFill(
      Json out, Order order, Ticket ticket, Fill fill, String fillId, long sequence) {
    boolean market = order.type() == OrderType.MARKET || ticket.type().equals("mkt");
    out.open()
        .put("instrument", fill.symbol())
        .put("time", Math.floorDiv(fill.timeMicros(), 1_000L))
        .putNumber("price", fill.price())
        .put("seq", sequence)
        .put("buy", fill.side() == Side.BUY)
        .putNumber("qty", fill.quantity())
        .putNumber(
            "remaining_order_qty", order.status() == OrderStatus.FILLED ? 0 : order.remaining())
        .put("order_id", ticket.id());
    if (ticket.clientId() != null) {
      out.put("cli_ord_id", ticket.clientId());
    }
    out.put("fill_id", fillId)
        .put("fill_type", OrderJson.fillType(order, fill))
        .putNumber("fee_paid", fill.commission())
        .put("fee_currency", fill.commissionAsset())
        .put("taker_order_type", market ? "market" : "limit")
        .put("order_type", market ? "market" : "limit")
        .close();
  }

  @Override
  public void onCanceled(Order order, String cancelId) {
    Ticket ticket = venue.tickets().of(order);
    events.add(OrderJson.event("CANCEL", order, ticket, order.executed()));
    ended(order, ticket, "OrderCancelled", cancelReason);
  }

  @Override
  public void onExpired(Order order, ExpiryReason reason) {
    Ticket ticket = venue.tickets().of(order);
    String word = word(reason);
    boolean isFresh = fresh != null && fresh.id() == order.id();
    if (isFresh && order.executed() == 0) {
      events.add(OrderJson.rejected(eventWord(reason), order, ticket));
    } else {
      events.add(OrderJson.event("CANCEL", order, ticket, order.executed()));
    }
    ended(
        order, ticket, isFresh && order.executed() == 0 ? "OrderRejected" : "OrderCancelled", word);
  }

  private void ended(Order order, Ticket ticket, String kind, String reason) {
    venue.history().order(kind, order, ticket, reason);
    if (listed.remove(order.id())) {
      gone(order, ticket, "open_orders", reason);
    }
    gone(order, ticket, "open_orders_verbose", reason);
  }

  private static String word(ExpiryReason reason) {
    return switch (reason) {
      case UNFILLED_IOC_QUANTITY_EXPIRED, UNFILLED_FOK_ORDER_EXPIRED, INSUFFICIENT_LIQUIDITY ->
          "ioc_order_failed_because_it_would_not_be_executed";
      case INSUFFICIENT_BALANCES -> "not_enough_margin";
      case SELF_TRADE_PREVENTION -> "would_execute_self";
      case WOULD_NOT_REDUCE_POSITION -> "would_not_reduce_position";
      case LIQUIDATION -> "liquidation";
      case OCO_TRIGGER -> throw new IllegalStateException("there are no order lists here");
    };
  }

  private static String eventWord(ExpiryReason reason) {
    return switch (reason) {
      case UNFILLED_IOC_QUANTITY_EXPIRED, UNFILLED_FOK_ORDER_EXPIRED, INSUFFICIENT_LIQUIDITY ->
          "IOC_WOULD_NOT_EXECUTE";
      case INSUFFICIENT_BALANCES -> "INSUFFICIENT_MARGIN";
      case SELF_TRADE_PREVENTION -> "WOULD_EXECUTE_SELF";
      case WOULD_NOT_REDUCE_POSITION -> "WOULD_NOT_REDUCE_POSITION";
      case LIQUIDATION -> "LIQUIDATION";
      case OCO_TRIGGER -> throw new IllegalStateException("there are no order lists here");
    };
  }

  @Override
  public void onPrevented(Order expired, @Nullable Order other) {
    onExpired(expired, ExpiryReason.SELF_TRADE_PREVENTION);
  }

  @Override
  public void onAmended(Order order) {
    venue.history().order("OrderUpdated", order, venue.tickets().of(order), "edited_by_user");
    if (listed.contains(order.id())) {
      tell(order, false, "edited_by_user");
    }
  }

  @Override
  public void onReduced(Order order, long byQuantity) {
    if (listed.contains(order.id())) {
      tell(order, false, "would_not_reduce_position");
    }
  }

  private void tell(Order order, boolean isCancel, String reason) {
    if (!isCancel) {
      listed.add(order.id());
    }
    json.reset().open().put("feed", "open_orders").name("order");
    OrderJson.feed(json, order, venue.tickets().of(order));
    json.put("is_cancel", isCancel).put("reason", reason).close();
    String text = json.toString();
    venue.feeds().emit(order.account(), "open_orders", text);
    venue
        .feeds()
        .emit(
            order.account(),
            "open_orders_verbose",
            text.replace("\"feed\":\"open_orders\"", "\"feed\":\"open_orders_verbose\""));
  }

  private void gone(Order order, Ticket ticket, String feed, String reason) {
    json.reset().open().put("feed", feed).put("order_id", ticket.id());
    if (ticket.clientId() != null) {
      json.put("cli_ord_id", ticket.clientId());
    }
    json.put("is_cancel", true).put("reason", reason).close();
    venue.feeds().emit(order.account(), feed, json.text());
  }

  @Override
  public void onList(OrderList list) {
    throw new IllegalStateException("there are no order lists here");
  }

  @Override
  public void onFunding(FundingPayment payment) {
    venue.accountLog().funding(payment);
  }

  @Override
  public void onBalances(String account, Set<String> assets, long timeMicros) {
    json.reset();
    AccountJson.balances(json, venue, account, "balances");
    venue.feeds().emit(account, "balances", json.text());
  }

  @Override
  public void onPositions(String account, Set<String> symbols, long timeMicros) {
    json.reset();
    AccountJson.positionsFeed(json, venue, account);
    venue.feeds().emit(account, "open_positions", json.text());
  }
}
