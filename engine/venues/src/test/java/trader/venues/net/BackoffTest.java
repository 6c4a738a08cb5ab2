package trader.venues.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.random.RandomGenerator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void pausesDoubleToTheirLimitAndBeginAnewAfterAReset() {
    RandomGenerator undivided = () -> 0L;
    var backoff = new Backoff(100, 5_000, undivided);

    assertThat(LongStream.range(0, 8).map(i -> backoff.nextMillis()))
        .containsExactly(100L, 200L, 400L, 800L, 1_600L, 3_200L, 5_000L, 5_000L);
    backoff.reset();
    assertThat(backoff.nextMillis()).isEqualTo(100);
  }

  @Test
  void pausesAreSpreadOverTheUpperHalf() {
    var backoff = new Backoff(1_000, 1_000, RandomGenerator.of("L64X128MixRandom"));

    assertThat(LongStream.range(0, 1_000).map(i -> backoff.nextMillis()))
        .allMatch(pause -> pause >= 500 && pause <= 1_000)
        .anyMatch(pause -> pause < 600)
        .anyMatch(pause -> pause > 900);
  }
}
