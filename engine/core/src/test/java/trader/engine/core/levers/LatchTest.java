package trader.engine.core.levers;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.control.ControlLever.CAPITAL;
import static trader.control.ControlLever.COLOR;
import static trader.control.ControlLever.KILL;
import static trader.control.ControlLever.MODE;
import static trader.control.ControlLever.PAUSE;
import static trader.engine.core.kit.CoreKit.NOON;
import static trader.engine.core.kit.CoreKit.SECOND;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.Reason;
import trader.engine.core.Checkpoint.LeverRecord;
import trader.engine.core.ControlEvent.Desk;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.DeskModel;

class LatchTest {
  private static final long MAX_AGE = 60 * SECOND;
  private final DeskModel desk = new DeskModel();
  private long now = NOON;

  private static Latch latch(ControlLever lever, String held, long epoch) {
    return new Latch(
        lever, new LeverScale(Color.BLUE), MAX_AGE, new LeverRecord(held, epoch, NOON, "before"));
  }

  private List<LeverChange> read(Latch latch, ControlLever lever) {
    return latch.read(Objects.requireNonNull(desk.reading().get(lever)), now);
  }

  /** lever, a safe value, a riskier one, what a missing key means, what garbage means. */
  static Stream<Arguments> levers() {
    return Stream.of(
        Arguments.of(MODE, "halt", "auto", "halt", "halt"),
        Arguments.of(COLOR, "green", "blue", "none", "none"),
        Arguments.of(CAPITAL, "10", "50", "0", "0"),
        Arguments.of(PAUSE, "paused", "running", "running", "paused"),
        Arguments.of(KILL, "killed", "armed", "armed", "killed"));
  }

