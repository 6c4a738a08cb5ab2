package trader.strategies.trend;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrendParametersTest {

  @ParameterizedTest
  @CsvSource({"0,21", "21,21", "22,21", "9,501"})
  void averagesOutOfRangeAreRefusedByName(int fast, int slow) {
    assertThatThrownBy(() -> new TrendParameters(fast, slow, 14, 2.5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fast=" + fast)
        .hasMessageContaining("slow=" + slow);
  }

  @Test
  void rangeOfNoBarsIsRefused() {
    assertThatThrownBy(() -> new TrendParameters(9, 21, 0, 2.5)).hasMessageContaining("atr=0");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "21", "NaN"})
  void stopOutOfRangeIsRefused(double multiple) {
    assertThatThrownBy(() -> new TrendParameters(9, 21, 14, multiple))
        .hasMessageContaining("stopAtrMultiple=" + multiple);
  }
}
