package trader.commands.desk;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.reading.Situation;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.control.EngineRequest;
import trader.redis.StoreUnavailableException;

/** Asks the engine to close positions. Works whatever the gate. */
final class Closing {
  private final Tools tools;

  Closing(Tools tools) {
    this.tools = tools;
  }

  Reply close(Request request, Command.Close command, Progress progress) {
    Lenient lenient = new Lenient();
    try {
      Optional<Reply> before = tools.claims().claim(request, false);
      if (before.isPresent()) {
        return before.get();
      }
      Situation situation = Situation.fromRedis(tools.store(), tools.clock());
      String cursor = tools.store().acknowledgementCursor();
      lenient.tryTo(
          "the audit entry", () -> tools.audit().write(request, "requested", "sent to the engine"));
      Instant now = tools.clock().instant();
      tools
          .store()
          .request(
              new EngineRequest(
                  request.commandId(),
                  EngineRequest.Kind.CLOSE,
                  command.instrument(),
                  request.actor().label(),
                  request.reason(),
                  now));
      progress.written(now);
      Set<Color> expected = Levers.expected(command, situation);
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
      lenient.tryTo("keeping the result", () -> tools.claims().complete(request, reply));
      return reply;
    } catch (StoreUnavailableException e) {
      return Levers.unreachable(request, e);
    }
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
