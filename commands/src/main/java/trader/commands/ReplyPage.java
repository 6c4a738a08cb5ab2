package trader.commands;

import java.util.Optional;
import trader.control.Acknowledgement;
import trader.control.Mode;

/** Turns replies into pages; the one place where refusals become words. */
public final class ReplyPage {
  private ReplyPage() {}

  /** The page that shows the reply. */
  public static Page of(Reply reply) {
    return switch (reply) {
      case Reply.Answered answered -> answered.page();
      case Reply.Previewed previewed -> previewed.page();
      case Reply.AwaitingApproval awaiting -> awaiting.page();
      case Reply.Refused refused -> refusal(refused.refusal());
      case Reply.Misunderstood misunderstood -> misunderstood(misunderstood.mistake());
    };
  }

  private static Page misunderstood(Mistake mistake) {
    Page.Builder page = Page.titled(mistake.sentence());
    meant(mistake)
        .filter(words -> Parser.parse(words) instanceof Parsed.Understood)
        .ifPresent(words -> page.say(words, "if that was meant"));
    return page.build();
  }

  private static Optional<String> meant(Mistake mistake) {
    return switch (mistake) {
      case Mistake.UnknownCommand unknown -> unknown.nearest();
      case Mistake.UnknownValue unknown ->
          unknown.nearest().map(near -> unknown.command() + " " + near);
      case Mistake.Empty _, Mistake.Malformed _, Mistake.Missing _, Mistake.Surplus _ ->
          Optional.empty();
    };
  }

  private static Page notAuthorized(Refusal.NotAuthorized r) {
    Page.Builder page =
        refused(r.command() + " needs the role " + r.needed().text() + ". Nothing was changed.")
            .fact("you are", r.actor().label() + ", " + Figures.roles(r.actor()));
    if (!r.trusted().isEmpty()) {
      page.fact("who may", String.join(", ", r.trusted()));
    }
    return page.say("whoami", "why you have these roles").build();
  }

  private static Page refusal(Refusal refusal) {
    return switch (refusal) {
      case Refusal.NotAuthorized r -> notAuthorized(r);
      case Refusal.ReasonMissing r -> reasonMissing(r);
      case Refusal.Stale r ->
          refused(
                  r.command()
                      + " raises risk and was issued "
                      + Figures.span(r.age())
                      + " ago; the limit is "
                      + Figures.span(r.limit())
                      + ". Nothing was changed.")
              .fact("issued at", Figures.time(r.issuedAt()))
              .say(r.command(), "if it is still wanted")
              .build();
      case Refusal.ControlKeyMissing r ->
          refused(
                  r.command()
                      + " raises risk, and CONTROL_KEY is not set here, so no engine would obey."
                      + " Nothing was changed.")
              .act("set CONTROL_KEY to the value that the engines have, and say it again")
              .line("Lowering risk needs no key.")
              .build();
      case Refusal.ConfirmationUnknown r ->
          refused("nothing waits for the confirmation '" + r.id() + "'. Nothing was changed.")
              .line("It was never made, was confirmed already, or is long over.")
              .act("say the command again and confirm the new preview within its time")
              .build();
      case Refusal.ConfirmationExpired r ->
          refused(
                  "the preview "
                      + r.id()
                      + " is "
                      + Figures.span(r.age())
                      + " old; it could be confirmed for "
                      + Figures.span(r.limit())
                      + ". Nothing was changed.")
              .say(r.command(), "a new preview")
              .build();
      case Refusal.ConfirmationOfAnother r ->
          refused(
                  "the preview "
                      + r.id()
                      + " was made for "
                      + r.madeFor()
                      + ", not for "
                      + r.actor()
                      + ". Nothing was changed.")
              .build();
      case Refusal.ConfirmationForAnother r ->
          refused(
                  "the preview "
                      + r.id()
                      + " was made for '"
                      + r.madeFor()
                      + "', not for '"
                      + r.command()
                      + "'. Nothing was changed.")
              .say(r.command(), "a preview of its own")
              .build();
      case Refusal.OfPerson r -> PersonRefusals.page(r);
      case Refusal.ProposalUnknown r ->
          refused("no engine proposes '" + r.id() + "'. Nothing was changed.")
              .fact("proposed now", r.known().isEmpty() ? "nothing" : String.join(", ", r.known()))
              .line(
                  "One that is not there was decided, ran out of time, or was dropped by a halt,"
                      + " another mode or a restart of the engine.")
              .say("proposals", "what waits for a person")
              .build();
      case Refusal.ProposalExpired r ->
          refused(
                  "the proposal "
                      + r.id()
                      + " expired "
                      + Figures.age(r.expiredAt(), r.now())
                      + " ago, at "
                      + Figures.time(r.expiredAt())
                      + ". Nothing was changed.")
              .say("proposals", "what waits for a person now")
              .build();
      case Refusal.AlertUnknown r ->
          refused("none of the newest alerts is '" + r.id() + "'. Nothing was changed.")
              .fact("known", r.known().isEmpty() ? "no alert" : String.join(", ", r.known()))
              .say("alerts", "the newest alerts with their ids")
              .build();
      case Refusal.StateMoved r ->
          refused(
                  "what the preview showed is no longer so: "
                      + r.what()
                      + " was "
                      + r.then()
                      + " and is "
                      + r.now()
                      + ". Nothing was changed.")
              .say(r.command(), "a preview of what is so now")
              .build();
      case Refusal.EngineNotHeard r ->
          refused(
                  r.command()
                      + " raises risk, and engine "
                      + r.engine()
                      + r.lastHeard()
                          .map(at -> " was last heard " + Figures.age(at, r.now()) + " ago")
                          .orElse(" has never been heard")
                      + ", so its effect is not known. Nothing was changed.")
              .say("health", "what is alive")
              .build();
      case Refusal.CommandIdReused r ->
          refused(
                  "the command id '"
                      + r.commandId()
                      + "' was used for something else. Nothing was changed.")
              .act("send it with an id of its own")
              .build();
      case Refusal.CommandIdRunning r ->
          refused(
                  "the command with the id '"
                      + r.commandId()
                      + "' began at "
                      + Figures.time(r.since())
                      + " and has no result yet.")
              .say("status", "what is so now")
              .act("send it with a new id if it did not take effect")
              .build();
      case Refusal.EngineRefused r -> engineRefused(r.command(), r.acknowledgement());
    };
  }

  private static Page reasonMissing(Refusal.ReasonMissing r) {
    Page.Builder page =
        refused(r.command() + " raises risk and needs a reason. Nothing was changed.");
    return r.confirmation()
        .map(id -> page.say("confirm " + id + " <reason>", "the preview is still valid").build())
        .orElseGet(() -> page.say(r.command() + " <reason>", "with the reason").build());
  }

  private static Page engineRefused(String command, Acknowledgement ack) {
    return refused("engine " + ack.color().text() + " refused " + command + ": " + ack.why() + ".")
        .fact("gate", ack.gate().name())
        .fact("mode obeyed", modeText(ack.modeEffective()))
        .fact("answered at", Figures.time(ack.at()))
        .say("why", "what narrows the gate")
        .build();
  }

  private static String modeText(Mode mode) {
    return mode.text();
  }

  static Page.Builder refused(String sentence) {
    return Page.titled("REFUSED — " + sentence);
  }
}
