package trader.simulator.binancefutures;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import trader.simulator.binance.RateLimits;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.ExchangeListener;
import trader.simulator.matching.ExpiryReason;
import trader.simulator.matching.Fill;
import trader.simulator.matching.FundingPayment;
import trader.simulator.matching.NewOrder;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderList;
import trader.simulator.matching.Position;
import trader.simulator.matching.Trade;
import trader.simulator.net.Json;
import trader.simulator.net.VenueClock;

/** Turns what the exchange does into public trades, user events and the account's income. */
final class FuturesReports implements ExchangeListener {
  /**
   * One entry of an account's income.
   *
   * @param amount received, negative when paid
   * @param tradeId of the trade that it comes from, 0 where there is none
   */
  record Income(
      String account, String symbol, String type, long amount, long timeMicros, long tradeId) {}

  private static final class Change {
    private final Set<String> symbols = new TreeSet<>();
    private String reason = "ORDER";
    private long deposit;
  }

  private final Map<String, Contract> contracts;
  private final FuturesUsers users;
  private final RateLimits limits;
  private final VenueClock clock;
  private final String collateral;
  private final AccountModes modes;
  private final Json json = new Json();
  private final Map<String, Change> changes = new LinkedHashMap<>();
  private final List<Income> incomes = new ArrayList<>();
  private @Nullable Exchange exchange;

  FuturesReports(
      Map<String, Contract> contracts,
      FuturesUsers users,
      RateLimits limits,
      VenueClock clock,
      String collateral,
      AccountModes modes) {
    this.modes = modes;
    this.contracts = contracts;
    this.users = users;
    this.limits = limits;
    this.clock = clock;
    this.collateral = collateral;
  }

  void of(Exchange ofExchange) {
    exchange = ofExchange;
  }

  List<Income> incomes() {
    return incomes;
  }

  @Override
  public void onTrade(Trade trade) {
    Contract contract = contracts.get(trade.symbol());
    if (contract != null) {
      contract.feed().onTrade(trade);
    }
  }

  @Override
  public void onAccepted(Order order) {
    if (Algos.isAlgo(order)) {
      algo(order, "NEW");
    } else {
      report(order, "NEW", null);
    }
  }

  @Override
  public void onTriggered(Order order) {
    algo(order, "TRIGGERING");
    algo(order, "TRIGGERED");
    report(order, "NEW", null);
  }

  @Override
  public void onFill(Order order, Fill fill) {
    if (order.fills().size() == 1 && !order.isLiquidation()) {
      limits.giveBack(order.account(), 1, clock.micros());
    }
    String account = order.account();
    if (fill.realizedProfit() != 0) {
      income(account, fill.symbol(), "REALIZED_PNL", fill.realizedProfit(), fill.tradeId());
    }
    income(account, fill.symbol(), "COMMISSION", -fill.commission(), fill.tradeId());
    lite(order, fill);
    report(order, order.isLiquidation() ? "CALCULATED" : "TRADE", fill);
    if (Algos.isAlgo(order) && !order.status().isOpen()) {
      algo(order, "FINISHED");
    }
  }

  @Override
  public void onCanceled(Order order, String cancelId) {
    if (Algos.isWaiting(order)) {
      algo(order, "CANCELED");
    } else {
      report(order, "CANCELED", null);
    }
  }

  @Override
  public void onExpired(Order order, ExpiryReason reason) {
    if (Algos.isWaiting(order)) {
      algo(order, Algos.status(order));
    } else {
      report(order, "EXPIRED", null);
    }
  }

  @Override
  public void onAmended(Order order) {
    report(order, "AMENDMENT", null);
  }

  @Override
  public void onReduced(Order order, long byQuantity) {
    if (!Algos.isWaiting(order)) {
      report(order, "AMENDMENT", null);
    }
  }

  @Override
  public void onPrevented(Order expired, @Nullable Order other) {
    report(expired, "EXPIRED", null);
  }

  @Override
  public void onList(OrderList list) {
    throw new IllegalStateException("futures have no order lists");
  }

  private void report(Order order, String execution, @Nullable Fill fill) {
    NewOrder request = order.request();
    begin("ORDER_TRADE_UPDATE", order.updatedMicros())
        .name("o")
        .open()
        .put("s", order.symbol())
        .put("c", Algos.plainClientId(order))
        .put("S", order.side().name())
        .put("o", Algos.plainType(order))
        .put("f", FuturesJson.timeInForce(request))
        .putDecimal("q", order.quantity())
        .putDecimal("p", order.price())
        .putDecimal("ap", FuturesJson.average(order))
        .putDecimal("sp", request.stopPrice())
        .put("x", execution)
        .put("X", order.status().name())
        .put("i", order.id())
        .putDecimal("l", fill == null ? 0 : fill.quantity())
        .putDecimal("z", order.executed())
        .putDecimal("L", fill == null ? 0 : fill.price());
    if (fill != null) {
      json.put("N", fill.commissionAsset()).putDecimal("n", fill.commission());
    }
    json.putTime("T", order.updatedMicros())
        .put("t", fill == null ? 0 : fill.tradeId())
        .put("b", "0")
        .put("a", "0")
        .put("m", fill != null && fill.isMaker())
        .put("R", request.reduceOnly())
        .put("wt", FuturesJson.workingType(request))
        .put("ot", Algos.type(order))
        .put("ps", "BOTH")
        .put("cp", request.terms().closePosition())
        .putDecimal("rp", fill == null ? 0 : fill.realizedProfit())
        .put("pP", false)
        .put("si", 0)
        .put("ss", 0)
        .put("V", request.selfTradePrevention().name())
        .put("pm", "NONE")
        .put("gtd", 0)
        .close();
    users.emit(order.account(), "ORDER_TRADE_UPDATE", json.close().text());
  }

