package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.prices.SteadyPrices;

@Tag("integration")
class DeadManSwitchTest {
  private final FuturesHarness harness =
      new FuturesHarness(new SteadyPrices(1, 7), Duration.ofSeconds(1));

  @BeforeEach
  void leftRunningByAnEarlierRun() throws Exception {
    harness.byHand("cancelallordersafter", "timeout=1");
    harness.connected();
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void entriesThatRestGoWhenTheEngineFallsSilent() {
    harness.submit(FuturesHarness.limit("tb-1-1", Side.BUY, "0.02", harness.below(3)));
    harness.sink.await(VenueEvent.Accepted.class);
    long before = harness.requests("cancelallordersafter");
    await().until(() -> harness.requests("cancelallordersafter") >= before + 2);
    assertThat(harness.server.openOrders("main")).hasSize(1);
    harness.server.addFault(Fault.of(FaultKind.LOST_REQUEST).on("POST *cancelallordersafter"));
    VenueEvent.Cancelled gone = harness.sink.await(VenueEvent.Cancelled.class);
    assertThat(gone.why()).contains("dead_man_switch");
  }

  @Test
  void switchIsStoppedBeforeAStopIsSentAndStaysOffWhileItProtects() {
    harness.submit(FuturesHarness.limit("tb-1-1", Side.BUY, "0.02", harness.below(3)));
    harness.sink.await(VenueEvent.Accepted.class);
    long before = harness.requests("cancelallordersafter");
    await().until(() -> harness.requests("cancelallordersafter") > before);
    harness.submit(FuturesHarness.market("tb-1-2", Side.BUY, "0.02"));
    NewOrder stop = FuturesHarness.stop("tb-1-3", Side.SELL, "0.02", harness.below(5));
    harness.sink.await(VenueEvent.Filled.class);
    harness.submit(stop);
    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().equals(stop.id()));
    long stopped = harness.requests("cancelallordersafter");
    assertThat(stopped).isGreaterThanOrEqualTo(before + 2);
    await()
        .pollDelay(Duration.ofMillis(1_500))
        .untilAsserted(() -> assertThat(harness.server.openOrders("main")).hasSize(2));
    assertThat(harness.requests("cancelallordersafter")).isLessThanOrEqualTo(stopped + 1);
  }

  @Test
  void switchThatAnEarlierRunLeftRunningTakesNoStop() {
    harness.submit(FuturesHarness.market("tb-1-2", Side.BUY, "0.02"));
    harness.sink.await(VenueEvent.Filled.class);
    NewOrder stop = FuturesHarness.stop("tb-1-3", Side.SELL, "0.02", harness.below(5));
    harness.submit(stop);
    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().equals(stop.id()));
    await()
        .pollDelay(Duration.ofMillis(1_200))
        .untilAsserted(() -> assertThat(harness.server.openOrders("main")).hasSize(1));
  }

  @Test
  void positionAloneKeepsTheSwitchOff() {
    harness.submit(FuturesHarness.market("tb-1-2", Side.BUY, "0.02"));
    harness.sink.await(VenueEvent.PositionChanged.class, p -> p.qty().signum() > 0);
    long before = harness.requests("cancelallordersafter");
    harness.submit(FuturesHarness.limit("tb-1-1", Side.BUY, "0.02", harness.below(3)));
    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().value().equals("tb-1-1"));
    await()
        .pollDelay(Duration.ofMillis(800))
        .until(() -> harness.requests("cancelallordersafter") == before);
  }

  @Test
  void orderPlacedByHandKeepsTheSwitchOff() throws Exception {
    harness.byHand(
        "orderType=lmt&symbol=PF_XBTUSD&side=buy&size=0.01&limitPrice=" + harness.below(5));
    harness.sink.await(VenueEvent.Accepted.class);
    long before = harness.requests("cancelallordersafter");
    harness.submit(FuturesHarness.limit("tb-1-1", Side.BUY, "0.02", harness.below(3)));
    harness.sink.await(VenueEvent.Accepted.class, a -> a.order().value().equals("tb-1-1"));
    await()
        .pollDelay(Duration.ofMillis(1_500))
        .untilAsserted(() -> assertThat(harness.server.openOrders("main")).hasSize(2));
    assertThat(harness.requests("cancelallordersafter")).isLessThanOrEqualTo(before + 1);
  }
}
