package trader.simulator.prices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Side;

class PlaybackTest {
  private static PriceSource hourOfMinutes() {
    Tape.Builder tape = new Tape.Builder();
    for (int i = 0; i < 60; i++) {
      tape.print(i * 60_000_000L, (100 + i) * Decimals.ONE, Decimals.ONE, Side.BUY);
    }
    return tape.build().play("an hour of minutes");
  }

  @Test
  void speedCompressesTimeOnBothSidesOfTheOpening() {
    Playback playback = new Playback(hourOfMinutes(), 0.5, 60);
    playback.open(1_000_000_000L);
    assertThat(playback.history()).hasSize(30);
    assertThat(playback.wallMicros(playback.history().getLast())).isEqualTo(1_000_000_000L);
    assertThat(playback.wallMicros(playback.history().getFirst()))
        .isEqualTo(1_000_000_000L - 29_000_000L);
    assertThat(playback.nextDueMicros()).isEqualTo(1_001_000_000L);
    playback.take();
    assertThat(playback.nextDueMicros()).isEqualTo(1_002_000_000L);
  }

  @Test
  void endIsTold() {
    Playback playback = new Playback(hourOfMinutes(), 0.99, 1);
    playback.open(0);
    assertThat(playback.take()).isNotNull();
    assertThat(playback.take()).isNull();
    assertThat(playback.nextDueMicros()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void endlessSourceGetsHistoryByTime() {
    Playback playback = new Playback(new SteadyPrices(1_000, 1), 0.2, 1);
    playback.open(0);
    assertThat(playback.history()).hasSize(4 * 3_600 + 1);
    playback.take();
    assertThat(playback.nextDueMicros()).isEqualTo(2_000);
  }

  @Test
  void impossibleSpeedAndHistoryAreRefused() {
    assertThatThrownBy(() -> new Playback(hourOfMinutes(), 0.2, 0))
        .hasMessageContaining("speed must be in (0, 1000000], not 0.0");
    assertThatThrownBy(() -> new Playback(hourOfMinutes(), 1, 1))
        .hasMessageContaining("must be in [0, 1), not 1.0");
  }

  @Test
  void generatorsFollowTheirSeed() {
    assertThat(first(new GeneratedPrices(5))).isEqualTo(first(new GeneratedPrices(5)));
    assertThat(first(new GeneratedPrices(5))).isNotEqualTo(first(new GeneratedPrices(6)));
    assertThat(new GeneratedPrices(5).description())
        .isEqualTo("generated with seed 5 (no real prices): trends, gaps and bursts");
  }

  private static List<MarketEvent> first(GeneratedPrices source) {
    List<MarketEvent> events = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      events.add(source.next());
    }
    return events;
  }

  @Test
  void generatedMarketHasTrendsGapsAndBursts() {
    GeneratedPrices source = new GeneratedPrices(11);
    long bursts = 0;
    double largestGap = 0;
    double high = 0;
    double low = Double.MAX_VALUE;
    MarketEvent last = source.next();
    for (int i = 0; i < 300_000; i++) {
      MarketEvent event = source.next();
      assertThat(event.timeMicros()).isGreaterThan(last.timeMicros());
      bursts += event.timeMicros() - last.timeMicros() < 2_000 ? 1 : 0;
      largestGap =
          Math.max(largestGap, Math.abs(event.price() - last.price()) / (double) last.price());
      high = Math.max(high, (double) event.price());
      low = Math.min(low, (double) event.price());
      last = event;
    }
    assertThat(bursts).isGreaterThan(10_000);
    assertThat(largestGap).isBetween(0.003, 0.03);
    assertThat(high / low).isBetween(1.02, 5.0);
  }
}
