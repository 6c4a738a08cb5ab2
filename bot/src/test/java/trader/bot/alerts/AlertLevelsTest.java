package trader.bot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import trader.control.Alert;
import trader.control.Reason;

class AlertLevelsTest {
  private static Alert alert(Alert.Severity severity, Reason reason) {
    return new Alert(severity, reason, "x", "x", "x", Instant.EPOCH);
  }

  @Test
  void withoutASettingCriticalIsLoudAndTheRestSilent() {
    AlertLevels levels = AlertLevels.standard();

    assertThat(levels.of(alert(Alert.Severity.CRITICAL, Reason.DRAWDOWN)))
        .isEqualTo(AlertLevels.Level.LOUD);
    assertThat(levels.of(alert(Alert.Severity.WARNING, Reason.DRAWDOWN)))
        .isEqualTo(AlertLevels.Level.SILENT);
  }

  @Test
  void reasonGoesBeforeItsSeverity() {
    AlertLevels levels = AlertLevels.parse("warning=loud, order_rejected=off");

    assertThat(levels.of(alert(Alert.Severity.WARNING, Reason.DRAWDOWN)))
        .isEqualTo(AlertLevels.Level.LOUD);
    assertThat(levels.of(alert(Alert.Severity.WARNING, Reason.ORDER_REJECTED)))
        .isEqualTo(AlertLevels.Level.OFF);
  }

  @Test
  void wrongWordsAreNamedWithWhatIsAllowed() {
    assertThatThrownBy(() -> AlertLevels.parse("drawdwn=loud"))
        .hasMessageContaining("'drawdwn'")
        .hasMessageContaining("drawdown");
    assertThatThrownBy(() -> AlertLevels.parse("drawdown=noisy"))
        .hasMessage("'noisy' is no level; allowed: off, silent, loud");
    assertThatThrownBy(() -> AlertLevels.parse("drawdown")).hasMessageContaining("'drawdown'");
  }
}
