package trader.bot.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import trader.control.Alert;
import trader.control.Reason;
import trader.redis.AlertStore.Raised;

class InboxTest {
  private static final Instant T0 = Instant.parse("2026-11-21T03:00:00Z");
  private static final Duration WINDOW = Duration.ofMinutes(2);
  private final Inbox inbox = new Inbox(new Inbox.State("0-0", List.of()), WINDOW);

  private static Raised raised(int second, Alert.Severity severity, String subject) {
    Instant at = T0.plusSeconds(second);
    return new Raised(
        at.toEpochMilli() + "-0",
        new Alert(severity, Reason.VENUE_ERRORS, subject, "text " + second, "engine-blue", at));
  }

  private static Raised raised(int second, String subject) {
    return raised(second, Alert.Severity.WARNING, subject);
  }

  private static void add(Inbox inbox, Raised raised) {
    inbox.add(raised, AlertLevels.Level.SILENT);
    inbox.readUpTo(raised.id());
  }

  private static Instant at(int second) {
    return T0.plusSeconds(second);
  }

  @Test
  void firstAlertIsDueAtOnceAndItsRepetitionsWaitForTheWindow() {
    add(inbox, raised(0, "BINANCE"));
    List<Line.Due> first = inbox.due(at(0), 20);
    assertThat(first).hasSize(1);
    inbox.told(first, at(1));

    add(inbox, raised(10, "BINANCE"));
    add(inbox, raised(20, "BINANCE"));
    add(inbox, raised(30, "BINANCE"));
    assertThat(inbox.due(at(60), 20)).isEmpty();

    List<Line.Due> later = inbox.due(at(121), 20);
    assertThat(later).hasSize(1);
    assertThat(later.getFirst().line().count()).isEqualTo(3);
    assertThat(later.getFirst().repeated()).isTrue();
    assertThat(later.getFirst().line().latest().text()).isEqualTo("text 30");
  }

  @Test
  void whatGotWorseDoesNotWaitForTheWindow() {
    add(inbox, raised(0, "BINANCE"));
    inbox.told(inbox.due(at(0), 20), at(0));
    add(inbox, raised(5, Alert.Severity.CRITICAL, "BINANCE"));

    assertThat(inbox.due(at(5), 20)).hasSize(1);
  }

  @Test
  void alertOfAClockThatIsAheadIsToldAtOnce() {
    add(inbox, raised(90, "A"));

    assertThat(inbox.due(at(0), 20)).hasSize(1);
  }

  @Test
  void worstIsToldFirst() {
    add(inbox, raised(0, "A"));
    add(inbox, raised(1, Alert.Severity.CRITICAL, "B"));

    assertThat(inbox.due(at(2), 1).getFirst().line().latest().subject()).isEqualTo("B");
  }

  @Test
  void afterARestartNothingUntoldIsLostAndNothingToldIsRepeated() {
    add(inbox, raised(0, "A"));
    add(inbox, raised(1, "B"));
    add(inbox, raised(2, "C"));
    inbox.told(inbox.due(at(2), 20).subList(1, 3), at(3));

    Inbox.State state = inbox.state();
    Inbox restarted = new Inbox(state, WINDOW);
    assertThat(state.cursor()).isLessThan(raised(0, "A").id());
    for (Raised again : List.of(raised(0, "A"), raised(1, "B"), raised(2, "C"), raised(3, "D"))) {
      add(restarted, again);
    }

    assertThat(restarted.due(at(4), 20))
        .extracting(due -> due.line().latest().subject())
        .containsExactly("A", "D");
  }

  @Test
  void floodOfThingsStaysSmallAndKeepsCount() {
    for (int i = 0; i < 5_000; i++) {
      add(inbox, raised(i, "thing " + i));
    }

    assertThat(inbox.waiting()).isEqualTo(5_000);
    assertThat(inbox.due(at(5_000), 1_000)).hasSize(201);
    assertThat(inbox.due(at(5_000), 1_000).stream().mapToInt(due -> due.line().count()).sum())
        .isEqualTo(5_000);
  }

  @Test
  void alertsThatAreOffAreReadAndNotTold() {
    inbox.add(raised(0, "A"), AlertLevels.Level.OFF);
    inbox.readUpTo(raised(0, "A").id());

    assertThat(inbox.due(at(1), 20)).isEmpty();
    assertThat(inbox.state().cursor()).isEqualTo(raised(0, "A").id());
  }
}
