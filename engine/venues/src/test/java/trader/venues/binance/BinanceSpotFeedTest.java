package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.venues.TestOrders;
import trader.venues.net.Timings;

@Tag("integration")
class BinanceSpotFeedTest {
  private final SpotHarness harness = new SpotHarness();

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void rulesThenPastBarsThenTheStream() {
    harness.startFeed();
    harness.sink.await(MarketEvent.Trade.class, 5);
    harness.sink.await(MarketEvent.Quote.class, 5);

    List<Event> events = harness.sink.all();
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            VenueEvent.Listed.class,
            listed -> assertThat(listed.rules().instrument()).isEqualTo(TestOrders.BTC));
    List<MarketEvent.PastBar> bars = harness.sink.all(MarketEvent.PastBar.class);
    assertThat(bars).hasSize(50);
    for (int i = 1; i < bars.size(); i++) {
      assertThat(bars.get(i).bar().openMicros()).isEqualTo(bars.get(i - 1).bar().closeMicros());
    }
    long now = harness.nowMicros();
    assertThat(bars.getLast().bar().closeMicros())
        .isLessThanOrEqualTo(now)
        .isGreaterThan(now - 2 * Duration.ofMinutes(1).toNanos() / 1_000);
    assertThat(events.subList(1, 51)).hasOnlyElementsOfType(MarketEvent.PastBar.class);
    assertThat(events.get(51))
        .isInstanceOfSatisfying(
            MarketEvent.FeedStatus.class, status -> assertThat(status.up()).isTrue());
  }

  @Test
  void timesOfEventsNeverFall() {
    harness.startFeed();
    harness.sink.await(MarketEvent.Trade.class, 50);

    List<Event> events = harness.sink.all();
    for (int i = 1; i < events.size(); i++) {
      assertThat(events.get(i).atMicros()).isGreaterThanOrEqualTo(events.get(i - 1).atMicros());
    }
  }

  @Test
  void droppedStreamIsMadeAgainAndItsBarsAreReadFirst() {
    harness.startFeed();
    harness.sink.await(MarketEvent.Trade.class);
    harness.sink.clear();

    harness.fault(FaultKind.DROP_STREAM, "*@trade");

    harness.sink.await(MarketEvent.FeedStatus.class, status -> !status.up());
    harness.sink.await(MarketEvent.FeedStatus.class, MarketEvent.FeedStatus::up);
    harness.sink.await(MarketEvent.Trade.class);
    assertThat(harness.simulator.witness().requests().get("GET /api/v3/klines"))
        .as("at the start and after the drop; a third where a minute ended meanwhile")
        .isBetween(2L, 3L);
    assertThat(harness.metrics.reconnects).hasValue(1);
  }

  @Test
  void barInWhichTheStreamBeganIsReadWholeOnceItIsOver() {
    try (var seconds = SpotHarness.bars(Duration.ofSeconds(1))) {
      seconds.startFeed();
      MarketEvent.Trade first = seconds.sink.await(MarketEvent.Trade.class);
      long second = Duration.ofSeconds(1).toNanos() / 1_000;
      long open = first.venueMicros() - Math.floorMod(first.venueMicros(), second);

      MarketEvent.PastBar whole =
          seconds.sink.await(
              MarketEvent.PastBar.class,
              past ->
                  past.bar().openMicros() >= open - second && past.atMicros() > first.atMicros());

      assertThat(whole.atMicros()).isGreaterThan(whole.bar().closeMicros());
    }
  }

  @Test
  void announcedShutdownIsLeftBeforeItComes() {
    harness.startFeed();
    harness.sink.await(MarketEvent.Trade.class);

    harness.fault(Fault.of(FaultKind.SERVER_SHUTDOWN).times(1).with("ms", 5_000));

    MarketEvent.FeedStatus down =
        harness.sink.await(MarketEvent.FeedStatus.class, status -> !status.up());
    assertThat(down.why()).contains("announced");
    harness.sink.await(MarketEvent.FeedStatus.class, status -> status.up() && after(status, down));
  }

  @Test
  void refusedConnectionIsTriedAgainUntilItIsTaken() {
    harness.fault(Fault.of(FaultKind.REFUSE_CONNECT).times(3).with("status", 503));

    harness.startFeed();

    harness.sink.await(MarketEvent.FeedStatus.class, MarketEvent.FeedStatus::up);
    assertThat(harness.metrics.reconnects).hasValue(3);
  }

  @Test
  void failingStartIsTriedAgainUntilItSucceeds() {
    harness.fault(
        Fault.of(FaultKind.ERROR).on("GET /api/v3/exchangeInfo").times(2).with("code", -1001));
    harness.fault(Fault.of(FaultKind.ERROR).on("GET /api/v3/klines").times(1).with("code", -1000));

    harness.startFeed();

    harness.sink.await(MarketEvent.Trade.class);
    assertThat(harness.sink.all(MarketEvent.FeedStatus.class).getFirst().why()).contains("-1001");
    assertThat(harness.sink.all(MarketEvent.PastBar.class)).hasSize(50);
    assertThat(harness.sink.count(VenueEvent.CallFailed.class)).isEqualTo(3);
  }

  @Test
  void symbolThatStopsTradingIsToldWithTheNextReadingOfRules() {
    Timings timings =
        new Timings(
            SpotHarness.QUICK.recvWindow(),
            SpotHarness.QUICK.callTimeout(),
            SpotHarness.QUICK.readTimeout(),
            SpotHarness.QUICK.firstBackoff(),
            SpotHarness.QUICK.longestBackoff(),
            SpotHarness.QUICK.silence(),
            SpotHarness.QUICK.clockSync(),
            Duration.ofMillis(50));
    try (var often = new SpotHarness(SpotHarness.settings(), timings, Optional.empty())) {
      often.startFeed();
      often.sink.await(VenueEvent.Listed.class, listed -> listed.rules().trading());

      often.fault(Fault.of(FaultKind.HALT).on("BTCUSDT"));

      often.sink.await(VenueEvent.Listed.class, listed -> !listed.rules().trading());
      assertThat(often.sink.count(VenueEvent.Listed.class)).isEqualTo(2);
    }
  }

  private static boolean after(Event event, Event other) {
    return event.atMicros() >= other.atMicros();
  }
}
