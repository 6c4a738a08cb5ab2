package trader.venues.binance.futures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.simulator.faults.FaultKind;

@Tag("integration")
class BinanceFuturesFeedTest {
  private final FuturesHarness harness = new FuturesHarness();

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void rulesThenPastBarsThenTradesAndQuotesOfTwoConnections() {
    harness.startFeed();

    InstrumentRules rules = harness.sink.await(VenueEvent.Listed.class).rules();
    assertThat(rules.instrument()).isEqualTo(FuturesHarness.BTC);
    assertThat(rules.perpetual()).isTrue();
    assertThat(rules.amends()).isFalse();
    assertThat(rules.lotSize()).isEqualByComparingTo("0.001");
    assertThat(rules.minNotional()).isEqualByComparingTo("100");
    harness.sink.await(MarketEvent.PastBar.class);
    harness.sink.await(MarketEvent.FeedStatus.class, MarketEvent.FeedStatus::up);
    harness.sink.await(MarketEvent.Trade.class);
    MarketEvent.Quote quote = harness.sink.await(MarketEvent.Quote.class);
    assertThat(quote.bid()).isLessThan(quote.ask());
  }

  @Test
  void lostQuotesTakeTheFeedDownUntilBothFlowAgain() {
    harness.startFeed();
    harness.sink.await(MarketEvent.FeedStatus.class, MarketEvent.FeedStatus::up);
    harness.sink.clear();

    harness.fault(FaultKind.DROP_STREAM, "btcusdt@bookTicker");

    harness.sink.await(MarketEvent.FeedStatus.class, e -> !e.up());
    harness.sink.await(MarketEvent.FeedStatus.class, MarketEvent.FeedStatus::up);
    harness.sink.await(MarketEvent.Quote.class);
  }
}
