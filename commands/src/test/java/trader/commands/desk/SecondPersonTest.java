package trader.commands.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.commands.support.Rig.text;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.commands.Actor;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Reply;
import trader.commands.ReplyJson;
import trader.commands.Role;
import trader.commands.people.Operators;
import trader.commands.support.Crew;
import trader.commands.support.Rig;
import trader.control.Alert;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.Mode;
import trader.control.Reason;

@Tag("integration")
class SecondPersonTest {
  private static final Actor RITA = Crew.actor("rita", "slack");
  private static final Actor BEN = Crew.actor("ben", "telegram");
  private static final Actor OTTO = Crew.actor("otto", "slack");

  @TempDir Path folder;
  private Rig rig;
  private Desk desk;

  @BeforeEach
  void open() {
    rig = new Rig(folder);
    desk = rig.desk(Crew.operators());
    desk.say(OTTO, "/mode halt incident drill");
    awaitMode("halt", false);
  }

  @AfterEach
  void close() {
    rig.close();
  }

  private void live() {
    rig.engine().claimRealVenue();
    awaitMode("halt", true);
  }

  private void awaitMode(String mode, boolean live) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(5))
        .until(() ->
            rig.store()
                .engineState(Color.BLUE)
                .filter(state -> state.modeEffective().text().equals(mode))
                .filter(state -> mode.equals(state.mode()))
                .filter(state -> state.reachesRealVenue() == live)
                .filter(
                    state -> Duration.between(state.asOf(), rig.clock().instant()).toSeconds() < 2)
                .isPresent());
  }

  private Reply.Previewed preview(String line) {
    Reply reply = desk.say(RITA, line);
    assertThat(reply).as(() -> text(reply)).isInstanceOf(Reply.Previewed.class);
    return (Reply.Previewed) reply;
  }

  private String code(String id) {
    return Crew.code(id, rig.clock().instant()).reveal();
  }

  private static String kind(Reply reply) {
    return String.valueOf(ReplyJson.form(reply).refusal());
  }

  @Test
  void withoutARealVenueBothAreNamedAndNeitherIsAsked() {
    Reply.Previewed preview = preview("/mode auto drill is over");

    assertThat(text(preview))
        .contains(
            "it takes              not required here; with a live venue also a code from your code"
                + " generator, and a second person, since it leaves halt for auto (aron or ada or"
                + " ben or nora, who has no code generator yet)");
    assertThat(preview.asks()).isEmpty();
    assertThat(desk.say(RITA, "/confirm " + preview.id()).outcome()).isEqualTo(Outcome.DONE);
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("auto");
  }

  @Test
  void confirmedItWaitsForTheSecondPersonAndTheAuditNamesBoth() {
    live();
    Reply.Previewed preview = preview("/mode auto");
    assertThat(preview.asks()).containsExactlyInAnyOrder(Reply.Ask.CODE, Reply.Ask.REASON);

    Reply reply =
        desk.say(RITA, "/confirm " + preview.id() + " " + code("rita") + " drill is over");

    assertThat(reply).isInstanceOf(Reply.AwaitingApproval.class);
    Reply.AwaitingApproval waiting = (Reply.AwaitingApproval) reply;
    assertThat(waiting.approvers()).containsExactly("aron", "ada", "ben");
    assertThat(waiting.until())
        .isBetween(rig.clock().instant().plusSeconds(290), rig.clock().instant().plusSeconds(301));
    assertThat(text(reply))
        .startsWith(
            "WAITING FOR A SECOND PERSON — 'mode auto', asked for by slack:rita: \"drill is over\"."
                + " Nothing has changed yet.")
        .contains("may approve  aron or ada or ben")
        .contains("Next: /approve " + preview.id() + " <code> — by the second person");
    assertThat(kind(desk.say(RITA, "/confirm " + preview.id()))).isEqualTo("awaits_approval");

    Reply approved = desk.say(BEN, "/approve " + preview.id() + " " + code("ben"));

    assertThat(text(approved)).startsWith("TRADING, mode auto — engine blue confirmed at ");
    assertThat(rig.store().readControl().lever(ControlLever.MODE).directive().orElseThrow())
        .satisfies(directive -> {
          assertThat(directive.actor()).isEqualTo("slack:rita");
          assertThat(directive.reason()).isEqualTo("drill is over (approved by telegram:ben)");
        });
    assertThat(rig.store().auditTail(20))
        .extracting(entry ->
            entry.draft().actor() + " " + entry.draft().action() + " " + entry.draft().outcome())
        .containsSubsequence(
            "telegram:ben mode auto applied",
            "telegram:ben mode auto requested",
            "slack:rita mode auto awaits a second person",
            "slack:rita mode auto previewed");
  }

  @Test
  void leavingHaltByTwoStepsTakesTheSecondPersonToo() {
    live();
    Reply.Previewed paper = preview("/mode paper warm up");
    assertThat(desk.say(RITA, "/confirm " + paper.id() + " " + code("rita")).outcome())
        .isEqualTo(Outcome.DONE);
    awaitMode("paper", true);
    rig.clock().advance(Duration.ofSeconds(90));
    awaitMode("paper", true);

    Reply.Previewed auto = preview("/mode auto it went well");

    assertThat(text(auto)).contains("since it was halted since it last was in auto");
    assertThat(desk.say(RITA, "/confirm " + auto.id() + " " + code("rita")))
        .isInstanceOf(Reply.AwaitingApproval.class);
  }

  @Test
  void whereNobodyElseMayApproveItIsRefusedBeforeThePreview() {
    live();
    Operators alone =
        new Operators(
            List.of(Crew.operators().person("rita").orElseThrow()), Set.of(), Set.of(), List.of());

    assertThat(kind(rig.desk(alone).say(RITA, "/mode auto drill is over")))
        .isEqualTo("no_approver");
  }

  @Test
  void whoeverHasNoCodeGeneratorIsNoSecondPerson() {
    live();
    Operators others =
        new Operators(
            List.of(
                Crew.operators().person("rita").orElseThrow(),
                Crew.operators().person("nora").orElseThrow()),
            Set.of(),
            Set.of(),
            List.of());

    Reply refused = rig.desk(others).say(RITA, "/mode auto drill is over");

    assertThat(kind(refused)).isEqualTo("no_approver");
    assertThat(text(refused))
        .contains("nobody else has the role approver and a code generator")
        .contains("trader totp <their id>");
  }

  @Test
  void withoutACodeGeneratorNothingIsRaisedAndEverythingIsLowered() {
    Actor nora = Crew.actor("nora", "slack");
    Reply tried = desk.say(nora, "/mode paper warm up");
    assertThat(text(tried))
        .contains(
            "not required here; with a live venue also a code from a code generator, of which you"
                + " have none (on the desk's machine: trader totp nora)");
    live();

    Reply previewed = desk.say(nora, "/mode paper warm up");
    Reply confirmed = desk.say(nora, "/confirm " + ((Reply.Previewed) tried).id());
    Reply lowered = desk.say(nora, "/kill");

    assertThat(kind(previewed)).isEqualTo("generator_missing");
    assertThat(text(previewed))
        .startsWith(
            "REFUSED — 'mode paper' reaches a real venue and takes a code from your code generator,"
                + " and the operators file gives nora none. Nothing was changed.")
        .contains("trader totp nora");
    assertThat(confirmed).isInstanceOf(Reply.Refused.class);
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
    assertThat(lowered.outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void whoeverMayNotIsToldWhoMay() {
    assertThat(text(desk.say(Crew.actor("vera", "slack"), "/mode halt incident")))
        .startsWith("REFUSED — 'mode halt' needs the role operator. Nothing was changed.")
        .contains("who may  otto, ada, nora");
  }

  @Test
  void whoamiSaysWhetherThereIsACodeGenerator() {
    assertThat(text(desk.say(RITA, "/whoami")))
        .contains("code generator  yes; what raises risk on a real venue takes its code");
    assertThat(text(desk.say(Crew.actor("nora", "slack"), "/whoami"))).contains("trader totp");
    Actor guest = new Actor("cli", "guest", Set.of(Role.OPERATOR), "a test");
    assertThat(text(desk.say(guest, "/whoami"))).contains("none, and none is needed");
  }

  @Test
  void accountBehindWhichNobodyIsKnownIsNoPerson() {
    live();
    Actor token = new Actor("http", "rita", Set.of(Role.ADMIN), "the shared token");

    assertThat(kind(desk.say(token, "/mode auto drill is over"))).isEqualTo("person_unknown");
  }

  @Test
  void fifthWrongCodeLocksAndAlertsAndARightOneIsNotLookedAt() {
    live();
    Reply.Previewed preview = preview("/mode paper warm up");
    for (int left = 4; left >= 0; left--) {
      Reply wrong = desk.say(RITA, "/confirm " + preview.id() + " 000000");
      assertThat(text(wrong)).contains("tries left  " + left);
    }

    Reply locked = desk.say(RITA, "/confirm " + preview.id() + " " + code("rita"));

    assertThat(kind(locked)).isEqualTo("code_locked");
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
    assertThat(rig.store().alerts(5))
        .singleElement()
        .satisfies(alert -> {
          assertThat(alert.severity()).isEqualTo(Alert.Severity.CRITICAL);
          assertThat(alert.reason()).isEqualTo(Reason.INTRUSION);
          assertThat(alert.subject()).isEqualTo("rita");
        });
    assertThat(rig.store().auditTail(20)).anyMatch(one -> one.draft().outcome().equals("locked"));
    assertThat(desk.say(OTTO, "/kill").outcome()).isEqualTo(Outcome.DONE);
  }

  @Test
  void redeliveredPreviewIsTheSamePreview() {
    Request request = desk.request(RITA, new Command.SetMode(Mode.AUTO), "drill is over");

    Reply first = desk.handle(request);
    Reply again = desk.handle(request);

    assertThat(text(again)).isEqualTo(text(first));
    assertThat(((Reply.Previewed) again).id()).isEqualTo(((Reply.Previewed) first).id());
    assertThat(
            kind(
                desk.handle(
                    new Request(
                        request.commandId(),
                        request.actor(),
                        request.command(),
                        "another reason",
                        Optional.empty(),
                        request.issuedAt()))))
        .isEqualTo("command_id_reused");
  }

  @Test
  void whoeverIsNoKnownPersonRaisesNothingOnARealVenueAndMayStillLower() {
    Actor shared =
        new Actor(
            "http",
            "ops-token+rita",
            Set.of(Role.VIEWER, Role.OPERATOR, Role.RISK_RAISER),
            "the call carried OPS_API_TOKEN, which names nobody");
    Reply tried = desk.say(shared, "/capital stage 50 it is tried");
    assertThat(text(tried)).contains("an account or a token of your own");
    live();

    Reply refused = desk.say(shared, "/mode paper drill is over");
    Reply confirmed =
        desk.say(shared, "/confirm " + ((Reply.Previewed) tried).id() + " drill is over");
    Reply lowered = desk.say(shared, "/capital stage 10");

    assertThat(kind(refused)).isEqualTo("person_unknown");
    assertThat(text(refused)).contains("the operators file gives to a person");
    assertThat(kind(confirmed)).isNotEqualTo("null");
    assertThat(lowered.outcome()).isEqualTo(Outcome.DONE);
    assertThat(rig.engine().held(ControlLever.MODE)).isEqualTo("halt");
  }

  @Test
  void missingCodeIsAskedForByTheNextStep() {
    live();
    Reply.Previewed preview = preview("/mode paper drill is over");

    Reply refused = desk.say(RITA, "/confirm " + preview.id());

    assertThat(kind(refused)).isEqualTo("code_missing");
    assertThat(text(refused)).contains("/confirm " + preview.id() + " <code>");
  }
}
