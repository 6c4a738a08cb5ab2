package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmthTest {
  private static final long MINUTE = 60_000_000;
  private static final long SECOND = 1_000_000;

  @Test
  void restsUntilJustBeforeTheEndOfTheBar() {
    assertThat(Warmth.pauseMicros(10 * MINUTE + 20 * SECOND, MINUTE))
        .isEqualTo(40 * SECOND - 1_000);
  }

  @Test
  void hardlyRestsWhileTheLastTradeOfABarMayComeAndTheFirstBehindItIsOnItsWay() {
    assertThat(Warmth.pauseMicros(10 * MINUTE - 900, MINUTE)).isEqualTo(250);
    assertThat(Warmth.pauseMicros(10 * MINUTE, MINUTE)).isEqualTo(250);
    assertThat(Warmth.pauseMicros(10 * MINUTE + 49_999, MINUTE)).isEqualTo(250);
    assertThat(Warmth.pauseMicros(10 * MINUTE + 50_000, MINUTE)).isEqualTo(MINUTE - 51_000);
  }

  @Test
  void takesASmallPartOfTheShortestBars() {
    long bar = 10_000;
    long busy = 0;
    for (long now = 0; now < 100 * bar; now += Warmth.pauseMicros(now, bar)) {
      busy++;
    }
    assertThat(busy).isBetween(300L, 700L);
  }
}
