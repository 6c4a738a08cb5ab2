package trader.simulator.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DerivativesTest {
  private static final String S = "PF_XBTUSD";
  private static final Instrument BTC =
      new Instrument(S, "BTC", "USD", Decimals.ONE, Decimals.ONE / 10_000);

  private final RecordingListener heard = new RecordingListener();
  private Exchange exchange = exchange(true, false);
  private Market market = exchange.addMarket(BTC, 7, n("10"), 1);
  private long now = 1_000_000;

  private Exchange exchange(boolean follow, boolean reachedWork) {
    DerivativeTerms terms =
        new DerivativeTerms(
            "USD",
            Map.of(
                S,
                List.of(
                    MarginTier.of(n("0.1"), n("0.05")),
                    new MarginTier(n("500000"), n("0.2"), n("0.1"), 0))),
            follow,
            reachedWork,
            "liq-");
    return new Exchange(new Fees(n("0.0002"), n("0.0005")), terms, heard);
  }

  @BeforeEach
  void fund() {
    setUp(true, false);
  }

  private void setUp(boolean follow, boolean reachedWork) {
    exchange = exchange(follow, reachedWork);
    market = exchange.addMarket(BTC, 7, n("10"), 1);
    market.begin(n("1000"));
    market.quote(n("999"), n("10"), n("1000"), n("10"), now);
    exchange.ledger().deposit("a", "USD", n("1000"));
    exchange.ledger().deposit("b", "USD", n("1000"));
    exchange.flush(now);
    heard.lines.clear();
  }

  private static long n(String text) {
    return Decimals.parse(text);
  }

  private Order market(String id, Side side, String quantity) {
    return exchange.place(NewOrder.market("a", S, id, side, n(quantity)), now++);
  }

  private NewOrder limit(String id, Side side, String quantity, String price) {
    return NewOrder.limit("a", S, id, side, n(quantity), n(price));
  }

  private Order reduce(NewOrder request) {
    return exchange.place(request.with(new PositionTerms(true, false, TriggerBy.LAST)), now++);
  }

  private Order stop(String id, Side side, String quantity, String stop, PositionTerms terms) {
    return exchange.place(
        NewOrder.of("a", S, id, side, OrderType.STOP_LOSS, TimeInForce.GTC, n(quantity), 0, n(stop))
            .with(terms),
        now++);
  }

  private void quote(String bid, String ask) {
    exchange.quote(market, n(bid), n("10"), n(ask), n("10"), now++);
  }

  private Position position() {
    return exchange.margins().position("a", S);
  }

  private String balance() {
    return Decimals.text(exchange.margins().balance("a"));
  }

  @Test
  void buyingOpensALongAtItsPriceAndPaysOnlyTheFee() {
    market("m", Side.BUY, "2");
    assertThat(position().quantity()).isEqualTo(n("2"));
    assertThat(position().averagePrice()).isEqualTo(n("1000"));
    assertThat(balance()).isEqualTo("999.00000000");
    assertThat(exchange.margins().initialMargin("a")).isEqualTo(n("200"));
    assertThat(exchange.margins().maintenanceMargin("a")).isEqualTo(n("100"));
    assertThat(exchange.margins().available("a")).isEqualTo(n("799"));
  }

  @Test
  void addingAveragesAndReducingRealizesAtTheAverage() {
    market("m1", Side.BUY, "1");
    quote("1099", "1100");
    market("m2", Side.BUY, "1");
    assertThat(position().averagePrice()).isEqualTo(n("1050"));
    Order out = market("m3", Side.SELL, "0.5");
    assertThat(out.fills().getFirst().realizedProfit()).isEqualTo(n("24.5"));
    assertThat(position().averagePrice()).isEqualTo(n("1050"));
    assertThat(position().realizedProfit()).isEqualTo(n("24.5"));
  }

  @Test
  void sellingMoreThanIsHeldFlipsThePositionAtTheNewPrice() {
    market("m1", Side.BUY, "1");
    quote("1200", "1201");
    market("m2", Side.SELL, "3");
    assertThat(position().quantity()).isEqualTo(-n("2"));
    assertThat(position().averagePrice()).isEqualTo(n("1200"));
    assertThat(position().realizedProfit()).isEqualTo(n("200"));
  }

  @Test
  void orderWithoutMarginIsRefusedAndOneThatReducesNeverIs() {
    market("m1", Side.BUY, "9.9");
    assertThatThrownBy(() -> exchange.place(limit("x", Side.BUY, "1", "990"), now))
        .hasMessage("INSUFFICIENT_BALANCE");
    assertThat(exchange.place(limit("y", Side.SELL, "9.9", "1500"), now).status())
        .isEqualTo(OrderStatus.NEW);
    assertThatThrownBy(() -> exchange.place(limit("z", Side.SELL, "15", "1500"), now))
        .hasMessage("INSUFFICIENT_BALANCE");
  }

  @Test
  void restingOrdersHoldMarginUntilTheyGo() {
    Order order = exchange.place(limit("x", Side.BUY, "5", "900"), now);
    assertThat(exchange.margins().initialMarginWithOrders("a")).isEqualTo(n("450"));
    assertThat(exchange.margins().initialMargin("a")).isZero();
    exchange.cancel(order, "c", now);
    assertThat(exchange.margins().initialMarginWithOrders("a")).isZero();
  }

  @Test
  void lowerLeverageNeedsMoreMarginAndIsRefusedWhereThereIsNone() {
    exchange.margins().setLeverage("a", S, 2);
    assertThatThrownBy(() -> market("m", Side.BUY, "3")).hasMessage("INSUFFICIENT_BALANCE");
    market("n", Side.BUY, "1.5");
    assertThat(exchange.margins().initialMargin("a")).isEqualTo(n("750"));
    assertThatThrownBy(() -> exchange.margins().setLeverage("a", S, 1))
        .hasMessage("INSUFFICIENT_BALANCE");
    assertThat(exchange.margins().leverage("a", S)).isEqualTo(2);
  }

  @Test
  void largerPositionsFallIntoHigherTiers() {
    exchange.ledger().deposit("a", "USD", n("1000000"));
    market.quote(n("999"), n("1000"), n("1000"), n("1000"), now);
    market("m", Side.BUY, "500");
    assertThat(exchange.margins().initialMargin("a")).isEqualTo(n("100000"));
    assertThat(exchange.margins().maintenanceMargin("a")).isEqualTo(n("50000"));
  }

  @Test
  void reduceOnlyWithoutAPositionOrOnItsSideIsRefused() {
    assertThatThrownBy(() -> reduce(limit("x", Side.SELL, "1", "1100")))
        .hasMessage("WOULD_NOT_REDUCE_POSITION");
    market("m", Side.BUY, "1");
    assertThatThrownBy(() -> reduce(limit("y", Side.BUY, "1", "900")))
        .hasMessage("WOULD_NOT_REDUCE_POSITION");
  }

  @Test
  void reduceOnlyLargerThanThePositionShrinksToIt() {
    market("m", Side.BUY, "1");
    Order order = reduce(limit("x", Side.SELL, "3", "1100"));
    assertThat(order.quantity()).isEqualTo(n("1"));
    Order out = reduce(NewOrder.market("a", S, "out", Side.SELL, n("9")));
    assertThat(out.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(position().isFlat()).isTrue();
    assertThat(order.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(order.expiryReason()).isEqualTo(ExpiryReason.WOULD_NOT_REDUCE_POSITION);
  }

  @Test
  void reduceOnlyOrdersAtOnePriceNeverFlipThePosition() {
    market("m", Side.BUY, "2");
    Order first = reduce(limit("x", Side.SELL, "1.5", "1100"));
    Order second = reduce(limit("y", Side.SELL, "1.5", "1100"));
    exchange.print(market, n("1100"), n("50"), Side.BUY, now++);
    assertThat(first.executed() + second.executed()).isEqualTo(n("2"));
    assertThat(position().isFlat()).isTrue();
    assertThat(exchange.orders().open("a")).isEmpty();
  }

  @Test
  void waitingReduceOnlyStopEndsWithItsPositionWhereTheVenueSaysSo() {
    market("m", Side.BUY, "2");
    Order stop = stop("s", Side.SELL, "2", "900", new PositionTerms(true, false, TriggerBy.LAST));
    market("half", Side.SELL, "0.5");
    assertThat(stop.quantity()).isEqualTo(n("1.5"));
    market("rest", Side.SELL, "1.5");
    assertThat(stop.status()).isEqualTo(OrderStatus.EXPIRED);
  }

  @Test
  void waitingReduceOnlyStopStaysElsewhereAndEndsWhenTriggered() {
    setUp(false, false);
    Order stop = stop("s", Side.SELL, "2", "900", new PositionTerms(true, false, TriggerBy.LAST));
    market("m", Side.BUY, "2");
    market("out", Side.SELL, "2");
    assertThat(stop.status()).isEqualTo(OrderStatus.NEW);
    exchange.print(market, n("890"), n("1"), Side.SELL, now++);
    assertThat(stop.status()).isEqualTo(OrderStatus.EXPIRED);
    assertThat(position().isFlat()).isTrue();
  }

  @Test
  void closingStopTakesAllOfThePositionThatThereIsWhenTriggered() {
    market("m", Side.BUY, "1");
    Order stop = stop("s", Side.SELL, "0", "900", new PositionTerms(false, true, TriggerBy.LAST));
    market("more", Side.BUY, "0.5");
    exchange.print(market, n("890"), n("1"), Side.SELL, now++);
    assertThat(stop.executed()).isEqualTo(n("1.5"));
    assertThat(stop.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(position().isFlat()).isTrue();
  }

  @Test
  void stopByMarkIgnoresTradesAndFollowsTheMark() {
    market("m", Side.BUY, "1");
    exchange.mark(market, n("1000"), now++);
    Order stop = stop("s", Side.SELL, "1", "900", new PositionTerms(true, false, TriggerBy.MARK));
    exchange.print(market, n("890"), n("1"), Side.SELL, now++);
    assertThat(stop.status()).isEqualTo(OrderStatus.NEW);
    exchange.mark(market, n("899"), now++);
    assertThat(stop.status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void triggerThatIsReachedAlreadyIsRefusedOrWorksByTheVenuesRule() {
    market("m", Side.BUY, "1");
    PositionTerms terms = new PositionTerms(true, false, TriggerBy.LAST);
    assertThatThrownBy(() -> stop("s", Side.SELL, "1", "1500", terms))
        .hasMessage("WOULD_TRIGGER_IMMEDIATELY");
    setUp(true, true);
    market("m", Side.BUY, "1");
    assertThat(stop("s", Side.SELL, "1", "1500", terms).status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void triggeredOrderWithoutMarginExpires() {
    Order stop = stop("s", Side.BUY, "20", "1100", PositionTerms.NONE);
    exchange.print(market, n("1110"), n("1"), Side.BUY, now++);
    assertThat(stop.expiryReason()).isEqualTo(ExpiryReason.INSUFFICIENT_BALANCES);
    assertThat(position().isFlat()).isTrue();
  }

  @Test
  void longsPayPositiveFundingToTheOtherSide() {
    market("m", Side.BUY, "2");
    exchange.mark(market, n("1010"), now++);
    List<FundingPayment> payments = exchange.fund(market, n("0.0001"), now++);
    assertThat(payments).singleElement().extracting(FundingPayment::amount).isEqualTo(-n("0.202"));
    assertThat(exchange.margins().statement("a").funding()).isEqualTo(-n("0.202"));
    exchange.fund(market, -n("0.0001"), now++);
    assertThat(exchange.margins().statement("a").funding()).isZero();
    assertThat(heard.lines).contains("funding a -0.20200000", "funding a 0.20200000");
  }

  @Test
  void accountBelowItsMaintenanceMarginIsLiquidatedAndItsOrdersGo() {
    market("m", Side.BUY, "9");
    Order resting = exchange.place(limit("x", Side.SELL, "1", "2000"), now++);
    quote("950", "951");
    exchange.mark(market, n("951"), now++);
    assertThat(position().isFlat()).isFalse();
    exchange.mark(market, n("936"), now++);
    assertThat(position().isFlat()).isTrue();
    assertThat(resting.expiryReason()).isEqualTo(ExpiryReason.LIQUIDATION);
    Order made = exchange.orders().byClientId("a", "liq-1").orElseThrow();
    assertThat(made.isLiquidation()).isTrue();
    assertThat(made.executed()).isEqualTo(n("9"));
    assertThat(heard.trades.getLast().isLiquidation()).isTrue();
    assertThat(exchange.margins().balance("a")).isPositive();
  }

  @Test
  void venueCoversWhatALiquidationCouldNot() {
    market("m", Side.BUY, "9");
    quote("500", "501");
    exchange.mark(market, n("500"), now++);
    assertThat(position().isFlat()).isTrue();
    AccountStatement statement = exchange.margins().statement("a");
    assertThat(statement.insurance()).isPositive();
    assertThat(statement.balance()).isZero();
    assertThat(balance()).isEqualTo("0.00000000");
  }

  @Test
  void amendingKeepsTheOrderAndItsMarginInStep() {
    Order order = exchange.place(limit("x", Side.BUY, "5", "900"), now++);
    exchange.amend(order, n("6"), n("950"), 0, now++);
    assertThat(order.price()).isEqualTo(n("950"));
    assertThat(exchange.margins().initialMarginWithOrders("a")).isEqualTo(n("570"));
    assertThat(market.best(Side.BUY).price()).isEqualTo(n("999"));
    assertThatThrownBy(() -> exchange.amend(order, n("60"), n("950"), 0, now))
        .hasMessage("INSUFFICIENT_BALANCE");
    assertThat(order.quantity()).isEqualTo(n("6"));
    exchange.amend(order, n("1"), n("1000"), 0, now++);
    assertThat(order.status()).isEqualTo(OrderStatus.FILLED);
    assertThat(heard.lines).contains("amended x");
  }

  @Test
  void amendingAStopMovesItsTrigger() {
    market("m", Side.BUY, "1");
    Order stop = stop("s", Side.SELL, "1", "900", new PositionTerms(true, false, TriggerBy.LAST));
    exchange.amend(stop, n("1"), 0, n("800"), now++);
    exchange.print(market, n("890"), n("1"), Side.SELL, now++);
    assertThat(stop.status()).isEqualTo(OrderStatus.NEW);
    exchange.print(market, n("799"), n("1"), Side.SELL, now++);
    assertThat(stop.status()).isEqualTo(OrderStatus.FILLED);
  }

  @Test
  void positionsAreToldOnceAnOperation() {
    market("m", Side.BUY, "9.5");
    assertThat(heard.lines).filteredOn(l -> l.startsWith("positions")).hasSizeLessThanOrEqualTo(1);
    assertThat(heard.lines.getLast()).isEqualTo("positions a [PF_XBTUSD]");
  }
}
