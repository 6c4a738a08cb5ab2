package trader.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

  @ParameterizedTest
  @CsvSource({
    "PT0.04S,0.0 s",
    "PT0.25S,0.3 s",
    "PT9.99S,10.0 s",
    "PT42S,42 s",
    "PT119S,119 s",
    "PT120S,2 min",
    "PT2H,2 h 0 min",
    "PT47H59M,47 h 59 min",
    "PT72H,3 days"
  })
  void spansUseTheUnitThatAPersonWould(Duration span, String text) {
    assertThat(Figures.span(span)).isEqualTo(text);
  }

  @Test
  void moneyHasSeparatorsAndTwoDecimalsWhereQuantitiesAreWhole() {
    assertThat(Figures.money(new BigDecimal("-1234567.891"))).isEqualTo("-1,234,567.89");
    assertThat(Figures.signedMoney(new BigDecimal("12.3"))).isEqualTo("+12.30");
    assertThat(Figures.quantity(new BigDecimal("0.00012300"))).isEqualTo("0.000123");
    assertThat(Figures.quantity(new BigDecimal("0E-8"))).isEqualTo("0");
    assertThat(Figures.price(new BigDecimal("64000.1"))).isEqualTo("64,000.10");
    assertThat(Figures.price(new BigDecimal("0.00001234"))).isEqualTo("0.00001234");
  }

  @Test
  void timesShowTheirDayOnlyWhereItIsAnother() {
    Instant at = Instant.parse("2026-11-20T12:03:11Z");
    assertThat(Figures.timeSeenFrom(at, at.plusSeconds(60))).isEqualTo("12:03:11 UTC");
    assertThat(Figures.timeSeenFrom(at, at.plusSeconds(86_400)))
        .isEqualTo("2026-11-20 12:03:11 UTC");
  }

  @Test
  void microsecondsBecomeMillisecondsWhereThatReadsBetter() {
    assertThat(Figures.micros(412)).isEqualTo("412 µs");
    assertThat(Figures.micros(1_440)).isEqualTo("1.4 ms");
  }

  @Test
  void ageIsNeverNegativeWhereClocksDisagree() {
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    assertThat(Figures.age(now.plusSeconds(3), now)).isEqualTo("0.0 s");
  }
}
