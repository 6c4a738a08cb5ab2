package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.prices.SteadyPrices;

@Tag("integration")
class FuturesFeedTest {
  private final FuturesHarness harness = new FuturesHarness(new SteadyPrices(50, 7), Duration.ZERO);

  @AfterEach
  void close() {
    harness.close();
  }

  private void live() {
    harness.startFeed();
    harness.sink.await(MarketEvent.FeedStatus.class, MarketEvent.FeedStatus::up);
  }

  @Test
  void rulesComeFirstThenBarsThenTradesAndQuotes() {
    live();
    InstrumentRules rules = harness.sink.await(VenueEvent.Listed.class).rules();
    assertThat(rules.instrument()).isEqualTo(FuturesHarness.BTC);
    assertThat(rules.kind()).isEqualTo(InstrumentRules.Kind.LINEAR_PERPETUAL);
    assertThat(rules.amends()).isTrue();
    assertThat(rules.tickSize()).isEqualByComparingTo("1");
    assertThat(rules.lotSize()).isEqualByComparingTo("0.0001");
    assertThat(rules.trading()).isTrue();
    assertThat(harness.sink.all(MarketEvent.PastBar.class)).isNotEmpty();
    harness.sink.await(MarketEvent.Trade.class);
    MarketEvent.Quote quote = harness.sink.await(MarketEvent.Quote.class);
    assertThat(quote.ask()).isGreaterThan(quote.bid());
    assertThat(quote.bidQty()).isPositive();
  }

  @Test
  void holeInTheBookIsMendedWithoutAnotherConnection() {
    live();
    harness.sink.await(MarketEvent.Quote.class);
    harness.fault(FaultKind.DEPTH_GAP, "PF_XBTUSD");
    harness.sink.clear();
    harness.sink.await(MarketEvent.Quote.class, 10);
    assertThat(harness.sink.all(MarketEvent.FeedStatus.class)).isEmpty();
    MarketEvent.Quote last = harness.sink.all(MarketEvent.Quote.class).getLast();
    assertThat(last.ask()).isGreaterThan(last.bid());
  }

  @Test
  void cutConnectionIsMadeAnewWithTheBarsInBetween() {
    live();
    harness.sink.await(MarketEvent.Trade.class);
    harness.server.addFault(Fault.of(FaultKind.DROP_STREAM).on("book.PF_XBTUSD").times(1));
    harness.sink.await(MarketEvent.FeedStatus.class, s -> !s.up());
    await().until(() -> harness.sink.all(MarketEvent.FeedStatus.class).getLast().up());
    harness.sink.clear();
    harness.sink.await(MarketEvent.Trade.class);
    harness.sink.await(MarketEvent.Quote.class);
  }

  @Test
  void rulesThatChangeAreToldAgain() {
    harness.server.addFault(
        Fault.of(FaultKind.FILTER_CHANGE)
            .on("PF_XBTUSD")
            .lasting(Duration.ofMinutes(1))
            .with("tickSize", "0.5"));
    live();
    assertThat(harness.sink.await(VenueEvent.Listed.class).rules().tickSize())
        .isEqualByComparingTo(new BigDecimal("0.5"));
  }
}
