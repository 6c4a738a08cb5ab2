package trader.simulator.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeTest {
  private static final String S = "BTCUSDT";
  private static final Instrument BTC =
      new Instrument(S, "BTC", "USDT", Decimals.ONE / 100, Decimals.ONE / 100_000);

  private final RecordingListener heard = new RecordingListener();
  private Exchange exchange = new Exchange(new Fees(0, 0), heard);
  private Market market = exchange.addMarket(BTC, 7, n("1"), 1);
  private long now = 1_000_000;

  @BeforeEach
  void fund() {
    setUp(new Fees(n("0.001"), n("0.001")));
  }

  private void setUp(Fees fees) {
    exchange = new Exchange(fees, heard);
    market = exchange.addMarket(BTC, 7, n("1"), 1);
    market.begin(n("100"));
    // The house stands at 99.99 or a tick or two lower, and at 100.00, with one unit each.
    market.quote(n("99.99"), n("1"), n("100.00"), n("1"), now);
    for (String account : new String[] {"a", "b"}) {
      exchange.ledger().deposit(account, "USDT", n("10000"));
      exchange.ledger().deposit(account, "BTC", n("50"));
    }
    exchange.flush(now);
    heard.lines.clear();
  }

  private static long n(String text) {
    return Decimals.parse(text);
  }

  private Order limit(String account, String id, Side side, String quantity, String price) {
    return exchange.place(NewOrder.limit(account, S, id, side, n(quantity), n(price)), now++);
  }

  private Order order(String id, OrderType type, Side side, String price, String stop) {
    return order(id, type, TimeInForce.GTC, side, "1", price, stop);
  }

  private Order order(
      String id,
      OrderType type,
      TimeInForce tif,
      Side side,
      String quantity,
      String price,
      String stop) {
    return exchange.place(
        NewOrder.of("a", S, id, side, type, tif, n(quantity), n(price), n(stop)), now++);
  }

  private void print(String price, String quantity, Side aggressor) {
    exchange.print(market, n(price), n(quantity), aggressor, now++);
  }

  private String usdt(String account) {
    return Decimals.text(exchange.ledger().free(account, "USDT"))
        + "+"
        + Decimals.text(exchange.ledger().locked(account, "USDT"));
  }

  @Test
  void restingBuyLocksQuoteAndCancelReleasesIt() {
    Order order = limit("a", "x", Side.BUY, "2", "95");
    assertThat(usdt("a")).isEqualTo("9810.00000000+190.00000000");
    exchange.cancel(order, "c", now);
    assertThat(usdt("a")).isEqualTo("10000.00000000+0.00000000");
    assertThat(order.status()).isEqualTo(OrderStatus.CANCELED);
    assertThat(heard.lines).containsExactly("accepted x", "balances a", "canceled x", "balances a");
  }

  @Test
  void marketOrderWalksTheBookLevelByLevel() {
    Order order = exchange.place(NewOrder.market("a", S, "m", Side.BUY, n("5")), now);
    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(order.fills()).hasSizeGreaterThan(1);
    assertThat(order.fills().getFirst().price()).isEqualTo(n("100"));
    assertThat(order.fills().getLast().price()).isGreaterThan(n("100"));
    assertThat(order.fills().stream().mapToLong(Fill::quantity).sum()).isEqualTo(n("5"));
    assertThat(exchange.ledger().free("a", "BTC")).isEqualTo(n("50") + n("5") - n("5") / 1_000);
  }

  @Test
  void whatIsTakenReturnsOnlyWhenTheMarketMoves() {
    exchange.place(NewOrder.market("a", S, "m", Side.BUY, n("0.4")), now);
    assertThat(market.best(Side.SELL)).isEqualTo(new Level(n("100"), n("0.6")));
    print("100", "0.1", Side.BUY);
    assertThat(market.best(Side.SELL).price()).isEqualTo(n("100"));
  }

  @Test
  void limitThatCrossesTakesUpToItsPriceAndRestsWithTheRemainder() {
    Order order = limit("a", "x", Side.BUY, "5", "100.00");
    assertThat(Decimals.text(order.executed())).isEqualTo("1.00000000");
    assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(market.best(Side.BUY)).isEqualTo(new Level(n("100"), n("4")));
    assertThat(usdt("a")).isEqualTo("9500.00000000+400.00000000");
  }

  @Test
  void priceImprovementIsReleased() {
    Order order = limit("a", "x", Side.BUY, "1", "105");
    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(usdt("a")).isEqualTo("9900.00000000+0.00000000");
  }

  @Test
  void tradeThroughFillsWholly() {
    Order order = limit("a", "x", Side.BUY, "2", "99");
    print("98.50", "0.01", Side.SELL);
    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(order.fills()).allMatch(f -> f.price() == n("99") && f.isMaker());
    assertThat(heard.trades.getLast().price()).isEqualTo(n("98.50"));
  }

  @Test
  void tradeAtThePriceServesWhatStoodThereFirst() {
    Order order = limit("a", "x", Side.BUY, "1", "99.99");
    print("99.99", "0.7", Side.SELL);
    assertThat(order.executed()).isZero();
    market.quote(n("99.99"), n("1"), n("100.00"), n("1"), now);
    print("99.99", "0.5", Side.SELL);
    assertThat(Decimals.text(order.executed())).isEqualTo("0.20000000");
    assertThat(order.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
  }

  @Test
  void clientsMatchEachOtherByPriceThenTime() {
    setUp(new Fees(0, 0));
    market.quote(n("90"), n("1"), n("110"), n("1"), now);
    limit("a", "second", Side.SELL, "1", "101");
    limit("a", "first", Side.SELL, "1", "100.50");
    limit("a", "third", Side.SELL, "1", "101");
    heard.lines.clear();
    limit("b", "taker", Side.BUY, "2.5", "101");
    assertThat(heard.lines)
        .filteredOn(l -> l.startsWith("fill"))
        .containsExactly(
            "fill first 1.00000000@100.50000000 FILLED",
            "fill taker 1.00000000@100.50000000 PARTIALLY_FILLED",
            "fill second 1.00000000@101.00000000 FILLED",
            "fill taker 1.00000000@101.00000000 PARTIALLY_FILLED",
            "fill third 0.50000000@101.00000000 PARTIALLY_FILLED",
            "fill taker 0.50000000@101.00000000 FILLED");
    assertThat(exchange.ledger().free("b", "BTC")).isEqualTo(n("52.5"));
  }

  @Test
  void remaindersThatMayNotRestExpire() {
    Order ioc = order("i", OrderType.LIMIT, TimeInForce.IOC, Side.BUY, "5", "100", "0");
    assertThat(ioc.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(ioc.executed()).isEqualTo(n("1"));
    assertThat(ioc.expiryReason()).isEqualTo(ExpiryReason.UNFILLED_IOC_QUANTITY_EXPIRED);
    market.quote(n("99.99"), n("1"), n("100.00"), n("1"), now);
    Order fok = order("f", OrderType.LIMIT, TimeInForce.FOK, Side.BUY, "5", "100", "0");
    assertThat(fok.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(fok.executed()).isZero();
    assertThat(usdt("a")).isEqualTo("9900.00000000+0.00000000");
  }

  @Test
  void marketOrderBeyondTheBookExpiresWithItsRemainder() {
    exchange.ledger().deposit("a", "BTC", n("1000000"));
    Order order = exchange.place(NewOrder.market("a", S, "m", Side.SELL, n("100000")), now);
    assertThat(order.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(order.executed()).isPositive();
    assertThat(order.expiryReason()).isEqualTo(ExpiryReason.INSUFFICIENT_LIQUIDITY);
  }

  @Test
  void quantityByQuoteSpendsToTheLastStep() {
    NewOrder request =
        new NewOrder(
            "a",
            S,
            "q",
            Side.BUY,
            OrderType.MARKET,
            TimeInForce.GTC,
            0,
            n("50.0005"),
            0,
            0,
            0,
            0,
            SelfTradePrevention.EXPIRE_MAKER,
            null,
            null);
    Order order = exchange.place(request, now);
    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(Decimals.text(order.quantity())).isEqualTo("0.50000000");
    assertThat(Decimals.text(order.quoteExecuted())).isEqualTo("50.00000000");
  }

  @ParameterizedTest
  @CsvSource({
    // type, side, limit, stop, price that triggers, price that does not
    "STOP_LOSS, SELL, 0, 98, 98, 98.01",
    "STOP_LOSS, BUY, 0, 102, 102, 101.99",
    "TAKE_PROFIT, SELL, 0, 102, 102, 101.99",
    "TAKE_PROFIT, BUY, 0, 98, 98, 98.01",
    "STOP_LOSS_LIMIT, SELL, 97, 98, 98, 98.01",
    "TAKE_PROFIT_LIMIT, SELL, 101, 102, 102, 101.99",
  })
  void triggerLooksAtTheLastTrade(
      OrderType type, Side side, String limit, String stop, String triggers, String not) {
    Order order = order("s", type, side, limit, stop);
    assertThat(order.isWorking()).isFalse();
    print(not, "0.01", Side.BUY);
    assertThat(order.isWorking()).isFalse();
    print(triggers, "0.01", side.opposite());
    assertThat(order.isWorking()).isTrue();
    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(heard.lines).contains("triggered s");
  }

  @ParameterizedTest
  @CsvSource({"STOP_LOSS, SELL, 100", "STOP_LOSS, BUY, 100", "TAKE_PROFIT, SELL, 99"})
  void triggerOnTheWrongSideIsRefused(OrderType type, Side side, String stop) {
    assertThatThrownBy(() -> order("s", type, side, "0", stop))
        .isInstanceOf(RejectedException.class)
        .hasMessage("WOULD_TRIGGER_IMMEDIATELY");
    assertThat(heard.lines).isEmpty();
  }

  @Test
  void trailingStopFollowsTheBestPrice() {
    NewOrder request =
        new NewOrder(
            "a",
            S,
            "t",
            Side.SELL,
            OrderType.STOP_LOSS,
            TimeInForce.GTC,
            n("1"),
            0,
            0,
            0,
            100,
            0,
            SelfTradePrevention.EXPIRE_MAKER,
            null,
            null);
    Order order = exchange.place(request, now);
    print("105", "0.01", Side.BUY);
    print("104", "0.01", Side.SELL);
    assertThat(order.isWorking()).isFalse();
    print("103.95", "0.01", Side.SELL);
    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void postOnlyOrderThatWouldTakeIsRefused() {
    assertThatThrownBy(() -> order("p", OrderType.LIMIT_MAKER, Side.BUY, "100", "0"))
        .hasMessage("WOULD_MATCH_IMMEDIATELY");
    assertThat(order("p", OrderType.LIMIT_MAKER, Side.BUY, "99.99", "0").status())
        .isEqualTo(OrderStatus.NEW);
  }

  @Test
  void refusalsChangeNothing() {
    limit("a", "x", Side.BUY, "1", "90");
    assertThatThrownBy(() -> limit("a", "x", Side.BUY, "1", "90"))
        .hasMessage("DUPLICATE_CLIENT_ORDER_ID");
    assertThatThrownBy(() -> limit("a", "y", Side.BUY, "1000", "90"))
        .hasMessage("INSUFFICIENT_BALANCE");
    assertThatThrownBy(() -> limit("a", "y", Side.SELL, "50.00001", "190"))
        .hasMessage("INSUFFICIENT_BALANCE");
    assertThatThrownBy(() -> limit("a", "y", Side.BUY, "0.00001", "0.0001"))
        .hasMessage("ZERO_NOTIONAL");
    market.setOpen(false);
    assertThatThrownBy(() -> limit("a", "y", Side.BUY, "1", "90")).hasMessage("MARKET_CLOSED");
    assertThat(usdt("a")).isEqualTo("9910.00000000+90.00000000");
    assertThat(exchange.orders().open("a")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "EXPIRE_MAKER, EXPIRED_IN_MATCH, NEW",
    "EXPIRE_TAKER, NEW, EXPIRED_IN_MATCH",
    "EXPIRE_BOTH, EXPIRED_IN_MATCH, EXPIRED_IN_MATCH",
  })
  void selfTradeIsPrevented(SelfTradePrevention mode, OrderStatus maker, OrderStatus taker) {
    market.quote(n("90"), n("1"), n("110"), n("1"), now);
    Order resting = limit("a", "m", Side.SELL, "1", "100");
    NewOrder request =
        new NewOrder(
            "a",
            S,
            "t",
            Side.BUY,
            OrderType.LIMIT,
            TimeInForce.GTC,
            n("1"),
            0,
            n("100"),
            0,
            0,
            0,
            mode,
            null,
            null);
    Order incoming = exchange.place(request, now);
    assertThat(resting.status()).isEqualTo(maker);
    assertThat(incoming.status()).isEqualTo(taker);
    assertThat(heard.trades).isEmpty();
  }

  @Test
  void oneCancelsTheOtherLocksOnceAndExpiresTheOther() {
    NewOrder above =
        NewOrder.of(
            "a",
            S,
            "above",
            Side.SELL,
            OrderType.LIMIT_MAKER,
            TimeInForce.GTC,
            n("10"),
            n("105"),
            0);
    NewOrder below =
        NewOrder.of(
            "a", S, "below", Side.SELL, OrderType.STOP_LOSS, TimeInForce.GTC, n("10"), 0, n("95"));
    OrderList list = exchange.placeOneCancelsOther("l", above, below, now);
    assertThat(exchange.ledger().locked("a", "BTC")).isEqualTo(n("10"));
    print("95", "0.01", Side.SELL);
    assertThat(list.isDone()).isTrue();
    assertThat(heard.lines)
        .containsSubsequence("expired above OCO_TRIGGER", "triggered below", "list l done");
    assertThat(exchange.ledger().locked("a", "BTC")).isZero();
  }

  @Test
  void buyListLocksForItsDearestLeg() {
    NewOrder above =
        NewOrder.of(
            "a",
            S,
            "above",
            Side.BUY,
            OrderType.STOP_LOSS_LIMIT,
            TimeInForce.GTC,
            n("1"),
            n("111"),
            n("110"));
    NewOrder below =
        NewOrder.of(
            "a", S, "below", Side.BUY, OrderType.LIMIT_MAKER, TimeInForce.GTC, n("1"), n("95"), 0);
    exchange.placeOneCancelsOther("l", above, below, now);
    assertThat(exchange.ledger().locked("a", "USDT")).isEqualTo(n("111"));
    print("94", "0.01", Side.SELL);
    assertThat(exchange.ledger().locked("a", "USDT")).isZero();
    assertThat(exchange.ledger().free("a", "USDT")).isEqualTo(n("9905"));
  }

  @Test
  void listWithPricesOnTheWrongSidesIsRefused() {
    NewOrder above =
        NewOrder.of(
            "a", S, "above", Side.SELL, OrderType.LIMIT_MAKER, TimeInForce.GTC, n("1"), n("99"), 0);
    NewOrder below =
        NewOrder.of(
            "a", S, "below", Side.SELL, OrderType.STOP_LOSS, TimeInForce.GTC, n("1"), 0, n("95"));
    assertThatThrownBy(() -> exchange.placeOneCancelsOther("l", above, below, now))
        .hasMessage("BAD_LIST_PRICES");
  }
}
