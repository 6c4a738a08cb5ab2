package trader.venues.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.Event;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Side;
import trader.venues.RecordingSink;
import trader.venues.TestOrders;

class PaperVenueTest {
  private static final InstrumentRules RULES =
      new InstrumentRules(
          TestOrders.BTC,
          "BTC",
          "USDT",
          new BigDecimal("0.01"),
          new BigDecimal("0.00001"),
          new BigDecimal("0.00001"),
          new BigDecimal("100"),
          new BigDecimal("5"),
          true);

  private final RecordingSink sink = new RecordingSink();
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private PaperVenue venue = venue(Checkpoint.none());
  private int sent;

  @Test
  void marketOrderIsFilledAtTheBestAskWithATakersFee() {
    ready();
    quote("100", "101");

    submit(market("a", Side.BUY, "2"));

    VenueEvent.Filled filled = sink.all(VenueEvent.Filled.class).getFirst();
    assertThat(filled.price()).isEqualByComparingTo("101");
    assertThat(filled.qty()).isEqualByComparingTo("2");
    assertThat(filled.fee()).isEqualByComparingTo("0.002");
    assertThat(filled.feeAsset()).isEqualTo("BTC");
    assertThat(free("USDT")).isEqualByComparingTo("9798");
    assertThat(free("BTC")).isEqualByComparingTo("1.998");
    assertThat(sent).isEqualTo(1);
  }

  @Test
  void nothingIsToldWithinTheCall() {
    ready();
    quote("100", "101");
    sink.clear();

    venue.submit(new Action.Submit(market("a", Side.BUY, "1")), () -> sent++);

    assertThat(sink.all()).isEmpty();
    assertThat(sent).isEqualTo(1);
    run();
    assertThat(sink.count(VenueEvent.Filled.class)).isEqualTo(1);
  }

  @Test
  void limitWaitsAndIsFilledAtItsPriceWhenTheAskComesDown() {
    ready();
    quote("100", "101");
    submit(limit("a", Side.BUY, "1", "99"));
    assertThat(sink.count(VenueEvent.Accepted.class)).isEqualTo(1);
    assertThat(locked("USDT")).isEqualByComparingTo("99");

    quote("98", "98.5");

    VenueEvent.Filled filled = sink.all(VenueEvent.Filled.class).getFirst();
    assertThat(filled.price()).isEqualByComparingTo("99");
    assertThat(filled.maker()).isTrue();
    assertThat(locked("USDT")).isZero();
  }

  @Test
  void limitThatCrossesAtOnceTakesTheBetterPrice() {
    ready();
    quote("100", "101");

    submit(limit("a", Side.BUY, "1", "105"));

    VenueEvent.Filled filled = sink.all(VenueEvent.Filled.class).getFirst();
    assertThat(filled.price()).isEqualByComparingTo("101");
    assertThat(filled.maker()).isFalse();
  }

  @Test
  void limitIsFilledByATradeThroughItAndNotByOneAtIt() {
    ready();
    quote("100", "101");
    submit(limit("a", Side.BUY, "1", "99"));

    trade("99");
    assertThat(sink.count(VenueEvent.Filled.class)).isZero();
    trade("98.99");
    assertThat(sink.count(VenueEvent.Filled.class)).isEqualTo(1);
  }

  @Test
  void stopIsFilledAtTheBidOnceTheLastPriceReachesItsTrigger() {
    ready();
    quote("100", "101");
    trade("100");
    submit(market("a", Side.BUY, "1"));
    submit(TestOrders.stop("b", Account.PAPER, Side.SELL, "0.999", "95"));
    assertThat(locked("BTC")).isEqualByComparingTo("0.999");

    quote("94", "94.5");
    assertThat(sink.count(VenueEvent.Filled.class)).as("a quote triggers nothing").isEqualTo(1);
    trade("95");

    VenueEvent.Filled filled = sink.all(VenueEvent.Filled.class).getLast();
    assertThat(filled.order()).hasToString("b");
    assertThat(filled.price()).isEqualByComparingTo("94");
    assertThat(filled.feeAsset()).isEqualTo("USDT");
    assertThat(free("BTC")).isZero();
  }

  @Test
  void stopThatWouldTriggerAtOnceIsRefused() {
    ready();
    quote("100", "101");
    trade("100");
    submit(market("a", Side.BUY, "1"));

    submit(TestOrders.stop("b", Account.PAPER, Side.SELL, "0.5", "100"));

    assertThat(sink.all(VenueEvent.Rejected.class).getFirst().code()).isEqualTo("would-trigger");
  }

  @Test
  void cancelFreesWhatWasLocked() {
    ready();
    quote("100", "101");
    NewOrder order = limit("a", Side.BUY, "1", "99");
    submit(order);

    cancel(order);
    cancel(order);

    assertThat(sink.count(VenueEvent.Cancelled.class)).isEqualTo(1);
    assertThat(sink.count(VenueEvent.CancelRejected.class)).isEqualTo(1);
    assertThat(free("USDT")).isEqualByComparingTo("10000");
  }

  @Test
  void refusalsNameWhatIsMissing() {
    submit(market("a", Side.BUY, "1"));
    ready();
    submit(market("b", Side.BUY, "1"));
    quote("100", "101");
    submit(market("c", Side.BUY, "100"));
    submit(limit("d", Side.BUY, "1", "50"));
    submit(limit("d", Side.BUY, "1", "50"));

    assertThat(sink.all(VenueEvent.Rejected.class))
        .extracting(VenueEvent.Rejected::code)
        .containsExactly("not-ready", "no-price", "insufficient-balance", "duplicate");
    assertThat(sink.all(VenueEvent.Rejected.class).get(2).why())
        .contains("10100 USDT")
        .contains("10000");
  }

