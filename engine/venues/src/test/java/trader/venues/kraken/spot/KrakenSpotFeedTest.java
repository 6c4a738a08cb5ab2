package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

@Tag("integration")
class KrakenSpotFeedTest {
  private final KrakenHarness harness = new KrakenHarness();

  @AfterEach
  void stop() {
    harness.close();
  }

  private void live() {
    harness.startFeed();
    harness.sink.await(MarketEvent.FeedStatus.class, MarketEvent.FeedStatus::up);
  }

  @Test
  void rulesComeFirstThenPastBarsThenTradesAndQuotes() {
    live();

    harness.sink.await(MarketEvent.Trade.class);
    harness.sink.await(MarketEvent.Quote.class);
    assertThat(harness.sink.all().getFirst()).isInstanceOf(VenueEvent.Listed.class);
    InstrumentRules rules = harness.sink.all(VenueEvent.Listed.class).getFirst().rules();
    assertThat(rules.instrument()).isEqualTo(KrakenHarness.BTC);
    assertThat(rules.baseAsset()).isEqualTo("BTC");
    assertThat(rules.quoteAsset()).isEqualTo("USD");
    assertThat(rules.tickSize()).isEqualByComparingTo("0.01");
    assertThat(rules.lotSize()).isEqualByComparingTo("0.00000001");
    assertThat(rules.minQty()).isEqualByComparingTo("0.00005");
    assertThat(rules.minNotional()).isEqualByComparingTo("0.5");
    assertThat(rules.trading()).isTrue();
    assertThat(rules.amends()).isTrue();
    List<MarketEvent.PastBar> bars = harness.sink.all(MarketEvent.PastBar.class);
    assertThat(bars).hasSize(50);
    for (int i = 1; i < bars.size(); i++) {
      assertThat(bars.get(i).bar().openMicros()).isEqualTo(bars.get(i - 1).bar().closeMicros());
    }
    assertThat(bars.getLast().bar().closeMicros()).isLessThanOrEqualTo(harness.nowMicros());
    MarketEvent.Quote quote = harness.sink.all(MarketEvent.Quote.class).getFirst();
    assertThat(quote.ask()).isGreaterThan(quote.bid());
  }

  @Test
  void tradesComeOnceEachAndInOrder() {
    live();

    List<MarketEvent.Trade> trades = harness.sink.await(MarketEvent.Trade.class, 50);

    for (int i = 1; i < trades.size(); i++) {
      assertThat(trades.get(i).tradeId()).isEqualTo(trades.get(i - 1).tradeId() + 1);
    }
    assertThat(trades.getFirst().venueMicros())
        .isBetween(harness.nowMicros() - 10_000_000, harness.nowMicros() + 1_000_000);
  }

  @Test
  void lostConnectionComesBackWithTheBarsInBetween() {
    live();
    harness.sink.await(MarketEvent.Trade.class);
    harness.sink.clear();

    harness.fault(FaultKind.DROP_STREAM, "market");

    harness.sink.await(MarketEvent.FeedStatus.class, status -> !status.up());
    harness.sink.await(MarketEvent.FeedStatus.class, MarketEvent.FeedStatus::up);
    harness.sink.clear();
    harness.sink.await(MarketEvent.Trade.class);
  }

  @Test
  void streamWithoutAnythingNotEvenHeartbeatsIsMadeAnew() {
    live();
    harness.sink.clear();

    harness.fault(Fault.of(FaultKind.SILENT_STREAM).lasting(Duration.ofSeconds(4)));

    assertThat(harness.sink.await(MarketEvent.FeedStatus.class, s -> !s.up()).why())
        .contains("heartbeat");
    harness.sink.await(MarketEvent.FeedStatus.class, MarketEvent.FeedStatus::up);
  }

  @Test
  void modeOfTheVenueInWhichNothingTradesIsToldAsARule() {
    live();
    harness.sink.clear();

    harness.fault(
        Fault.of(FaultKind.HALT).with("status", "cancel_only").lasting(Duration.ofMillis(300)));

    harness.sink.await(VenueEvent.Listed.class, listed -> !listed.rules().trading());
    harness.sink.await(VenueEvent.Listed.class, listed -> listed.rules().trading());
  }

  @Test
  void refusedConnectionIsTriedAgain() {
    harness.fault(Fault.of(FaultKind.REFUSE_CONNECT).on("/v2").times(2));

    live();

    assertThat(harness.metrics.reconnects).hasValue(2);
  }
}
