package trader.commands.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import trader.commands.Outcome;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.reading.Situation;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.control.EngineRequest;

/** Asks the engines something once, and tells what they answered. */
final class EngineCalls {
  private final Tools tools;

  EngineCalls(Tools tools) {
    this.tools = tools;
  }

  /**
   * Sends the request and awaits the acknowledgement.
   *
   * @param made the engine's request as it is at the time of sending
   */
  Reply ask(
      Request request,
      Situation situation,
      Function<Instant, EngineRequest> made,
      Lenient lenient,
      Progress progress) {
    String cursor = tools.store().acknowledgementCursor();
    lenient.tryTo(
        "the audit entry", () -> tools.audit().write(request, "requested", "sent to the engine"));
    Instant now = tools.clock().instant();
    tools.store().request(made.apply(now));
    progress.written(now);
    Set<Color> expected = Levers.expected(request.command(), situation);
    Answers answers =
        Answers.await(
            tools.store(), cursor, request.commandId(), expected, tools.options(), tools.clock());
    Reply reply = reply(request, situation, answers, now, lenient);
    lenient.tryTo(
        "the audit entry",
        () ->
            tools
                .audit()
                .write(request, Outcomes.word(reply.outcome()), ReplyPage.of(reply).title()));
    return reply;
  }

  private Reply reply(
      Request request, Situation before, Answers answers, Instant sentAt, Lenient lenient) {
    Optional<Acknowledgement> decisive = answers.decisive();
    if (decisive.isPresent() && decisive.get().outcome() == Acknowledgement.Outcome.REFUSED) {
      return new Reply.Refused(new Refusal.EngineRefused(request.command().text(), decisive.get()));
    }
    return decisive.isPresent() && answers.confirmed()
        ? new Reply.Answered(
            Outcome.DONE,
            ResultPages.confirmed(
                request, decisive.get(), answers, Optional.of(before), lenient.notes()))
        : new Reply.Answered(
            Outcome.NOT_ACKNOWLEDGED,
            ResultPages.notConfirmed(
                request, sentAt, answers, Optional.of(before), tools.link(), lenient.notes()));
  }
}
