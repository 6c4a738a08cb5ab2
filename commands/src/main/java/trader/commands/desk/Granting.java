package trader.commands.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.reading.Situation;
import trader.control.Acknowledgement;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.Mode;

/**
 * Writes a signed grant, once and only while the lever is as it was seen, and awaits the engine.
 */
final class Granting {
  private final Tools tools;

  Granting(Tools tools) {
    this.tools = tools;
  }

  /**
   * Grants it, with an entry in the audit before and after.
   *
   * @param request by whom and under which id it is done, with the reason
   * @param actor who asked for it, as the engine is told
   */
  Reply grant(
      Request request,
      String actor,
      Command.LeverChange change,
      Situation situation,
      String how,
      Progress progress) {
    Optional<String> before = situation.written(change.lever());
    Optional<String> after = Optional.of(change.value());
    tools.audit().write(request, before, after, "requested", how);
    Reply reply = written(request, actor, change, situation, before, progress);
    tools
        .audit()
        .write(request, before, after, Outcomes.word(reply.outcome()), ReplyPage.of(reply).title());
    return reply;
  }

  private Reply written(
      Request request,
      String actor,
      Command.LeverChange change,
      Situation situation,
      Optional<String> before,
      Progress progress) {
    String cursor = tools.store().acknowledgementCursor();
    Instant now = tools.clock().instant();
    Directive directive =
        tools
            .key()
            .orElseThrow()
            .sign(
                Levers.directive(
                    request.commandId(),
                    actor,
                    change,
                    request.reason(),
                    tools.store().nextEpoch(now),
                    now));
    noteHaltLeft(change, situation);
    if (!tools.store().apply(directive, before.orElse(null), false)) {
      String found = tools.store().readControl().lever(change.lever()).raw();
      return new Reply.Refused(
          new Refusal.StateMoved(
              change.text(),
              change.lever().text() + " as written",
              before.orElse("missing"),
              found == null ? "missing" : found));
    }
    Instant writtenAt = tools.clock().instant();
    progress.written(writtenAt);
    if (change.lever() == ControlLever.MODE && change.value().equals(Mode.AUTO.text())) {
      tools.store().forget(Demands.LEFT_HALT);
    }
    Answers answers =
        Answers.await(
            tools.store(),
            cursor,
            request.commandId(),
            Levers.expected(change, situation),
            tools.options(),
            tools.clock());
    return reply(request, change, situation, writtenAt, answers);
  }

  /** Leaving halt for less than auto is one person's; auto after it must not be. */
  private void noteHaltLeft(Command.LeverChange change, Situation situation) {
    if (change instanceof Command.SetMode set
        && set.mode() != Mode.AUTO
        && Demands.inHalt(situation)) {
      tools.store().remember(Demands.LEFT_HALT, tools.clock().instant().toString());
    }
  }

  private Reply reply(
      Request request,
      Command.LeverChange change,
      Situation situation,
      Instant writtenAt,
      Answers answers) {
    Optional<Acknowledgement> decisive = answers.decisive();
    if (decisive.isPresent() && decisive.get().outcome() == Acknowledgement.Outcome.REFUSED) {
      return new Reply.Refused(new Refusal.EngineRefused(change.text(), decisive.get()));
    }
    return decisive.isPresent() && answers.confirmed()
        ? new Reply.Answered(
            Outcome.DONE,
            ResultPages.confirmed(
                request, decisive.get(), answers, Optional.of(situation), List.of()))
        : new Reply.Answered(
            Outcome.NOT_ACKNOWLEDGED,
            ResultPages.notConfirmed(
                request, writtenAt, answers, Optional.of(situation), tools.link(), List.of()));
  }
}
