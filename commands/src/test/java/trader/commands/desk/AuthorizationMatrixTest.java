package trader.commands.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import trader.commands.Actor;
import trader.commands.Catalog;
import trader.commands.CatalogEntry;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.Reply;
import trader.commands.ReplyJson;
import trader.commands.Role;
import trader.commands.Secret;
import trader.commands.support.Crew;
import trader.control.Alert;

/**
 * Every role and every command that changes something, in every way in which it can come: an effect
 * exactly where there should be one, and each refusal in the audit.
 */
@Tag("integration")
class AuthorizationMatrixTest {
  private static final Secret WRONG = new Secret("000000");

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static MatrixRig rig;

  @BeforeAll
  static void open() {
    rig = new MatrixRig(folder);
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  /** In which way the command comes. */
  enum Case {
    AS_IT_SHOULD,
    REPLAYED,
    SAME_ID_OTHER_BODY,
    STALE,
    CONFIRMATION_EXPIRED,
    STATE_MOVED,
    NO_CODE,
    WRONG_CODE,
    REUSED_CODE,
    NO_GENERATOR,
    CONFIRMED_BY_ANOTHER,
    APPROVAL_EXPIRED,
    STATE_MOVED_BEFORE_APPROVAL,
    SAME_HUMAN_TWICE,
    APPROVED_WITHOUT_THE_ROLE,
    APPROVED_WITH_WRONG_CODE,
    APPROVED_WITH_REUSED_CODE,
    APPROVED_WITHOUT_GENERATOR,
    REJECTED;

    boolean concerns(Act act) {
      return switch (this) {
        case AS_IT_SHOULD, REPLAYED, SAME_ID_OTHER_BODY, STALE -> true;
        case CONFIRMATION_EXPIRED, STATE_MOVED, CONFIRMED_BY_ANOTHER -> act.previewed();
        case NO_CODE, WRONG_CODE, REUSED_CODE -> act.way != Act.Way.LOWERS;
        // Only of her who has none; see below.
        case NO_GENERATOR -> false;
        case APPROVAL_EXPIRED,
            STATE_MOVED_BEFORE_APPROVAL,
            SAME_HUMAN_TWICE,
            APPROVED_WITHOUT_THE_ROLE,
            APPROVED_WITH_WRONG_CODE,
            APPROVED_WITH_REUSED_CODE,
            APPROVED_WITHOUT_GENERATOR,
            REJECTED ->
            act.way == Act.Way.TAKES_TWO;
      };
    }
  }

  static Stream<Arguments> combinations() {
    List<Arguments> all = new ArrayList<>();
    for (Act act : Act.values()) {
      all.add(Arguments.of(act, stranger(), Case.AS_IT_SHOULD));
      all.add(Arguments.of(act, nora(), Case.NO_GENERATOR));
      for (Role role : Role.values()) {
        Actor actor = Crew.with(role, "slack");
        for (Case way : Case.values()) {
          boolean may = actor.may(act.role);
          if (way.concerns(act) && (may || way == Case.AS_IT_SHOULD)) {
            all.add(Arguments.of(act, actor, way));
          }
        }
      }
    }
    return all.stream();
  }

  private static Actor stranger() {
    return new Actor("slack", "nobody", Set.of(), "not in the file");
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("combinations")
  void effectExactlyWhereThereShouldBeOne(Act act, Actor actor, Case way) {
    rig.begin(act);
    Steps steps = new Steps(act, actor);
    if (!actor.may(act.role)) {
      steps.refused(steps.first(Optional.of(rig.now())), "not_authorized");
      return;
    }
    switch (way) {
      case AS_IT_SHOULD -> steps.all();
      case REPLAYED -> steps.replayed();
      case SAME_ID_OTHER_BODY -> steps.otherBody();
      case STALE -> steps.stale();
      case CONFIRMATION_EXPIRED -> {
        Reply.Previewed preview = steps.preview();
        rig.advance(Duration.ofSeconds(61));
        steps.refused(steps.confirmation(preview), "confirmation_expired");
      }
      case STATE_MOVED -> {
        Reply.Previewed preview = steps.preview();
        rig.move();
        steps.refused(steps.confirmation(preview), "state_moved");
      }
      case NO_CODE -> steps.refused(steps.coded(Optional.empty()), "code_missing");
      case WRONG_CODE -> steps.refused(steps.coded(Optional.of(WRONG)), "code_wrong");
      case REUSED_CODE -> {
        Secret spent = steps.spend(actor);
        steps.refused(steps.coded(Optional.of(spent)), "code_wrong");
      }
      case NO_GENERATOR -> {
        if (act.way == Act.Way.LOWERS) {
          steps.all();
        } else {
          steps.refused(steps.first(Optional.empty()), "generator_missing");
        }
        return;
      }
      case CONFIRMED_BY_ANOTHER -> {
        Reply.Previewed preview = steps.preview();
        Actor other = actor.name().equals("ada") ? Crew.actor("rita", "slack") : ada();
        steps.refused(
            rig.request(other, "confirm " + preview.id(), Optional.of(rig.code(other)), rig.now()),
            "confirmation_of_another");
      }
      case APPROVAL_EXPIRED -> {
        Reply.AwaitingApproval waiting = steps.waiting();
        rig.advance(Duration.ofSeconds(301));
        steps.refused(steps.approval(waiting, ben()), "approval_expired");
      }
      case STATE_MOVED_BEFORE_APPROVAL -> {
        Reply.AwaitingApproval waiting = steps.waiting();
        rig.move();
        steps.refused(steps.approval(waiting, ben()), "state_moved");
      }
      case SAME_HUMAN_TWICE -> {
        Reply.AwaitingApproval waiting = steps.waiting();
        rig.advance(Duration.ofSeconds(90));
        steps.refused(steps.approval(waiting, asApprover(actor)), "same_person");
      }
      case APPROVED_WITHOUT_THE_ROLE -> {
        Reply.AwaitingApproval waiting = steps.waiting();
        steps.refused(steps.approval(waiting, Crew.actor("otto", "slack")), "not_authorized");
      }
      case APPROVED_WITH_WRONG_CODE -> {
        Reply.AwaitingApproval waiting = steps.waiting();
        steps.refused(
            rig.request(ben(), "approve " + waiting.id(), Optional.of(WRONG), rig.now()),
            "code_wrong");
        steps.effect(steps.approval(waiting, ben()));
      }
      case APPROVED_WITH_REUSED_CODE -> {
        Reply.AwaitingApproval waiting = steps.waiting();
        Secret spent = steps.spend(ben());
        steps.refused(
            rig.request(ben(), "approve " + waiting.id(), Optional.of(spent), rig.now()),
            "code_wrong");
      }
      case APPROVED_WITHOUT_GENERATOR -> {
        Reply.AwaitingApproval waiting = steps.waiting();
        steps.refused(steps.approval(waiting, nora()), "generator_missing");
        steps.effect(steps.approval(waiting, ben()));
      }
      case REJECTED -> {
        Reply.AwaitingApproval waiting = steps.waiting();
        Actor otto = Crew.actor("otto", "slack");
        String before = rig.world();
        Reply no =
            rig.desk()
                .handle(rig.request(otto, "reject " + waiting.id(), Optional.empty(), rig.now()));
        assertThat(no.outcome()).as(() -> MatrixRig.text(no)).isEqualTo(Outcome.DONE);
        assertThat(rig.world()).isEqualTo(before);
        steps.refused(steps.approval(waiting, ben()), "approval_unknown");
      }
    }
    String code = rig.code(actor).reveal();
    assertThat(rig.everything()).doesNotContain(" " + code, "\"" + code);
  }

  private static Actor ben() {
    return Crew.actor("ben", "telegram");
  }

  private static Actor nora() {
    return Crew.actor("nora", "slack");
  }

  private static Actor ada() {
    return Crew.actor("ada", "slack");
  }

  /** The same human on another platform, were they trusted with approving there. */
  private static Actor asApprover(Actor actor) {
    return new Actor("telegram", actor.name(), Set.of(Role.APPROVER), "a test", actor.person());
  }

  static Stream<Arguments> readings() {
    List<Arguments> all = new ArrayList<>();
    for (CatalogEntry entry : Catalog.ENTRIES) {
      for (String example : entry.examples()) {
        Parsed parsed = Parser.parse(example);
        if (parsed instanceof Parsed.Understood understood
            && understood.command() instanceof Command.Reading) {
          all.add(Arguments.of(example, stranger()));
          for (Role role : Role.values()) {
            all.add(Arguments.of(example, Crew.with(role, "slack")));
          }
        }
      }
    }
    return all.stream();
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("readings")
  void everyRoleReadsAndNobodyElseDoes(String words, Actor actor) {
    Parsed.Understood parsed = (Parsed.Understood) Parser.parse(words);
    Request request = rig.desk().request(actor, parsed.command(), "");
    String before = rig.world();

    Reply reply = rig.desk().handle(request);

    assertThat(rig.world()).isEqualTo(before);
    if (actor.roles().isEmpty()) {
      assertThat(ReplyJson.form(reply).refusal()).isEqualTo("not_authorized");
      assertThat(rig.refusalIsAudited(request)).isTrue();
    } else {
      assertThat(reply).as(() -> MatrixRig.text(reply)).isNotInstanceOf(Reply.Refused.class);
    }
  }

  /** The steps of one act by one actor. */
  private static final class Steps {
    private final Act act;
    private final Actor actor;

    Steps(Act act, Actor actor) {
      this.act = act;
      this.actor = actor;
    }

    Request first(Optional<Instant> saidAt) {
      Optional<Secret> code =
          act.way == Act.Way.DECIDES && actor.person().isPresent()
              ? Optional.of(rig.code(actor))
              : Optional.empty();
      return rig.request(actor, words(), code, saidAt.orElseGet(rig::now));
    }

    /** An alert's short id is made from what it is about. */
    private String words() {
      return act == Act.NOTE_ALERT ? "alerts ack " + Alert.shortId("drawdown:desk") : act.words;
    }

    Reply.Previewed preview() {
      Reply reply = rig.desk().handle(first(Optional.empty()));
      assertThat(reply).as(() -> MatrixRig.text(reply)).isInstanceOf(Reply.Previewed.class);
      return (Reply.Previewed) reply;
    }

    Request confirmation(Reply.Previewed preview) {
      return confirmation(preview, Optional.of(rig.code(actor)));
    }

    Request confirmation(Reply.Previewed preview, Optional<Secret> code) {
      return rig.request(actor, "confirm " + preview.id(), code, rig.now());
    }

    /** The step that takes a code, with that one. */
    Request coded(Optional<Secret> code) {
      return act.previewed()
          ? confirmation(preview(), code)
          : rig.request(actor, act.words, code, rig.now());
    }

    Reply.AwaitingApproval waiting() {
      String before = rig.world();
      Reply reply = rig.desk().handle(confirmation(preview()));
      assertThat(reply).as(() -> MatrixRig.text(reply)).isInstanceOf(Reply.AwaitingApproval.class);
      assertThat(rig.world()).isEqualTo(before);
      return (Reply.AwaitingApproval) reply;
    }

    Request approval(Reply.AwaitingApproval waiting, Actor second) {
      return rig.request(
          second, "approve " + waiting.id(), Optional.of(rig.code(second)), rig.now());
    }

    /** The request with which the act takes effect. */
    Request last() {
      return switch (act.way) {
        case LOWERS, DECIDES -> first(Optional.empty());
        case RAISES -> confirmation(preview());
        case TAKES_TWO -> approval(waiting(), ben());
      };
    }

    void all() {
      effect(last());
    }

    void effect(Request request) {
      String before = rig.world();
      Reply reply = rig.desk().handle(request);
      assertThat(reply.outcome()).as(() -> MatrixRig.text(reply)).isEqualTo(Outcome.DONE);
      assertThat(rig.world()).isNotEqualTo(before);
    }

    void replayed() {
      Request request = last();
      effect(request);
      rig.levers(act);
      String before = rig.world();

      Reply again = rig.desk().handle(request);

      assertThat(MatrixRig.text(again)).startsWith("ANSWERED BEFORE, nothing was done now");
      assertThat(rig.world()).isEqualTo(before);
    }

    void otherBody() {
      Request request = last();
      effect(request);
      rig.levers(act);
      refused(
          new Request(
              request.commandId(),
              request.actor(),
              request.command(),
              "something else",
              request.confirmation(),
              rig.now()),
          "command_id_reused");
    }

    /** What lowers is applied however late; what raises is not, at none of its steps. */
    void stale() {
      Instant early = rig.now().minusSeconds(61);
      switch (act.way) {
        case LOWERS -> effect(first(Optional.of(early)));
        case DECIDES -> refused(first(Optional.of(early)), "stale");
        case RAISES, TAKES_TWO -> {
          refused(first(Optional.of(early)), "stale");
          Reply.Previewed preview = preview();
          refused(
              rig.request(actor, "confirm " + preview.id(), Optional.of(rig.code(actor)), early),
              "stale");
        }
      }
    }

    void refused(Request request, String kind) {
      String before = rig.world();
      Reply reply = rig.desk().handle(request);
      assertThat(ReplyJson.form(reply).refusal()).as(() -> MatrixRig.text(reply)).isEqualTo(kind);
      assertThat(rig.world()).isEqualTo(before);
      assertThat(rig.refusalIsAudited(request)).as("refusal in the audit").isTrue();
    }

    /** Uses up the code that the person's generator shows now, and answers it. */
    Secret spend(Actor person) {
      Secret code = rig.code(person);
      Actor decider =
          new Actor(
              person.surface(), person.name(), Set.of(Role.APPROVER), "a test", person.person());
      rig.propose("P-9");
      Reply reply =
          rig.desk().handle(rig.request(decider, "approve P-9", Optional.of(code), rig.now()));
      assertThat(reply.outcome()).as(() -> MatrixRig.text(reply)).isEqualTo(Outcome.DONE);
      return code;
    }
  }
}
