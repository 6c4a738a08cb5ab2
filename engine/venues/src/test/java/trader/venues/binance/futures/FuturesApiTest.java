package trader.venues.binance.futures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.witness.OrderView;

/** Orders on the WebSocket API, REST as the net, changes of orders, and the account's mode. */
@Tag("integration")
class FuturesApiTest {
  private static final String API = "/ws-fapi/v1";
  private static final String BY_REST = "POST /fapi/v1/order";
  private static final String BY_API = "order.place";

  private final FuturesHarness harness = new FuturesHarness();

  @AfterEach
  void stop() {
    harness.close();
  }

  private NewOrder resting(String id) {
    NewOrder order = FuturesHarness.limit(id, Side.BUY, "0.030", "40000", false);
    harness.submit(order);
    harness.sink.await(VenueEvent.Accepted.class, e -> e.order().equals(order.id()));
    return order;
  }

  private OrderView atTheVenue(String id) {
    return harness.server().orders(harness.simulator.account()).stream()
        .filter(order -> order.clientOrderId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void orderGoesByTheApiAndIsSentBeforeItIsAnswered() {
    harness.connected();
    harness.server().addFault(Fault.of(FaultKind.LATE_ANSWER).on(BY_API).with("ms", 200));
    harness.server().addFault(Fault.of(FaultKind.MISSING_REPORT).on("*"));

    harness.submit(FuturesHarness.limit("ta-1", Side.BUY, "0.010", "40000", false));

    Awaitility.await().until(() -> harness.sent.get() == 1);
    assertThat(harness.sink.count(VenueEvent.Accepted.class)).isZero();
    harness.sink.await(VenueEvent.Accepted.class);
    assertThat(harness.calls(BY_API)).isEqualTo(1);
    assertThat(harness.calls(BY_REST)).isZero();
  }

  @Test
  void stopIsPlacedAndCancelledByTheApi() {
    harness.connected();
    NewOrder stop = FuturesHarness.stop("ta-2", Side.SELL, "0.010", "40000");
    harness.submit(stop);
    VenueEvent.Accepted accepted = harness.sink.await(VenueEvent.Accepted.class);
    harness.cancel(stop, accepted.venueOrderId());
    harness.sink.await(VenueEvent.Cancelled.class);
    assertThat(harness.calls("algoOrder.place")).isEqualTo(1);
    assertThat(harness.calls("algoOrder.cancel")).isEqualTo(1);
  }

  @Test
  void ordersGoByRestWhileTheApiIsAwayAndByTheApiOnceItIsBack() {
    harness.connected();
    harness.server().addFault(Fault.of(FaultKind.REFUSE_CONNECT).on(API));
    harness.fault(FaultKind.DROP_STREAM, "ws-api");

    Awaitility.await()
        .until(() -> {
          resting("ta-3-" + harness.sent.get());
          return harness.calls(BY_REST) > 0;
        });
    harness.server().clearFaults();
    long byApi = harness.calls(BY_API);
    Awaitility.await()
        .until(() -> {
          resting("ta-4-" + harness.sent.get());
          return harness.calls(BY_API) > byApi;
        });

    assertThat(harness.sink.all(VenueEvent.LinkStatus.class))
        .as("the user data stream was there all the time")
        .allMatch(VenueEvent.LinkStatus::up);
  }

  @Test
  void changedOrderKeepsItsIdsAndWorksForWhatWasAsked() {
    harness.connected();
    NewOrder order = resting("ta-5");

    harness.replace("ta-5", "", "0.020", "41000");

    VenueEvent.Replaced replaced = harness.sink.await(VenueEvent.Replaced.class);
    assertThat(replaced.order()).isEqualTo(order.id());
    assertThat(replaced.qty()).isEqualByComparingTo("0.020");
    assertThat(replaced.price()).isEqualByComparingTo("41000");
    assertThat(replaced.venueOrderId())
        .isEqualTo(harness.sink.await(VenueEvent.Accepted.class).venueOrderId());
    assertThat(atTheVenue("ta-5").price()).isEqualByComparingTo("41000");
  }

  @Test
  void orderMadeSmallerThanItIsFilledIsOver() {
    harness.connected();
    resting("ta-6");
    harness.print("40000", Side.SELL);
    harness.sink.await(VenueEvent.Filled.class);

    harness.replace("ta-6", "", "0.010", "40000");

    assertThat(harness.sink.await(VenueEvent.Cancelled.class).executedQty())
        .isEqualByComparingTo("0.010");
    assertThat(harness.server().openOrders(harness.simulator.account())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ta-7   | 0.020 | 41000.005 | -4014        | tick size",
        "ta-7   | 0.020 |          | not-supported | limit orders only",
        "nobody | 0.020 | 41000    | not-sent      | Order does not exist"
      })
  void changeThatCannotBeIsRefusedWithItsReason(
      String id, String qty, String price, String code, String why) {
    harness.connected();
    resting("ta-7");
    harness.replace(id, "", qty, price);
    VenueEvent.ReplaceRejected rejected = harness.sink.await(VenueEvent.ReplaceRejected.class);
    assertThat(rejected.code()).isEqualTo(code);
    assertThat(rejected.why()).contains(why);
  }

  @Test
  void changeToWhatItIsAlreadyIsDone() {
    harness.connected();
    resting("ta-8");
    harness.replace("ta-8", "17", "0.030", "40000");
    assertThat(harness.sink.await(VenueEvent.Replaced.class).qty()).isEqualByComparingTo("0.030");
  }

  @Test
  void changeOfAnOrderThatWasPlacedByHandReadsItsSideFirst() {
    harness.connected();
    harness
        .server()
        .addFault(
            Fault.of(FaultKind.MANUAL_TRADING)
                .with("side", "SELL")
                .with("type", "LIMIT")
                .with("quantity", "0.020")
                .with("price", "70000"));
    String id = harness.sink.await(VenueEvent.Accepted.class).order().value();

    harness.replace(id, "", "0.010", "71000");

    harness.sink.await(VenueEvent.Replaced.class);
    assertThat(atTheVenue(id).price()).isEqualByComparingTo(new BigDecimal("71000"));
  }

  @Test
  void changeWithoutAnAnswerIsUnknown() {
    harness.connected();
    resting("ta-9");
    harness.server().addFault(Fault.of(FaultKind.LOST_REQUEST).on("order.modify"));
    harness.replace("ta-9", "", "0.020", "41000");
    assertThat(harness.sink.await(VenueEvent.OutcomeUnknown.class).order().value())
        .isEqualTo("ta-9");
  }

  @Test
  void accountInHedgeModeIsNotTradedUntilItIsInOneWayMode() {
    harness.server().hedgeMode(harness.simulator.account(), true);
    harness.startVenue();
    VenueEvent.LinkStatus down =
        harness.sink.await(VenueEvent.LinkStatus.class, e -> e.why().contains("hedge mode"));
    assertThat(down.up()).isFalse();
    assertThat(down.why()).contains("set Position Mode to One-way");
    harness.submit(FuturesHarness.market("ta-10", Side.BUY, "0.010"));
    VenueEvent.Rejected rejected = harness.sink.await(VenueEvent.Rejected.class);
    assertThat(rejected.code()).isEqualTo("not-sent");
    assertThat(rejected.why()).contains("hedge mode");

    harness.server().hedgeMode(harness.simulator.account(), false);

    harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
    assertThat(harness.sink.all(VenueEvent.LinkStatus.class)).hasSize(2);
  }

  @Test
  void accountThatIsPutIntoHedgeModeMeanwhileSaysHowToChangeIt() {
    harness.connected();
    harness.server().hedgeMode(harness.simulator.account(), true);
    harness.submit(FuturesHarness.market("ta-11", Side.BUY, "0.010"));
    VenueEvent.Rejected rejected = harness.sink.await(VenueEvent.Rejected.class);
    assertThat(rejected.code()).isEqualTo("-4061");
    assertThat(rejected.why()).contains("set Position Mode to One-way");
  }

  @Test
  void contractOfIsolatedMarginIsNotEnteredButProtected() {
    harness.server().isolatedMargin(harness.simulator.account(), "BTCUSDT", true);
    harness.connected();
    harness.submit(FuturesHarness.market("ta-12", Side.BUY, "0.010"));
    assertThat(harness.sink.await(VenueEvent.Rejected.class).why())
        .contains("isolated margin")
        .contains("Margin Mode to Cross");
    harness.submit(FuturesHarness.stop("ta-13", Side.SELL, "0.010", "40000"));
    harness.sink.await(VenueEvent.Accepted.class, e -> e.order().value().equals("ta-13"));
  }
}
