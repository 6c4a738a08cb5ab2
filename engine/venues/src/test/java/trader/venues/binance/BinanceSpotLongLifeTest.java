package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.Side;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.net.Timeouts;
import trader.venues.TestOrders;
import trader.venues.net.Timings;

/** What a connection meets in a long life, in a short one. */
@Tag("integration")
class BinanceSpotLongLifeTest {

  @Test
  void pingsAreAnsweredSoThatTheConnectionStays() {
    var impatient =
        new Timeouts(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofHours(24));
    try (var harness = harness(impatient, SpotHarness.QUICK)) {
      harness.connected();
      harness.startFeed();
      harness.sink.await(MarketEvent.Trade.class, 250);

      assertThat(harness.metrics.reconnects).hasValue(0);
    }
  }

  @Test
  void connectionThatHasReachedItsAgeIsMadeAnew() {
    var shortLived =
        new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(60), Duration.ofMillis(800));
    try (var harness = harness(shortLived, SpotHarness.QUICK)) {
      harness.connected();
      harness.startFeed();
      harness.sink.await(MarketEvent.FeedStatus.class, status -> !status.up());
      harness.sink.await(VenueEvent.LinkStatus.class, status -> !status.up());
      harness.sink.clear();

      harness.sink.await(VenueEvent.LinkStatus.class, VenueEvent.LinkStatus::up);
      harness.sink.await(MarketEvent.FeedStatus.class, MarketEvent.FeedStatus::up);
      harness.submit(TestOrders.market("tb-l-1", Account.LIVE, Side.BUY, "0.01"));
      harness.sink.await(VenueEvent.Filled.class);
    }
  }

  @Test
  void clockThatDriftsIsFollowed() {
    try (var harness =
        harness(Timeouts.documented(), SpotHarness.clockSync(Duration.ofMillis(50)))) {
      harness.connected();
      harness.fault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", -90_000));

      Awaitility.await()
          .untilAsserted(
              () -> assertThat(harness.metrics.offsetMicros.get()).isLessThan(-89_000_000));
      harness.submit(TestOrders.market("tb-l-2", Account.LIVE, Side.BUY, "0.01"));
      harness.sink.await(VenueEvent.Filled.class);
      assertThat(harness.sink.count(VenueEvent.Rejected.class)).isZero();
    }
  }

  private static SpotHarness harness(Timeouts timeouts, Timings timings) {
    return new SpotHarness(
        SpotHarness.settings().withTimeouts(timeouts).withBalance("BTC", BigDecimal.ONE),
        timings,
        Optional.empty());
  }
}
