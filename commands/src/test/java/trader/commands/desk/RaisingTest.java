package trader.commands.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.commands.support.Rig.anna;
import static trader.commands.support.Rig.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Reply;
import trader.commands.ReplyJson;
import trader.commands.Role;
import trader.commands.support.EngineStandIn;
import trader.commands.support.Rig;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.ControlLever;
import trader.control.Mode;

@Tag("integration")
class RaisingTest {
  @TempDir Path folder;
  private Rig rig;
  private Desk desk;

  @BeforeEach
  void open() {
    rig = new Rig(folder);
    desk = rig.desk();
    desk.say(anna(), "/mode halt incident drill");
    awaitPublished("halt");
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void awaitPublished(String mode) {
    Awaitility.await()
        .until(() ->
            rig.store()
                .engineState(Color.BLUE)
                .filter(state -> state.modeEffective().text().equals(mode))
                .filter(state -> mode.equals(state.mode()))
                .isPresent());
  }

  private Reply.Previewed preview(String line) {
    Reply reply = desk.say(anna(), line);
    assertThat(reply).as(() -> text(reply)).isInstanceOf(Reply.Previewed.class);
    return (Reply.Previewed) reply;
  }

  private static String kind(Reply reply) {
    return String.valueOf(ReplyJson.form(reply).refusal());
  }

  @Test
  void autoIsPreviewedInNumbersAndChangesNothing() {
    Reply.Previewed preview = preview("/mode auto");

    assertThat(text(preview))
        .startsWith(
            "PREVIEW — mode halt → auto on engine blue raises risk. Nothing has changed yet.")
        .contains("gate after            OPEN. Entries and exits leave.")
        .contains("capital               stage 30 % = 3,123.76 USD deployable")
        .contains("in use                850.08 USD in 1 position: BTCUSDT 1.2 stop 698.10")
        .contains("more could be bought  up to 2,273.68 USD")
        .contains("Next: /confirm " + preview.id() + " <reason> — until ");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
    assertThat(rig.raw().get("mode")).isEqualTo("halt");
  }

  @Test
  void confirmedWithAReasonTheEngineTradesAgain() {
    Reply.Previewed preview = preview("/mode auto");

    Reply reply = desk.say(anna(), "/confirm " + preview.id() + " drill is over");

    assertThat(reply.outcome()).isEqualTo(Outcome.DONE);
    assertThat(text(reply))
        .startsWith("TRADING, mode auto — engine blue confirmed at ")
        .contains("Gate OPEN: entries and exits leave.");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("auto");
    assertThat(rig.store().auditTail(2))
        .extracting(entry -> entry.draft().outcome() + " " + entry.draft().action())
        .containsExactly("applied mode auto", "requested mode auto");
    assertThat(rig.store().auditTail(1).getFirst().draft().reason()).isEqualTo("drill is over");
  }

  @Test
  void withoutAReasonItIsRefusedAndThePreviewStaysValid() {
    Reply.Previewed preview = preview("/mode auto");

    Reply refused = desk.say(anna(), "/confirm " + preview.id());

    assertThat(kind(refused)).isEqualTo("reason_missing");
    assertThat(desk.say(anna(), "/confirm " + preview.id() + " now with one").outcome())
        .isEqualTo(Outcome.DONE);
  }

  @Test
  void previewIsTakenOnce() {
    Reply.Previewed preview = preview("/mode auto drill over");
    desk.say(anna(), "/confirm " + preview.id());
    desk.say(anna(), "/mode halt");

    assertThat(kind(desk.say(anna(), "/confirm " + preview.id())))
        .isEqualTo("confirmation_unknown");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
  }

  @Test
  void previewExpiresAfterAMinute() {
    Reply.Previewed preview = preview("/mode auto drill over");
    rig.clock().advance(Duration.ofSeconds(61));

    Reply reply = desk.say(anna(), "/confirm " + preview.id());

    assertThat(kind(reply)).isEqualTo("confirmation_expired");
    assertThat(text(reply))
        .startsWith("REFUSED — the preview " + preview.id() + " is 61 s old; it could be confirmed")
        .contains("for 60 s. Nothing was changed.");
  }

  @Test
  void previewIsWorthNothingOnceALeverMoved() {
    Reply.Previewed preview = preview("/mode auto drill over");
    desk.say(anna(), "/capital stage 10");
    awaitCapital("10");

    Reply reply = desk.say(anna(), "/confirm " + preview.id());

    assertThat(kind(reply)).isEqualTo("state_moved");
    assertThat(text(reply))
        .startsWith(
            "REFUSED — what the preview showed is no longer so: capital as written was 30 and is"
                + " 10. Nothing was changed.");
  }

  private void awaitCapital(String percent) {
    Awaitility.await().until(() -> rig.engine().held(ControlLever.CAPITAL).equals(percent));
  }

  @Test
  void previewBelongsToWhomItWasMadeFor() {
    Reply.Previewed preview = preview("/mode auto drill over");
    Actor bob = new Actor("test", "bob", Actor.allRoles(), "a test");

    assertThat(kind(desk.say(bob, "/confirm " + preview.id())))
        .isEqualTo("confirmation_of_another");
    assertThat(desk.say(anna(), "/confirm " + preview.id()).outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void previewOfOneCommandDoesNotConfirmAnother() {
    Reply.Previewed preview = preview("/capital stage 50 a quiet week");
    Request auto = desk.request(anna(), new Command.SetMode(Mode.AUTO), "sneaky");

    assertThat(kind(desk.handle(desk.confirming(auto, preview.id()))))
        .isEqualTo("confirmation_for_another");
  }

  @Test
  void raisingCommandOlderThanAMinuteIsRefusedAsStale() {
    Reply reply =
        desk.handle(
            new Request(
                "late",
                anna(),
                new Command.SetMode(Mode.AUTO),
                "x",
                Optional.empty(),
                rig.clock().instant().minusSeconds(90)));

    assertThat(kind(reply)).isEqualTo("stale");
    assertThat(text(reply))
        .startsWith("REFUSED — mode auto raises risk and was issued 90 s ago; the limit is 60 s.");
  }

  @Test
  void redeliveredConfirmationAnswersItsFirstResultAndActsOnce() {
    Reply.Previewed preview = preview("/mode auto drill over");
    Request confirm =
        new Request(
            "slack-2",
            anna(),
            new Command.Confirm(preview.id()),
            "",
            Optional.empty(),
            rig.clock().instant());
    desk.handle(confirm);
    desk.say(anna(), "/mode halt again");

    Reply again = desk.handle(confirm);

    assertThat(text(again))
        .startsWith("ANSWERED BEFORE, nothing was done now — TRADING, mode auto");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
  }

  @Test
  void withoutTheKeyNothingIsPreviewed() {
    Reply reply = rig.desk(Optional.empty(), Rig.options()).say(anna(), "/mode auto x");

    assertThat(kind(reply)).isEqualTo("control_key_missing");
    assertThat(text(reply)).contains("CONTROL_KEY is not set here");
  }

  @Test
  void anotherKeyIsRefusedByTheEngine() {
    Desk other = rig.desk(Optional.of(ControlKey.of("some-other-key-9876543210")), Rig.options());
    Reply.Previewed preview = (Reply.Previewed) other.say(anna(), "/mode auto drill over");

    Reply reply = other.say(anna(), "/confirm " + preview.id());

    assertThat(kind(reply)).isEqualTo("engine_refused");
    assertThat(text(reply))
        .startsWith("REFUSED — engine blue refused mode auto: the grant does not hold.");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
  }

  @Test
  void silentEngineIsNotGivenMoreRisk() {
    rig.engine().fallSilent();
    rig.clock().advance(Duration.ofSeconds(42));

    Reply reply = desk.say(anna(), "/mode auto drill over");

    assertThat(kind(reply)).isEqualTo("engine_not_heard");
    assertThat(text(reply)).contains("engine blue was last heard 4").contains("s ago");
  }

  @Test
  void muteEngineLeavesARaiseNotConfirmed() {
    Reply.Previewed preview = preview("/mode auto drill over");
    rig.engine().mute();

    Reply reply = desk.say(anna(), "/confirm " + preview.id());

    assertThat(reply.outcome()).isEqualTo(Outcome.NOT_ACKNOWLEDGED);
    assertThat(text(reply))
        .startsWith("NOT CONFIRMED by the engine — 'mode auto' was written to Redis at ");
  }

  @Test
  void colorThatWasNeverHeardIsNotMadeActive() {
    assertThat(text(desk.say(anna(), "/canary green new release")))
        .startsWith(
            "REFUSED — canary green raises risk, and engine green has never been heard, so its"
                + " effect is not known.");
  }

  @Test
  void canarySwitchesWhenBothEnginesConfirm() {
    try (EngineStandIn green =
        EngineStandIn.trading(rig.address(), Color.GREEN, Rig.CONTROL_KEY, rig.clock())) {
      green.hold(ControlLever.COLOR, "none");
      Awaitility.await()
          .until(() ->
              rig.store()
                  .engineState(Color.GREEN)
                  .filter(state -> !state.tradingEnabled())
                  .isPresent());
      Reply.Previewed preview = preview("/canary green new release");
      assertThat(text(preview)).contains("Engine blue (gate CLOSED, 1 position, heard ");

      Reply reply = desk.say(anna(), "/confirm " + preview.id());

      assertThat(reply.outcome()).as(() -> text(reply)).isEqualTo(Outcome.DONE);
      assertThat(green.held(ControlLever.COLOR)).isEqualTo("green");
      assertThat(rig.engine().held(ControlLever.COLOR)).isEqualTo("green");
    }
  }

  @Test
  void operatorMayLowerAndNotRaise() {
    Actor operator = new Actor("test", "carl", java.util.Set.of(Role.OPERATOR), "a test");

    assertThat(kind(desk.say(operator, "/mode auto x"))).isEqualTo("not_authorized");
    assertThat(desk.say(operator, "/pause").outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void withoutAnOperatorsFileNothingIsRaisedOnARealVenue() {
    Actor owner =
        new Actor("cli", "root", Actor.allRoles(), "you have the shell", Optional.of("root"));
    rig.engine().claimRealVenue();
    Awaitility.await()
        .until(() ->
            rig.store().engineState(Color.BLUE).filter(one -> one.reachesRealVenue()).isPresent());

    Reply refused = desk.say(owner, "/mode auto drill is over");

    assertThat(kind(refused)).isEqualTo("generator_missing");
    assertThat(text(refused))
        .contains("nobody has one here, since OPERATORS_FILE is not set. Nothing was changed.")
        .contains("docs/operators.example.yaml");
    assertThat(desk.say(owner, "/kill").outcome()).isEqualTo(Outcome.DONE);
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
  }

  @Test
  void reArmEndsAKillAndWhatIsSoAlreadyIsNotWritten() {
    desk.say(anna(), "/kill drill");
    Awaitility.await()
        .until(() ->
            rig.store()
                .engineState(Color.BLUE)
                .filter(s -> text(desk.say(anna(), "/status")).startsWith("KILLED"))
                .isPresent());
    Reply.Previewed preview = preview("/rearm drill over");

    Reply reply = desk.say(anna(), "/confirm " + preview.id());

    assertThat(text(reply)).startsWith("RE-ARMED — engine blue confirmed at ");
    Awaitility.await()
        .untilAsserted(
            () -> assertThat(text(desk.say(anna(), "/rearm"))).startsWith("SO ALREADY — 'rearm'"));
  }

  @Test
  void redisDownRefusesToRaise() {
    rig.redis().process().kill();

    Reply reply = desk.say(anna(), "/mode auto x");

    assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
    assertThat(text(reply)).startsWith("FAILED — 'mode auto' was not done: Redis at ");
  }

  @Test
  void rawChangeBetweenPreviewAndConfirmationIsNoticed() {
    Reply.Previewed preview = preview("/mode auto drill over");
    try (Jedis raw = rig.raw()) {
      raw.set("mode", "paper");
    }

    assertThat(kind(desk.say(anna(), "/confirm " + preview.id()))).isEqualTo("state_moved");
  }
}
