package trader.simulator.krakenspot;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.ExchangeListener;
import trader.simulator.matching.ExpiryReason;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Ledger;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderList;
import trader.simulator.matching.OrderStatus;
import trader.simulator.matching.Trade;
import trader.simulator.net.Json;
import trader.simulator.net.VenueClock;

/** Turns what the exchange does into public trades, executions and balances. */
final class Reports implements ExchangeListener {
  /** The reason of a cancel that stands for the end of an order's time. */
  static final String TIME_IS_OVER = "Order expired";

  private final Map<String, Feed> feeds;
  private final Tickets tickets;
  private final Executions executions;
  private final VenueClock clock;
  private final Map<String, Long> totals = new HashMap<>();
  private final Json json = new Json();
  private @Nullable Exchange exchange;
  private long nextLedger = 1;

  Reports(Map<String, Feed> feeds, Tickets tickets, Executions executions, VenueClock clock) {
    this.feeds = feeds;
    this.tickets = tickets;
    this.executions = executions;
    this.clock = clock;
  }

  void of(Exchange ofExchange) {
    exchange = ofExchange;
  }

  @Override
  public void onTrade(Trade trade) {
    Feed feed = feeds.get(trade.symbol());
    if (feed != null) {
      feed.onTrade(trade);
    }
  }

  @Override
  public void onAccepted(Order order) {
    Ticket ticket = tickets.accepted(order);
    opened(ticket, "pending_new");
    opened(ticket, "new");
  }

  /** Tells all of an order. */
  void opened(Ticket ticket, String kind) {
    whole(json.reset(), ticket, kind, kind.equals("pending_new") ? kind : ticket.streamStatus());
    emit(ticket, kind);
  }

  /** Writes all of an order as the executions channel tells it. */
  static void whole(Json out, Ticket ticket, String kind, String status) {
    OrderRequest request = ticket.request();
    boolean triggered = OrderRequest.isTriggered(request.type());
    out.open()
        .put("order_id", ticket.txid())
        .put("symbol", request.listing().names().name())
        .put("side", OrderJson.side(request.side()))
        .put("order_type", request.type())
        .name("order_qty")
        .raw(Texts.number(ticket.volume()));
    if (request.limit() > 0) {
      out.name("limit_price").raw(Texts.number(request.limit())).put("limit_price_type", "static");
    }
    if (triggered) {
      out.name("triggers")
          .open()
          .put("reference", "last")
          .name("price")
          .raw(Texts.number(request.trigger()))
          .put("price_type", "static")
          .put("status", isTriggered(ticket) ? "triggered" : "untriggered")
          .close()
          .name("stop_price")
          .raw(Texts.number(request.trigger()));
    }
    sums(out, ticket)
        .name("fee_usd_equiv")
        .raw(Texts.number(ticket.fee()))
        .put("exec_type", kind)
        .put("order_status", status)
        .put("time_in_force", request.expireMicros() > 0 ? "GTD" : request.timeInForce().name())
        .put("post_only", request.postOnly())
        .put("reduce_only", false);
    client(out, ticket).put("timestamp", Texts.rfc3339(ticket.openedMicros())).close();
  }

  private static boolean isTriggered(Ticket ticket) {
    Order order = ticket.order();
    return order != null && order.isWorking();
  }

  private static Json sums(Json out, Ticket ticket) {
    return out.name("cum_qty")
        .raw(Texts.number(ticket.executed()))
        .name("cum_cost")
        .raw(Texts.number(ticket.cost()))
        .name("avg_price")
        .raw(Texts.number(OrderJson.average(ticket)));
  }

  private static Json client(Json out, Ticket ticket) {
    if (ticket.clientId() != null) {
      out.put("cl_ord_id", ticket.clientId());
    }
    if (ticket.request().userref() != null) {
      out.put("order_userref", ticket.request().userref());
    }
    return out;
  }

  private void emit(Ticket ticket, String kind) {
    executions.emit(ticket.account(), "executions", kind, json.text());
  }

  @Override
  public void onTriggered(Order order) {
    opened(tickets.of(order), "status");
  }

  @Override
  public void onAmended(Order order) {
    opened(tickets.of(order), "amended");
  }

  @Override
  public void onFill(Order order, Fill fill) {
    Ticket ticket = tickets.of(order);
    tickets.filled(ticket, fill);
    trade(json.reset(), ticket, fill);
    emit(ticket, "trade");
    if (order.status() == OrderStatus.FILLED) {
      ticket.ends(null, false, fill.timeMicros());
      ended(ticket, "filled", fill.timeMicros());
    }
  }

