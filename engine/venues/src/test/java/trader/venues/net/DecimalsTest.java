package trader.venues.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  @ParameterizedTest
  @CsvSource({
    "60000.01000000, 60000.01",
    "0.00100000, 0.001",
    "100.00000000, 100",
    "0.00000000, 0",
    "1200, 1200",
    "-3.50, -3.5",
    "1e18, 1E+18",
    "0.12345678, 0.12345678"
  })
  void zerosBehindThePointAreLeftOut(String venues, BigDecimal expected) {
    assertThat(Decimals.of(venues)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "0.0.0", "x", "1,0", "1.0 "})
  void whatIsNoNumberIsRefused(String venues) {
    assertThatThrownBy(() -> Decimals.of(venues)).isInstanceOf(NumberFormatException.class);
  }
}
