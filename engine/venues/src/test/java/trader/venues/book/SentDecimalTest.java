package trader.venues.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SentDecimalTest {
  private final SentDecimal number = new SentDecimal();

  private void set(String text) {
    char[] padded = ("x" + text + "9").toCharArray();
    number.set(padded, 1, text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "58500.1,5850010000000",
    "0,0",
    "0.0,0",
    "0.00000001,1",
    "1e-8,1",
    "1.2E+1,1200000000",
    "92233720368,9223372036800000000",
    "12.3400000000000000000,1234000000",
    "-1.5,-150000000",
  })
  void numberIsScaledToTheSmallestStep(String text, long scaled) {
    set(text);
    assertThat(number.scaled(8)).isEqualTo(scaled);
  }

  @Test
  void everyNumberIsReadAsBigDecimalReadsIt() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 10_000; i++) {
      BigDecimal value =
          BigDecimal.valueOf(random.nextLong(1L << random.nextInt(1, 30)), random.nextInt(0, 9));
      set(value.toPlainString());
      assertThat(number.value()).as("seed 7").isEqualTo(value);
      assertThat(number.scaled(9)).isEqualTo(value.movePointRight(9).longValue());
    }
  }

  @Test
  void numberFinerThanTheStepOrTooLargeForItIsRefused() {
    set("1.25");
    assertThat(number.scaled(2)).isEqualTo(125);
    assertThatThrownBy(() -> number.scaled(1)).isInstanceOf(ArithmeticException.class);
    set("1.2500");
    assertThat(number.scaled(2)).as("zeros are no digits").isEqualTo(125);
    set("92233720369");
    assertThatThrownBy(() -> number.scaled(8)).isInstanceOf(ArithmeticException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1.2.3", "abc", "1x", "99999999999999999999999"})
  void whatIsNoNumberIsRefused(String text) {
    assertThatThrownBy(() -> set(text)).isInstanceOf(NumberFormatException.class);
  }
}