  /** Writes an execution; that of the last part too calls the order filled in part. */
  void trade(Json out, Ticket ticket, Fill fill) {
    OrderRequest request = ticket.request();
    out.open()
        .put("exec_type", "trade")
        .put("exec_id", tickets.tradeId(fill))
        .put("trade_id", fill.tradeId())
        .put("order_id", ticket.txid())
        .put("order_status", "partially_filled")
        .put("symbol", request.listing().names().name())
        .put("side", OrderJson.side(request.side()))
        .put("order_type", request.type())
        .name("order_qty")
        .raw(Texts.number(ticket.volume()))
        .name("last_qty")
        .raw(Texts.number(fill.quantity()))
        .name("last_price")
        .raw(Texts.number(fill.price()))
        .name("cost")
        .raw(Texts.number(fill.quoteQuantity()));
    sums(out, ticket)
        .put("liquidity_ind", fill.isMaker() ? "m" : "t")
        .name("fees")
        .openArray()
        .open()
        .put("asset", fill.commissionAsset())
        .name("qty")
        .raw(Texts.number(fill.commission()))
        .close()
        .closeArray();
    client(out, ticket).put("timestamp", Texts.rfc3339(fill.timeMicros())).close();
  }

  /** Tells the end of an order, with what has changed only. */
  void ended(Ticket ticket, String kind, long atMicros) {
    json.reset()
        .open()
        .put("exec_type", kind)
        .put("order_id", ticket.txid())
        .put("order_status", kind);
    if (ticket.reason() != null) {
      json.put("reason", ticket.reason());
    }
    client(sums(json, ticket), ticket).put("timestamp", Texts.rfc3339(atMicros)).close();
    emit(ticket, kind);
  }

  @Override
  public void onCanceled(Order order, String why) {
    end(order, why, why.equals(TIME_IS_OVER));
  }

  @Override
  public void onExpired(Order order, ExpiryReason reason) {
    String why =
        switch (reason) {
          case UNFILLED_IOC_QUANTITY_EXPIRED -> "IOC order could not be filled in full";
          case UNFILLED_FOK_ORDER_EXPIRED -> "FOK order could not be filled in full";
          case INSUFFICIENT_LIQUIDITY -> "Insufficient liquidity";
          case INSUFFICIENT_BALANCES -> "Insufficient funds";
          case SELF_TRADE_PREVENTION -> "Self trade prevention";
          case OCO_TRIGGER, WOULD_NOT_REDUCE_POSITION, LIQUIDATION -> reason.name();
        };
    end(order, why, false);
  }

  @Override
  public void onPrevented(Order expired, @Nullable Order other) {
    end(expired, "Self trade prevention", false);
  }

  private void end(Order order, String why, boolean byTime) {
    Ticket ticket = tickets.of(order);
    ticket.ends(why, byTime, order.updatedMicros());
    ended(ticket, byTime ? "expired" : "canceled", order.updatedMicros());
  }

  @Override
  public void onList(OrderList list) {
    throw new IllegalStateException("this venue has no order lists");
  }

  @Override
  public void onBalances(String account, Set<String> assets, long timeMicros) {
    Exchange known = exchange;
    if (known == null) {
      return;
    }
    Ledger ledger = known.ledger();
    for (String asset : assets) {
      long total = ledger.free(account, asset) + ledger.locked(account, asset);
      Long before = totals.put(account + " " + asset, total);
      if (before == null || before != total) {
        json.reset();
        balance(json, account, asset, total, before == null ? total : total - before, "trade");
        executions.emit(account, "balances", "", json.text());
      }
    }
  }

  private void balance(
      Json out, String account, String asset, long total, long change, String type) {
    out.open()
        .put("asset", asset)
        .put("asset_class", "currency")
        .name("amount")
        .raw(Texts.number(change))
        .name("balance")
        .raw(Texts.number(total))
        .name("fee")
        .raw("0.0")
        .put("ledger_id", Ids.ledger(nextLedger++))
        .put("ref_id", Ids.ledger(account.hashCode()))
        .put("timestamp", Texts.rfc3339(clock.micros()))
        .put("type", type)
        .put("subtype", "")
        .put("category", type)
        .put("wallet_type", "spot")
        .put("wallet_id", "main")
        .close();
  }
}
