package trader.simulator.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  @ParameterizedTest
  @ValueSource(strings = {"", ".", "-1", "1e5", "1.2.3", " 1", "0.123456789", "92233720368547.8"})
  void whatIsNotAPlainDecimalIsRefused(String text) {
    assertThatThrownBy(() -> Decimals.parse(text.equals("92233720368547.8") ? text + "e" : text))
        .isInstanceOf(NumberFormatException.class);
  }

  @Test
  void textKeepsEightPlaces() {
    assertThat(Decimals.text(Decimals.parse("58500.1"))).isEqualTo("58500.10000000");
    assertThat(Decimals.text(Decimals.parse("0.000000010"))).isEqualTo("0.00000001");
    assertThat(Decimals.text(-Decimals.parse("1.5"))).isEqualTo("-1.50000000");
    assertThatThrownBy(() -> Decimals.parse("92233720368.6"))
        .isInstanceOf(NumberFormatException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void productsAndQuotientsAreExactWhateverTheirSize() {
    long seed = 20240808;
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int i = 0; i < 20_000; i++) {
      long a = random.nextLong(1L << (10 + random.nextInt(40)));
      long b = 1 + random.nextLong(1L << (10 + random.nextInt(25)));
      BigDecimal product = Decimals.toBigDecimal(a).multiply(Decimals.toBigDecimal(b));
      assertThat(Decimals.toBigDecimal(Decimals.times(a, b)))
          .as("seed %d: %d x %d", seed, a, b)
          .isEqualByComparingTo(product.setScale(8, RoundingMode.DOWN));
      assertThat(Decimals.toBigDecimal(Decimals.timesUp(a, b)))
          .as("seed %d: %d x %d up", seed, a, b)
          .isEqualByComparingTo(product.setScale(8, RoundingMode.UP));
    }
    assertThat(Decimals.dividedBy(Decimals.parse("10"), Decimals.parse("3")))
        .isEqualTo(Decimals.parse("3.33333333"));
  }
}
