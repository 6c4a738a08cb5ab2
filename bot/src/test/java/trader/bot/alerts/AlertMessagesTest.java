package trader.bot.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.bot.chat.Button;
import trader.control.Alert;
import trader.control.Reason;

class AlertMessagesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  private static Line.Due due(Reason reason, String subject) {
    Alert alert =
        new Alert(Alert.Severity.INFO, reason, subject, "buy 0.5 BTCUSDT", "engine-blue", NOW);
    return new Line.Due(
        new Line(
            alert.fingerprint(),
            alert,
            alert.severity(),
            AlertLevels.Level.SILENT,
            1,
            "1-0",
            "1-0",
            NOW),
        NOW,
        Instant.MIN);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void proposalsApprovalAsksForACodeWhereOneIsWanted(boolean wanted) {
    AlertMessages messages = new AlertMessages(DeliveryOptions.standard(), () -> wanted);

    Message message = messages.of(List.of(due(Reason.PROPOSAL, "P-12")), NOW);

    assertThat(message.buttons())
        .filteredOn(button -> button.words().equals("approve P-12"))
        .singleElement()
        .extracting(Button::asks)
        .isEqualTo(wanted ? Set.of(Button.Field.CODE) : Set.of());
  }

  @Test
  void nothingIsAskedOfTheDeskForAnyOtherAlert() {
    AlertMessages messages =
        new AlertMessages(
            DeliveryOptions.standard(),
            () -> {
              throw new AssertionError("asked for an alert that is no proposal");
            });

    assertThat(messages.of(List.of(due(Reason.DRAWDOWN, "desk")), NOW).buttons()).isNotEmpty();
  }
}
