package trader.commands.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import trader.commands.Command;
import trader.commands.Figures;
import trader.commands.Outcome;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.Section;
import trader.commands.reading.Situation;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.control.Mode;
import trader.redis.StoreUnavailableException;

/**
 * Lowers risk. It needs no key, no confirmation and no reading; whatever else fails on the way is
 * noted and left out, and where Redis fails the engines are asked themselves.
 */
final class Lowering {
  private static final String FIRST = "0-0";
  private final Tools tools;
  private final SecondRoute secondRoute;

  Lowering(Tools tools) {
    this.tools = tools;
    this.secondRoute = new SecondRoute(tools.link());
  }

  Reply lower(Request request, Command.LeverChange change, Progress progress) {
    Lenient lenient = new Lenient();
    noteAge(request, lenient);
    Written written;
    try {
      String cursor =
          lenient
              .attempt("the place to wait for answers", tools.store()::acknowledgementCursor)
              .orElse(FIRST);
      Optional<Reply> before =
          lenient
              .attempt("the command id's claim", () -> tools.claims().claim(request, true))
              .flatMap(reply -> reply);
      if (before.isPresent()) {
        return before.get();
      }
      Optional<Situation> situation =
          lenient.attempt(
              "what was so before", () -> Situation.fromRedis(tools.store(), tools.clock()));
      written = write(request, change, cursor, situation, lenient);
    } catch (RuntimeException e) {
      // Whatever went wrong on this route, the other one is still there.
      return withoutRedis(request, change, "Redis did not take it: " + e.getMessage(), lenient);
    }
    progress.written(written.at());
    audit(request, written, "requested", "written", lenient);
    Reply reply = await(request, change, written, lenient);
    audit(request, written, outcome(reply), ReplyPage.of(reply).title(), lenient);
    lenient.tryTo("keeping the result", () -> tools.claims().complete(request, reply));
    return reply;
  }

  /** A lever as it was written. */
  private record Written(
      Command.LeverChange change, String cursor, Optional<Situation> before, Instant at) {}

  private void noteAge(Request request, Lenient lenient) {
    Duration age = Duration.between(request.issuedAt(), tools.clock().instant());
    if (age.compareTo(tools.options().raiseMaxAge()) > 0) {
      lenient.note(
          "It was issued "
              + Figures.span(age)
              + " ago, at "
              + Figures.time(request.issuedAt())
              + "; lowering risk is applied however late.");
    }
  }

  private Written write(
      Request request,
      Command.LeverChange change,
      String cursor,
      Optional<Situation> situation,
      Lenient lenient) {
    Instant now = tools.clock().instant();
    long epoch =
        lenient
            .attempt("the next epoch", () -> tools.store().nextEpoch(now))
            .orElse(now.toEpochMilli());
    tools
        .store()
        .apply(
            Levers.directive(
                request.commandId(), request.actor().label(), change, request.reason(), epoch, now),
            null,
            true);
    return new Written(change, cursor, situation, tools.clock().instant());
  }

  private Reply await(
      Request request, Command.LeverChange change, Written written, Lenient lenient) {
    Set<Color> expected =
        written.before().map(before -> Levers.expected(change, before)).orElse(Set.of());
    Answers answers;
    try {
      answers =
          Answers.await(
              tools.store(),
              written.cursor(),
              request.commandId(),
              expected,
              tools.options(),
              tools.clock());
    } catch (RuntimeException e) {
      return withoutRedis(
          request,
          change,
          "It was written to Redis at "
              + Figures.preciseTime(written.at())
              + ", then Redis stopped answering: "
              + e.getMessage(),
          lenient);
    }
    Optional<Acknowledgement> decisive = answers.decisive();
    if (answers.confirmed() && decisive.isPresent()) {
      return decisive.get().outcome() == Acknowledgement.Outcome.REFUSED
          ? new Reply.Refused(new Refusal.EngineRefused(change.text(), decisive.get()))
          : new Reply.Answered(
              Outcome.DONE,
              ResultPages.confirmed(
                  request, decisive.get(), answers, written.before(), lenient.notes()));
    }
    return unanswered(request, change, written, answers, lenient);
  }

  private Reply unanswered(
      Request request,
      Command.LeverChange change,
      Written written,
      Answers answers,
      Lenient lenient) {
    if (killsWhereUnanswered(change)) {
      Reply direct =
          secondRoute.halt(
              request,
              "It was written to Redis at "
                  + Figures.preciseTime(written.at())
                  + "; no engine answered there within "
                  + Figures.span(answers.waited())
                  + ", so the engines were asked themselves.",
              lenient.notes());
      if (direct.outcome() == Outcome.DONE) {
        return direct;
      }
      lenient.note("Asked directly: " + directly(direct));
    }
    return new Reply.Answered(
        Outcome.NOT_ACKNOWLEDGED,
        ResultPages.notConfirmed(
            request, written.at(), answers, written.before(), tools.link(), lenient.notes()));
  }

  private static String directly(Reply reply) {
    return ReplyPage.of(reply).sections().stream()
        .filter(Section.Facts.class::isInstance)
        .flatMap(section -> ((Section.Facts) section).facts().stream())
        .map(fact -> fact.name() + ": " + fact.value())
        .collect(Collectors.joining("; "));
  }

  /** A pause that nobody answered is not made a kill: that would be more than was asked for. */
  private static boolean killsWhereUnanswered(Command.LeverChange change) {
    return halts(change) && !(change instanceof Command.Pause);
  }

  private static boolean halts(Command.LeverChange change) {
    return switch (change) {
      case Command.SetMode set -> set.mode() == Mode.HALT;
      case Command.Pause _, Command.Kill _ -> true;
      case Command.SetActiveColor _, Command.SetCapitalStage _, Command.Resume _, Command.Rearm _ ->
          false;
    };
  }

  private Reply withoutRedis(
      Request request, Command.LeverChange change, String problem, Lenient lenient) {
    if (!halts(change)) {
      return Levers.unreachable(
          request, new StoreUnavailableException(problem, new IllegalStateException(problem)));
    }
    List<String> notes = new ArrayList<>(lenient.notes());
    notes.add("The desk's audit lacks this command; the engine's own journal has it.");
    return secondRoute.halt(request, problem + ".", notes);
  }

  private void audit(
      Request request, Written written, String outcome, String detail, Lenient lenient) {
    lenient.tryTo(
        "the audit entry '" + outcome + "'",
        () ->
            tools
                .audit()
                .write(
                    request,
                    written.before().flatMap(before -> before.written(written.change().lever())),
                    Optional.of(written.change().value()),
                    outcome,
                    detail));
  }

  private static String outcome(Reply reply) {
    return Outcomes.word(reply.outcome());
  }
}
