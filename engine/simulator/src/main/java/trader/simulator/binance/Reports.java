package trader.simulator.binance;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.ExchangeListener;
import trader.simulator.matching.ExpiryReason;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Ledger;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderList;
import trader.simulator.matching.Trade;
import trader.simulator.net.Json;
import trader.simulator.net.VenueClock;

/** Turns what the exchange does into public trades and user events. */
final class Reports implements ExchangeListener {
  private static final String REPLACED = "REPLACED";

  private final Map<String, Listing> listings;
  private final UserData users;
  private final RateLimits limits;
  private final VenueClock clock;
  private final Json json = new Json();
  private @Nullable Exchange exchange;
  private long nextExecutionId = 1;

  Reports(Map<String, Listing> listings, UserData users, RateLimits limits, VenueClock clock) {
    this.listings = listings;
    this.users = users;
    this.limits = limits;
    this.clock = clock;
  }

  void of(Exchange ofExchange) {
    exchange = ofExchange;
  }

  @Override
  public void onTrade(Trade trade) {
    Listing listing = listings.get(trade.symbol());
    if (listing != null) {
      listing.feed().onTrade(trade);
    }
  }

  @Override
  public void onAccepted(Order order) {
    report(order, "NEW", null, "", null);
  }

  @Override
  public void onTriggered(Order order) {
    report(order, "NEW", null, "", null);
  }

  @Override
  public void onFill(Order order, Fill fill) {
    if (order.fills().size() == 1) {
      limits.giveBack(order.account(), 1, clock.micros());
    }
    report(order, "TRADE", fill, "", null);
  }

  @Override
  public void onCanceled(Order order, String cancelId) {
    report(order, "CANCELED", null, cancelId, null);
  }

  @Override
  public void onAmended(Order order) {
    report(order, REPLACED, null, "", null);
  }

  /** The id of the latest report. */
  long lastExecutionId() {
    return nextExecutionId - 1;
  }

  @Override
  public void onExpired(Order order, ExpiryReason reason) {
    report(order, "EXPIRED", null, "", null);
  }

  @Override
  public void onPrevented(Order expired, @Nullable Order other) {
    report(expired, "TRADE_PREVENTION", null, "", other);
  }

  private void report(
      Order order,
      String execution,
      @Nullable Fill fill,
      String cancelId,
      @Nullable Order counterOrder) {
    NewOrder request = order.request();
    boolean canceled = execution.equals("CANCELED");
    json.reset()
        .open()
        .put("e", "executionReport")
        .put("E", clock.millis())
        .put("s", order.symbol())
        .put("c", canceled ? cancelId : order.clientOrderId())
        .put("S", order.side().name())
        .put("o", order.type().name())
        .put("f", request.timeInForce().name())
        .putDecimal("q", order.quantity())
        .putDecimal("p", order.price())
        .putDecimal("P", request.stopPrice())
        .putDecimal("F", request.icebergQuantity())
        .put("g", OrderJson.listId(order))
        .put("C", canceled || execution.equals(REPLACED) ? order.clientOrderId() : "")
        .put("x", execution)
        .put("X", order.status().name())
        .put("r", "NONE")
        .put("i", order.id())
        .putDecimal("l", fill == null ? 0 : fill.quantity())
        .putDecimal("z", order.executed())
        .putDecimal("L", fill == null ? 0 : fill.price())
        .putDecimal("n", fill == null ? 0 : fill.commission());
    if (fill == null) {
      json.putNull("N");
    } else {
      json.put("N", fill.commissionAsset());
    }
    json.putTime("T", order.updatedMicros()).put("t", fill == null ? -1 : fill.tradeId());
    prevented(order, counterOrder);
    json.put("I", nextExecutionId++)
        .put("w", order.isWorking() && order.status().isOpen() && fill == null)
        .put("m", fill != null && fill.isMaker())
        .put("M", fill != null)
        .putTime("O", order.createdMicros())
        .putDecimal("Z", order.quoteExecuted())
        .putDecimal("Y", fill == null ? 0 : fill.quoteQuantity())
        .putDecimal("Q", request.quoteQuantity());
    marks(order);
    if (order.isWorking()) {
      json.putTime("W", order.workingMicros());
    }
    json.put("V", request.selfTradePrevention().name());
    if (order.expiryReason() != null) {
      json.put("eR", order.expiryReason().name());
    }
    users.emit(order.account(), "executionReport", json.close().text());
  }

  private void prevented(Order order, @Nullable Order counterOrder) {
    if (counterOrder != null) {
      json.put("v", order.preventedMatchId())
          .putDecimal("A", order.preventedQuantity())
          .putDecimal("B", order.preventedQuantity())
          .put("U", counterOrder.id())
          .put("Cs", counterOrder.symbol());
    }
  }

  private void marks(Order order) {
    NewOrder request = order.request();
    if (request.trailingDelta() > 0) {
      json.put("d", request.trailingDelta());
      if (order.trailingMicros() >= 0) {
        json.putTime("D", order.trailingMicros());
      }
    }
    if (request.strategyId() != null) {
      json.put("j", request.strategyId());
    }
    if (request.strategyType() != null) {
      json.put("J", request.strategyType());
    }
  }

  @Override
  public void onList(OrderList list) {
    boolean done = list.isDone();
    json.reset()
        .open()
        .put("e", "listStatus")
        .put("E", clock.millis())
        .put("s", list.symbol())
        .put("g", list.id())
        .put("c", "OCO")
        .put("l", done ? "ALL_DONE" : "EXEC_STARTED")
        .put("L", done ? "ALL_DONE" : "EXECUTING")
        .put("r", "NONE")
        .put("C", list.clientListId())
        .put("T", clock.millis())
        .name("O")
        .openArray();
    for (Order order : list.orders()) {
      json.open()
          .put("s", order.symbol())
          .put("i", order.id())
          .put("c", order.clientOrderId())
          .close();
    }
    users.emit(list.account(), "listStatus", json.closeArray().close().text());
  }

  @Override
  public void onBalances(String account, Set<String> assets, long timeMicros) {
    Exchange known = exchange;
    if (known == null) {
      return;
    }
    json.reset()
        .open()
        .put("e", "outboundAccountPosition")
        .put("E", clock.millis())
        .putTime("u", timeMicros)
        .name("B")
        .openArray();
    Ledger ledger = known.ledger();
    for (String asset : assets) {
      json.open()
          .put("a", asset)
          .putDecimal("f", ledger.free(account, asset))
          .putDecimal("l", ledger.locked(account, asset))
          .close();
    }
    users.emit(account, "outboundAccountPosition", json.closeArray().close().text());
  }

  /** Tells an account of a deposit or withdrawal. */
  void onDeposit(String account, String asset, long amount, long timeMicros) {
    json.reset()
        .open()
        .put("e", "balanceUpdate")
        .put("E", clock.millis())
        .put("a", asset)
        .putDecimal("d", amount)
        .putTime("T", timeMicros)
        .close();
    users.emit(account, "balanceUpdate", json.text());
  }
}
