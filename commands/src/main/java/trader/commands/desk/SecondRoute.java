package trader.commands.desk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import trader.commands.Figures;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Reply;
import trader.commands.link.EngineLink;
import trader.commands.link.EngineLink.KillAnswer;
import trader.commands.reading.Headline;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.control.GateLevel;
import trader.redis.Json;

/** Halting without Redis: the engines' own kill switches over HTTP. */
final class SecondRoute {
  private final EngineLink link;

  SecondRoute(EngineLink link) {
    this.link = link;
  }

  /**
   * Throws every engine's kill switch and tells what came of it.
   *
   * @param problem why the first route did not do, one sentence
   * @param notes what else was left out
   */
  Reply halt(Request request, String problem, List<String> notes) {
    String reason = request.reason().isEmpty() ? request.command().text() : request.reason();
    List<KillAnswer> answers = link.kill(request.commandId(), request.actor().label(), reason);
    Optional<KillAnswer.Killed> killed =
        answers.stream()
            .filter(KillAnswer.Killed.class::isInstance)
            .map(KillAnswer.Killed.class::cast)
            .findFirst();
    boolean open = answers.stream().anyMatch(SecondRoute::leavesDoubt);
    Page.Builder page =
        Page.titled(killed.map(SecondRoute::killedTitle).orElseGet(() -> failedTitle(request)));
    page.line(problem);
    answers.forEach(answer -> page.fact("engine " + answer.color().text(), text(answer)));
    page.lines(notes);
    if (killed.isPresent()) {
      page.line(
          "The kill switch is latched in the engine: it stays killed across restarts, whatever Redis"
              + " says, until it is re-armed.");
    }
    if (killed.isEmpty() || open) {
      steps(page);
    } else {
      page.say("status", "what is so now")
          .say("rearm <reason>", "when trading is wanted again; needs Redis");
    }
    page.data(
        Json.mapper()
            .valueToTree(
                new Data(
                    "http",
                    problem,
                    answers.stream()
                        .map(answer ->
                            new EngineData(answer.color(), text(answer), acknowledgement(answer)))
                        .toList())));
    return new Reply.Answered(
        killed.isPresent() && !open ? Outcome.DONE : Outcome.NOT_ACKNOWLEDGED, page.build());
  }

  /** What machines read of it. */
  private record Data(String route, String problem, List<EngineData> engines) {}

  private record EngineData(
      Color color, String answer, Optional<Acknowledgement> acknowledgement) {}

  private static Optional<Acknowledgement> acknowledgement(KillAnswer answer) {
    return answer instanceof KillAnswer.Killed killed
        ? Optional.of(killed.acknowledgement())
        : Optional.empty();
  }

  private static boolean leavesDoubt(KillAnswer answer) {
    return switch (answer) {
      case KillAnswer.Killed killed -> killed.acknowledgement().gate() != GateLevel.CLOSED;
      case KillAnswer.NobodyThere _ -> false;
      case KillAnswer.Failed _ -> true;
    };
  }

  private static String killedTitle(KillAnswer.Killed killed) {
    Acknowledgement ack = killed.acknowledgement();
    return "KILLED by the second route — engine "
        + killed.color().text()
        + " closed its gate "
        + (ack.gateMicros() > 0 ? "in " + Figures.micros(ack.gateMicros()) + " " : "")
        + "and confirmed at "
        + Figures.preciseTime(ack.at())
        + ". "
        + Headline.leaves(ack.gate());
  }

  private static String failedTitle(Request request) {
    return "NOT CONFIRMED — '"
        + request.command().text()
        + "' reached no engine, neither through Redis nor directly.";
  }

  private static String text(KillAnswer answer) {
    return switch (answer) {
      case KillAnswer.Killed killed -> {
        Acknowledgement ack = killed.acknowledgement();
        yield killed.address()
            + "/kill: "
            + ack.outcome().name().toLowerCase(Locale.ROOT)
            + ", gate "
            + ack.gate().name()
            + ", cancelled "
            + ack.cancelled().size()
            + ", still working "
            + ack.working().size()
            + ", unknown "
            + ack.unknown().size();
      }
      case KillAnswer.NobodyThere nobody -> "nobody listens at " + nobody.address();
      case KillAnswer.Failed failed -> failed.address() + "/kill: " + failed.problem();
    };
  }

  /** What a person can do where no route of ours led to an engine. */
  static void steps(Page.Builder page) {
    List<String> steps = new ArrayList<>();
    steps.add("kill -USR2 <pid> of the engine: its gate closes without Redis and without HTTP");
    steps.add("systemctl stop trading_bot.service: nothing leaves; stops at the venue stay");
    steps.add("the venue's own page: cancel all orders there");
    steps.forEach(page::act);
  }
}
