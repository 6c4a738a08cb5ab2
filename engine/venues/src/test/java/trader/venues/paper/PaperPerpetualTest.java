package trader.venues.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.Event;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.venues.RecordingSink;
import trader.venues.TestOrders;

/** The paper account in a perpetual. */
class PaperPerpetualTest {
  private static final InstrumentRules RULES =
      new InstrumentRules(
          TestOrders.BTC,
          "BTC",
          "USDT",
          new BigDecimal("0.01"),
          new BigDecimal("0.001"),
          new BigDecimal("0.001"),
          new BigDecimal("100"),
          new BigDecimal("5"),
          true,
          InstrumentRules.Kind.LINEAR_PERPETUAL,
          true);

  private final RecordingSink sink = new RecordingSink();
  private final Queue<Runnable> loop = new ArrayDeque<>();
  private final PaperVenue venue =
      new PaperVenue(
          loop::add,
          sink,
          () -> 1,
          PaperSettings.of("USDT", new BigDecimal("10000")),
          Checkpoint.none());

  PaperPerpetualTest() {
    venue.start();
    observe(new VenueEvent.Listed(1, RULES));
    price("100");
  }

  private void observe(Event event) {
    venue.observe(event);
    run();
  }

  private void price(String at) {
    BigDecimal price = new BigDecimal(at);
    observe(new MarketEvent.Quote(1, TestOrders.BTC, price, BigDecimal.ONE, price, BigDecimal.ONE));
    observe(new MarketEvent.Trade(1, TestOrders.BTC, 1, 1, price, BigDecimal.ONE, true));
  }

  private void run() {
    for (Runnable task = loop.poll(); task != null; task = loop.poll()) {
      task.run();
    }
  }

  private void submit(String id, Side side, OrderType type, String qty, @Nullable String trigger) {
    boolean buy = side == Side.BUY;
    venue.submit(
        new Action.Submit(
            new NewOrder(
                new ClientOrderId(id),
                Account.PAPER,
                TestOrders.BTC,
                side,
                type,
                buy ? Purpose.ENTRY : Purpose.STOP,
                new BigDecimal(qty),
                null,
                trigger == null ? null : new BigDecimal(trigger),
                null,
                "test",
                "test",
                1,
                !buy,
                false,
                "t")),
        () -> {});
    run();
  }

  private AccountSnapshot account() {
    venue.reconcile(new Action.Reconcile(Account.PAPER, Map.of(), 0));
    run();
    return sink.all(VenueEvent.AccountRead.class).getLast().account();
  }

  private BigDecimal wallet() {
    return account().balances().stream()
        .filter(balance -> balance.asset().equals("USDT"))
        .findFirst()
        .orElseThrow()
        .total();
  }

  @Test
  void onlyFeesAndRealizedProfitMoveTheWallet() {
    submit("a", Side.BUY, OrderType.MARKET, "2", null);
    assertThat(account().positions())
        .singleElement()
        .satisfies(position -> {
          assertThat(position.qty()).isEqualByComparingTo("2");
          assertThat(position.averagePrice()).isEqualByComparingTo("100");
        });
    BigDecimal fee = sink.all(VenueEvent.Filled.class).getFirst().fee();
    assertThat(wallet()).isEqualByComparingTo(new BigDecimal("10000").subtract(fee));
    price("103");
    submit("b", Side.SELL, OrderType.MARKET, "2", null);
    VenueEvent.Filled sale = sink.all(VenueEvent.Filled.class).getLast();
    assertThat(sale.realized()).isEqualByComparingTo("6");
    assertThat(sale.feeAsset()).isEqualTo("USDT");
    assertThat(wallet())
        .isEqualByComparingTo(new BigDecimal("10006").subtract(fee).subtract(sale.fee()));
    assertThat(account().positions()).isEmpty();
  }

  @Test
  void reduceOnlyOrderNeverOpensAShort() {
    submit("a", Side.SELL, OrderType.MARKET, "1", null);
    assertThat(sink.all(VenueEvent.Rejected.class))
        .singleElement()
        .satisfies(refused -> assertThat(refused.code()).isEqualTo("reduce-only"));
    submit("b", Side.BUY, OrderType.MARKET, "1", null);
    submit("c", Side.SELL, OrderType.MARKET, "3", null);
    assertThat(sink.all(VenueEvent.Filled.class).getLast().qty()).isEqualByComparingTo("1");
    assertThat(sink.all(VenueEvent.Expired.class))
        .singleElement()
        .satisfies(ended -> assertThat(ended.executedQty()).isEqualByComparingTo("1"));
    assertThat(account().positions()).isEmpty();
  }

  @Test
  void stopAndTakeProfitRestTogetherAndAreAmended() {
    submit("a", Side.BUY, OrderType.MARKET, "2", null);
    submit("s", Side.SELL, OrderType.STOP_LOSS, "2", "98");
    submit("p", Side.SELL, OrderType.TAKE_PROFIT, "2", "104");
    assertThat(account().openOrders()).hasSize(2);
    venue.replace(
        new Action.Replace(
            Account.PAPER,
            TestOrders.BTC,
            new ClientOrderId("s"),
            null,
            new BigDecimal("1.5"),
            null,
            new BigDecimal("99")));
    run();
    assertThat(sink.all(VenueEvent.Replaced.class))
        .singleElement()
        .satisfies(replaced -> assertThat(replaced.qty()).isEqualByComparingTo("1.5"));
    price("98.5");
    assertThat(sink.all(VenueEvent.Filled.class).getLast().qty()).isEqualByComparingTo("1.5");
    price("104");
    VenueEvent.Filled profit = sink.all(VenueEvent.Filled.class).getLast();
    assertThat(List.of(profit.order().value(), profit.qty().stripTrailingZeros().toPlainString()))
        .containsExactly("p", "0.5");
    assertThat(account().positions()).isEmpty();
  }
}