  @Test
  void queryTellsOpenAndFinishedOrdersAndNoOthers() {
    ready();
    quote("100", "101");
    NewOrder open = limit("a", Side.BUY, "1", "99");
    NewOrder done = market("b", Side.BUY, "1");
    submit(open);
    submit(done);

    query(open);
    query(done);
    query(market("c", Side.BUY, "1"));

    assertThat(sink.all(VenueEvent.OrderFound.class))
        .extracting(found -> found.order().status())
        .containsExactly(VenueOrder.Status.WORKING, VenueOrder.Status.FILLED);
    assertThat(sink.count(VenueEvent.OrderNotFound.class)).isEqualTo(1);
  }

  @Test
  void restartGoesOnFromTheCoresCheckpoint() {
    NewOrder stop = TestOrders.stop("a", Account.PAPER, Side.SELL, "1.5", "95");
    NewOrder live = TestOrders.stop("x", Account.LIVE, Side.SELL, "1.5", "95");
    venue =
        venue(
            new Checkpoint(
                3,
                9,
                Map.of(),
                List.of(working(stop), working(live)),
                List.of(
                    new Checkpoint.PositionRecord(
                        Account.PAPER,
                        TestOrders.BTC,
                        new BigDecimal("1.5"),
                        new BigDecimal("150"),
                        "trend",
                        1,
                        null,
                        null)),
                List.of(
                    new Checkpoint.LedgerRecord(
                        Account.PAPER,
                        new BigDecimal("700"),
                        BigDecimal.ZERO,
                        0,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        List.of(),
                        BigDecimal.ZERO,
                        0,
                        Map.of())),
                List.of(),
                List.of(),
                0,
                List.of()));
    venue.start();
    reconcile();
    assertThat(sink.count(VenueEvent.AccountRead.class)).as("rules are not known").isZero();

    observe(new VenueEvent.Listed(1, RULES));

    AccountSnapshot account = sink.all(VenueEvent.AccountRead.class).getFirst().account();
    assertThat(account.openOrders()).extracting(VenueOrder::id).containsExactly(stop.id());
    assertThat(free("USDT")).isEqualByComparingTo("700");
    assertThat(locked("BTC")).isEqualByComparingTo("1.5");
    quote("94", "95");
    trade("94");
    assertThat(sink.all(VenueEvent.Filled.class).getFirst().order()).isEqualTo(stop.id());
  }

  @Test
  void samePricesAndOrdersGiveTheSameEvents() {
    assertThat(session()).isEqualTo(session());
  }

  private List<Event> session() {
    sink.clear();
    venue = venue(Checkpoint.none());
    ready();
    for (int i = 0; i < 50; i++) {
      int price = 100 + (i * 7) % 13;
      quote(price + "", price + 1 + "");
      trade(price + "");
      submit(market("m" + i, i % 3 == 0 ? Side.SELL : Side.BUY, "0.1"));
      submit(limit("l" + i, Side.BUY, "0.1", price - 3 + ""));
    }
    return sink.all();
  }

  private PaperVenue venue(Checkpoint restored) {
    return new PaperVenue(
        loop::add, sink, () -> 5, PaperSettings.of("USDT", new BigDecimal("10000")), restored);
  }

  private static Checkpoint.OrderRecord working(NewOrder order) {
    return new Checkpoint.OrderRecord(
        order, OrderState.WORKING, "v", BigDecimal.ZERO, BigDecimal.ZERO, List.of(), null);
  }

  private void ready() {
    venue.start();
    observe(new VenueEvent.Listed(1, RULES));
  }

  private void quote(String bid, String ask) {
    observe(
        new MarketEvent.Quote(
            1,
            TestOrders.BTC,
            new BigDecimal(bid),
            BigDecimal.ONE,
            new BigDecimal(ask),
            BigDecimal.ONE));
  }

  private void trade(String price) {
    observe(
        new MarketEvent.Trade(
            1, TestOrders.BTC, 1, 1, new BigDecimal(price), BigDecimal.ONE, true));
  }

  private void observe(Event event) {
    venue.observe(event);
    run();
  }

  private void submit(NewOrder order) {
    venue.submit(new Action.Submit(order), () -> sent++);
    run();
  }

  private void cancel(NewOrder order) {
    venue.cancel(TestOrders.cancel(order));
    run();
  }

  private void query(NewOrder order) {
    venue.query(TestOrders.query(order));
    run();
  }

  private void reconcile() {
    venue.reconcile(new Action.Reconcile(Account.PAPER, Map.of(), 0));
    run();
  }

  private void run() {
    for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
      task.run();
    }
  }

  private BigDecimal free(String asset) {
    return balance(asset).free();
  }

  private BigDecimal locked(String asset) {
    return balance(asset).locked();
  }

  private AccountSnapshot.AssetBalance balance(String asset) {
    reconcile();
    return sink.all(VenueEvent.AccountRead.class).getLast().account().balances().stream()
        .filter(balance -> balance.asset().equals(asset))
        .findFirst()
        .orElseThrow();
  }

  private static NewOrder market(String id, Side side, String qty) {
    return TestOrders.market(id, Account.PAPER, side, qty);
  }

  private static NewOrder limit(String id, Side side, String qty, String price) {
    return TestOrders.limit(id, Account.PAPER, side, qty, price);
  }
}