  @ParameterizedTest
  @MethodSource("levers")
  void rawWriteLowers(ControlLever lever, String safe, String risky, String gone, String garbage) {
    Latch latch = latch(lever, risky, 5);
    desk.raw(lever, safe);
    assertThat(read(latch, lever))
        .singleElement()
        .isInstanceOfSatisfying(
            LeverChange.Lowered.class,
            lowered -> {
              assertThat(lowered.value()).isEqualTo(safe);
              assertThat(lowered.before()).isEqualTo(risky);
              assertThat(lowered.commandId()).isEmpty();
              assertThat(lowered.alarm()).isEmpty();
            });
    assertThat(latch.held()).isEqualTo(new LeverRecord(safe, 5, now, "written to Redis directly"));
    assertThat(read(latch, lever)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("levers")
  void rawRaiseIsRefusedAndToldOnce(
      ControlLever lever, String safe, String risky, String gone, String garbage) {
    Latch latch = latch(lever, safe, 5);
    desk.raw(lever, risky);
    assertThat(read(latch, lever))
        .singleElement()
        .isInstanceOfSatisfying(
            LeverChange.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.UNGRANTED_RAISE);
              assertThat(refused.why()).contains("'" + risky + "'", "still " + safe);
            });
    assertThat(latch.settled()).isFalse();
    for (int poll = 0; poll < 5; poll++) {
      now += SECOND;
      assertThat(read(latch, lever)).isEmpty();
    }
    assertThat(latch.held().value()).isEqualTo(safe);
    desk.raw(lever, safe);
    assertThat(read(latch, lever)).isEmpty();
    assertThat(latch.settled()).isTrue();
    desk.raw(lever, risky);
    assertThat(read(latch, lever)).as("a second attempt is told again").hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("levers")
  void missingKeyAndGarbageAreTheSafestTheyCanBe(
      ControlLever lever, String safe, String risky, String gone, String garbage) {
    Latch missing = latch(lever, risky, 5);
    desk.delete(lever);
    List<LeverChange> changes = read(missing, lever);
    assertThat(missing.held().value()).isEqualTo(gone);
    assertThat(changes.isEmpty()).isEqualTo(gone.equals(risky));
    assertThat(read(missing, lever)).isEmpty();
    for (String text : List.of("hlat", "", "AUTO", "0x10", "<list>", "x".repeat(10_000))) {
      Latch garbled = latch(lever, risky, 5);
      desk.raw(lever, text);
      assertThat(read(garbled, lever))
          .singleElement()
          .isInstanceOfSatisfying(
              LeverChange.Lowered.class,
              lowered -> assertThat(lowered.alarm()).contains(Reason.CONTROL_VALUE_INVALID));
      assertThat(garbled.held().value()).isEqualTo(garbage);
      assertThat(read(garbled, lever)).as("told once").isEmpty();
      assertThat(garbled.settled()).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("levers")
  void grantIsObeyedOnceAndItsReplayIsNot(
      ControlLever lever, String safe, String risky, String gone, String garbage) {
    Latch latch = latch(lever, safe, 5);
    String command = desk.grant(lever, risky, now);
    Desk grant = Objects.requireNonNull(desk.record(lever));
    assertThat(read(latch, lever))
        .singleElement()
        .isInstanceOfSatisfying(
            LeverChange.Raised.class,
            raised -> {
              assertThat(raised.commandId()).isEqualTo(command);
              assertThat(raised.before()).isEqualTo(safe);
              assertThat(raised.why()).isEqualTo("by cli:anna: drill");
            });
    assertThat(latch.held().epoch()).isEqualTo(grant.epoch());
    assertThat(read(latch, lever)).isEmpty();
    desk.raw(lever, safe);
    read(latch, lever);
    assertThat(latch.held().value()).isEqualTo(safe);
    desk.restore(lever, risky, grant);
    assertThat(read(latch, lever)).hasOnlyElementsOfType(LeverChange.Refused.class);
    assertThat(latch.held().value()).isEqualTo(safe);
  }

  /** age in seconds; the last column says whether it is obeyed. */
  @ParameterizedTest
  @CsvSource({
    "0, true",
    "59, true",
    "60, true",
    "61, false",
    "3600, false",
    "-4, true",
    "-5, true",
    "-6, false",
    "-3600, false"
  })
  void grantIsObeyedWhileFreshAndNeverBeforeItsTime(long ageSeconds, boolean obeyed) {
    Latch latch = latch(MODE, "halt", 5);
    desk.grant(MODE, "auto", now - ageSeconds * SECOND);
    List<LeverChange> changes = read(latch, MODE);
    assertThat(latch.held().value()).isEqualTo(obeyed ? "auto" : "halt");
    if (!obeyed) {
      assertThat(changes)
          .singleElement()
          .isInstanceOfSatisfying(
              LeverChange.Refused.class,
              refused -> assertThat(refused.reason()).isEqualTo(Reason.GRANT_REFUSED));
    }
    for (int second = 0; second < 120; second++) {
      now += SECOND;
      assertThat(read(latch, MODE)).as("told once, and never obeyed later").isEmpty();
    }
  }

  @Test
  void grantWithoutValidSignatureIsRefused() {
    Latch latch = latch(MODE, "halt", 5);
    desk.unsigned(MODE, "auto", now);
    assertThat(read(latch, MODE))
        .singleElement()
        .isInstanceOfSatisfying(
            LeverChange.Refused.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.GRANT_REFUSED);
              assertThat(refused.why()).contains("valid signature");
              assertThat(refused.commandId()).isEqualTo("c1");
            });
    assertThat(latch.held().value()).isEqualTo("halt");
  }

  @Test
  void grantForAnotherValueRaisesNothing() {
    Latch latch = latch(MODE, "halt", 5);
    desk.grant(MODE, "manual", now);
    desk.raw(MODE, "auto");
    assertThat(read(latch, MODE)).hasOnlyElementsOfType(LeverChange.Refused.class);
    desk.raw(MODE, "manual");
    assertThat(read(latch, MODE)).hasOnlyElementsOfType(LeverChange.Refused.class);
    assertThat(latch.held().value()).isEqualTo("halt");
  }

  @Test
  void deskHaltThatARawWriteOvertookStillLowers() {
    Latch latch = latch(MODE, "auto", 5);
    String command = desk.unsigned(MODE, "halt", now);
    desk.raw(MODE, "auto");
    List<LeverChange> changes = read(latch, MODE);
    assertThat(changes.getFirst())
        .isInstanceOfSatisfying(
            LeverChange.Lowered.class,
            lowered -> assertThat(lowered.commandId()).isEqualTo(command));
    assertThat(changes.getLast()).isInstanceOf(LeverChange.Refused.class);
    assertThat(latch.held().value()).isEqualTo("halt");
  }

  @Test
  void grantThatARawHaltOvertookIsSpent() {
    Latch latch = latch(MODE, "halt", 5);
    desk.grant(MODE, "auto", now);
    desk.raw(MODE, "halt");
    assertThat(read(latch, MODE)).isEmpty();
    desk.raw(MODE, "auto");
    assertThat(read(latch, MODE)).hasOnlyElementsOfType(LeverChange.Refused.class);
    assertThat(latch.held().value()).isEqualTo("halt");
  }

  @Test
  void grantAfterFlushallIsObeyedSinceEpochsFollowTime() {
    Latch latch = latch(MODE, "halt", 5);
    desk.grant(MODE, "auto", now);
    read(latch, MODE);
    desk.flush();
    now += SECOND;
    assertThat(read(latch, MODE)).hasOnlyElementsOfType(LeverChange.Lowered.class);
    assertThat(latch.held().value()).isEqualTo("halt");
    now += SECOND;
    desk.grant(MODE, "auto", now);
    assertThat(read(latch, MODE)).hasOnlyElementsOfType(LeverChange.Raised.class);
  }

  @Test
  void grantFromTheFutureDoesNotBarLaterGrants() {
    Latch latch = latch(MODE, "halt", 5);
    desk.grant(MODE, "auto", now + 86_400 * SECOND);
    read(latch, MODE);
    desk.flush();
    read(latch, MODE);
    desk.grant(MODE, "auto", now);
    assertThat(read(latch, MODE)).hasOnlyElementsOfType(LeverChange.Raised.class);
  }

  @Test
  void directiveThatIsNoValueChangesNothing() {
    Latch latch = latch(CAPITAL, "50", 5);
    desk.restore(CAPITAL, "50", new Desk("lots", 9, "c9", "x", "", CoreKit.time(now), false));
    assertThat(read(latch, CAPITAL)).isEmpty();
    assertThat(latch.held().value()).isEqualTo("50");
  }

  @Test
  void whiteSpaceAroundAValueIsNoDifference() {
    Latch latch = latch(MODE, "halt", 5);
    desk.grant(MODE, "auto", now);
    desk.raw(MODE, " auto\n");
    assertThat(read(latch, MODE)).hasOnlyElementsOfType(LeverChange.Raised.class);
    assertThat(latch.held().value()).isEqualTo("auto");
  }

  @Test
  void commandThatAsksForWhatIsSoIsAnsweredOnce() {
    Latch latch = latch(MODE, "auto", 5);
    String command = desk.grant(MODE, "auto", now);
    assertThat(read(latch, MODE))
        .containsExactly(new LeverChange.Unchanged(MODE, "auto", command, "it was so already"));
    assertThat(read(latch, MODE)).isEmpty();
  }

  @Test
  void commandOfLongAgoIsNotAnsweredAfterARestart() {
    desk.grant(MODE, "auto", now - 3_600 * SECOND);
    assertThat(read(latch(MODE, "auto", 5), MODE)).isEmpty();
  }

  @Test
  void otherColorIsTakenOverAsTheValue() {
    Latch latch = latch(COLOR, "none", 0);
    desk.unsigned(COLOR, "green", now);
    assertThat(read(latch, COLOR)).hasOnlyElementsOfType(LeverChange.Lowered.class);
    assertThat(latch.held().value()).isEqualTo("green");
  }

  @Test
  void missingKeysOfAFreshDeskAreNoAlarm() {
    for (ControlLever lever : ControlLever.values()) {
      Latch latch = latch(lever, new LeverScale(Color.BLUE).initial(lever), 0);
      assertThat(read(latch, lever)).isEmpty();
      assertThat(latch.settled()).isTrue();
    }
  }

  @Test
  void ownKillIsNoRaiseAttemptOfTheValueThatStoodThere() {
    Latch latch = latch(KILL, "armed", 5);
    desk.grant(KILL, "armed", now);
    read(latch, KILL);
    latch.lowerByEngine("killed", now, "drawdown");
    assertThat(read(latch, KILL)).isEmpty();
    now += SECOND;
    desk.grant(KILL, "armed", now);
    assertThat(read(latch, KILL)).hasOnlyElementsOfType(LeverChange.Raised.class);
    latch.lowerByEngine("killed", now, "drawdown");
    desk.delete(KILL);
    read(latch, KILL);
    desk.raw(KILL, "armed");
    assertThat(read(latch, KILL)).hasOnlyElementsOfType(LeverChange.Refused.class);
    assertThat(latch.held().value()).isEqualTo("killed");
  }
}