  private void lite(Order order, Fill fill) {
    begin("TRADE_LITE", fill.timeMicros())
        .put("s", order.symbol())
        .put("c", Algos.plainClientId(order))
        .put("S", order.side().name())
        .putDecimal("q", order.quantity())
        .putDecimal("p", order.price())
        .put("i", order.id())
        .putDecimal("l", fill.quantity())
        .putDecimal("L", fill.price())
        .put("t", fill.tradeId())
        .put("m", fill.isMaker());
    users.emit(order.account(), "TRADE_LITE", json.close().text());
  }

  private void algo(Order order, String status) {
    NewOrder request = order.request();
    boolean triggered = order.isWorking() && !status.equals("TRIGGERING");
    begin("ALGO_UPDATE", order.updatedMicros())
        .name("o")
        .open()
        .put("caid", order.clientOrderId())
        .put("aid", Algos.id(order))
        .put("at", "CONDITIONAL")
        .put("o", Algos.type(order))
        .put("s", order.symbol())
        .put("S", order.side().name())
        .put("ps", "BOTH")
        .put("f", FuturesJson.timeInForce(request))
        .putDecimal("q", request.quantity())
        .put("X", status)
        .put("ai", triggered ? Long.toString(order.id()) : "")
        .putDecimal("ap", FuturesJson.average(order))
        .putDecimal("aq", order.executed())
        .put("act", "0")
        .putDecimal("tp", request.stopPrice())
        .putDecimal("p", request.price())
        .put("V", request.selfTradePrevention().name())
        .put("wt", FuturesJson.workingType(request))
        .put("pm", "NONE")
        .put("cp", request.terms().closePosition())
        .put("pP", false)
        .put("R", request.reduceOnly())
        .put("tt", triggered ? order.workingMicros() / 1_000 : 0)
        .put("gtd", 0)
        .put("rm", Algos.reason(order))
        .close();
    users.emit(order.account(), "ALGO_UPDATE", json.close().text());
  }

  private Json begin(String event, long timeMicros) {
    return json.reset().open().put("e", event).put("E", clock.millis()).putTime("T", timeMicros);
  }

  @Override
  public void onBalances(String account, Set<String> assets, long timeMicros) {
    change(account);
  }

  @Override
  public void onPositions(String account, Set<String> symbols, long timeMicros) {
    change(account).symbols.addAll(symbols);
  }

  @Override
  public void onFunding(FundingPayment payment) {
    change(payment.account()).reason = "FUNDING_FEE";
    income(payment.account(), payment.symbol(), "FUNDING_FEE", payment.amount(), 0);
  }

  /** Tells an account of a deposit or withdrawal. */
  void onDeposit(String account, long amount) {
    Change change = change(account);
    change.reason = amount < 0 ? "WITHDRAW" : "DEPOSIT";
    change.deposit = amount;
    income(account, "", "TRANSFER", amount, 0);
  }

  /** Tells an account of a leverage that was chosen. */
  void onLeverage(String account, String symbol, int leverage) {
    begin("ACCOUNT_CONFIG_UPDATE", clock.transactionMicros())
        .name("ac")
        .open()
        .put("s", symbol)
        .put("l", leverage)
        .close();
    users.emit(account, "ACCOUNT_CONFIG_UPDATE", json.close().text());
  }

  private void income(String account, String symbol, String type, long amount, long tradeId) {
    incomes.add(new Income(account, symbol, type, amount, clock.transactionMicros(), tradeId));
  }

  private Change change(String account) {
    return changes.computeIfAbsent(account, k -> new Change());
  }

  /** Queues what has changed of accounts since the last call. */
  void flushAccounts() {
    Exchange known = exchange;
    if (changes.isEmpty() || known == null) {
      return;
    }
    Map<String, Change> all = new LinkedHashMap<>(changes);
    changes.clear();
    all.forEach((account, change) -> account(known, account, change));
  }

  private void account(Exchange known, String account, Change change) {
    long wallet = known.margins().balance(account);
    begin("ACCOUNT_UPDATE", clock.transactionMicros())
        .name("a")
        .open()
        .put("m", change.reason)
        .name("B")
        .openArray()
        .open()
        .put("a", collateral)
        .putDecimal("wb", wallet)
        .putDecimal("cw", wallet)
        .putDecimal("bc", change.deposit)
        .close()
        .closeArray()
        .name("P")
        .openArray();
    for (String symbol : change.symbols) {
      Position position = known.margins().position(account, symbol);
      Contract contract = contracts.get(symbol);
      long mark = contract == null ? 0 : contract.market().markPrice();
      json.open()
          .put("s", symbol)
          .putDecimal("pa", position.quantity())
          .putDecimal("ep", position.averagePrice())
          .putDecimal("bep", position.averagePrice())
          .putDecimal("cr", position.realizedProfit())
          .putDecimal("up", position.unrealized(mark))
          .put("mt", modes.isIsolated(account, symbol) ? "isolated" : "cross")
          .put("iw", "0")
          .put("ps", "BOTH")
          .close();
    }
    json.closeArray().close();
    users.emit(account, "ACCOUNT_UPDATE", json.close().text());
  }
}
