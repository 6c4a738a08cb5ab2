package trader.commands.desk;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;
import trader.commands.Command;
import trader.commands.Figures;
import trader.commands.Page;
import trader.commands.link.EngineLink;
import trader.commands.reading.Headline;
import trader.commands.reading.Situation;
import trader.control.Acknowledgement;
import trader.control.Acknowledgement.Outcome;
import trader.control.Color;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Mode;
import trader.control.WorkingOrder;
import trader.redis.Json;

/**
 * What an operator reads after a command was sent: what the engine confirmed, or that it did not.
 */
final class ResultPages {
  private static final int LISTED = 8;

  private ResultPages() {}

  /** The engine confirmed. */
  static Page confirmed(
      Request request,
      Acknowledgement ack,
      Answers answers,
      Optional<Situation> before,
      List<String> notes) {
    Page.Builder page = Page.titled(title(request.command(), ack));
    page.fact(
        "took", Figures.shortSpan(answers.waited()) + " from the write to the engine's answer");
    if (!ack.why().isBlank()) {
      page.fact("engine says", ack.why());
    }
    orders(page, ack, before);
    stops(page, request.command(), before);
    answers.latest().values().stream()
        .filter(other -> other.color() != ack.color())
        .forEach(other ->
            page.fact(
                "engine " + other.color().text(),
                other.outcome().name().toLowerCase(Locale.ROOT) + ", gate " + other.gate().name()));
    if (!ack.complete()) {
      page.line(
          "The venue has not answered every cancel yet; what is unknown is not known to be gone.");
    }
    page.lines(notes);
    next(page, request.command(), ack);
    return page.data(data(request, "redis", answers)).build();
  }

  private static String title(Command command, Acknowledgement ack) {
    String at = " at " + Figures.preciseTime(ack.at());
    String engine = "engine " + ack.color().text();
    String done =
        ack.outcome() == Outcome.UNCHANGED
            ? engine + " was so already and confirmed it" + at
            : engine
                + (ack.gateMicros() > 0
                    ? " closed its gate in " + Figures.micros(ack.gateMicros()) + " and"
                    : "")
                + " confirmed"
                + at;
    return word(command, ack)
        + " — "
        + done
        + ". Gate "
        + ack.gate().name()
        + ": "
        + lowerFirst(Headline.leaves(ack.gate()));
  }

  private static String word(Command command, Acknowledgement ack) {
    return switch (command) {
      case Command.SetMode set ->
          set.mode() == Mode.HALT
              ? "HALTED"
              : (ack.gate() == GateLevel.OPEN ? "TRADING, " : "") + "mode " + set.value();
      case Command.Pause _ -> "PAUSED";
      case Command.Kill _ -> "KILLED";
      case Command.Resume _ -> "RESUMED";
      case Command.Rearm _ -> "RE-ARMED";
      case Command.SetCapitalStage set -> "CAPITAL stage " + set.value() + " %";
      case Command.SetActiveColor set -> "ACTIVE COLOR " + set.value();
      case Command.Close close -> "CLOSE " + close.instrument().map(Object::toString).orElse("all");
      case Command.Approve approve -> "APPROVED " + approve.id();
      case Command.Reject reject -> "REJECTED " + reject.id();
      case Command.Reading _,
          Command.TakeSnapshot _,
          Command.Confirm _,
          Command.AcknowledgeAlert _,
          Command.SilenceAlerts _ ->
          command.text();
    };
  }

  private static void orders(Page.Builder page, Acknowledgement ack, Optional<Situation> before) {
    Map<String, WorkingOrder> known =
        before.flatMap(Situation::engine).map(EngineState::orders).orElse(List.of()).stream()
            .collect(
                Collectors.toMap(
                    WorkingOrder::clientOrderId, Function.identity(), (first, _) -> first));
    page.fact("cancelled", listed(ack.cancelled(), known));
    page.fact("still working", listed(ack.working(), known));
    page.fact("unknown", listed(ack.unknown(), known));
  }

  private static String listed(List<String> ids, Map<String, WorkingOrder> known) {
    if (ids.isEmpty()) {
      return "0";
    }
    String some =
        ids.stream()
            .limit(LISTED)
            .map(id -> described(id, Optional.ofNullable(known.get(id))))
            .collect(Collectors.joining(", "));
    return ids.size() + ": " + some + (ids.size() > LISTED ? ", …" : "");
  }

  private static String described(String id, Optional<WorkingOrder> order) {
    return order
        .map(one ->
            one.side()
                + " "
                + Figures.quantity(one.qty())
                + " "
                + one.symbol()
                + (one.price() == null ? "" : " at " + Figures.price(one.price()))
                + " ("
                + id
                + ")")
        .orElse(id);
  }

  private static void stops(Page.Builder page, Command command, Optional<Situation> before) {
    if (command instanceof Command.Close) {
      return;
    }
    before
        .flatMap(Situation::engine)
        .filter(engine -> !engine.positions().isEmpty())
        .ifPresent(engine ->
            page.fact(
                "positions stay",
                engine.positions().stream()
                    .map(position ->
                        position.symbol()
                            + " "
                            + Figures.quantity(position.qty())
                            + (position.stopPrice() == null
                                ? " with NO STOP"
                                : " with stop " + Figures.price(position.stopPrice())))
                    .collect(Collectors.joining(", "))));
  }

  private static void next(Page.Builder page, Command command, Acknowledgement ack) {
    if (!ack.working().isEmpty() || !ack.unknown().isEmpty() || !ack.complete()) {
      page.say("orders", "what is still at the venue");
    }
    if (command instanceof Command.Close) {
      page.say("positions", "what is left");
    } else if (ack.gate() == GateLevel.OPEN) {
      page.say("status", "what it does now");
    } else {
      page.say("why", "every lever that narrows the gate");
    }
  }

  /** No engine answered in time. */
  static Page notConfirmed(
      Request request,
      Instant writtenAt,
      Answers answers,
      Optional<Situation> before,
      EngineLink link,
      List<String> notes) {
    Page.Builder page =
        Page.titled(
            "NOT CONFIRMED by the engine — '"
                + request.command().text()
                + "' was written to Redis at "
                + Figures.preciseTime(writtenAt)
                + "; no answer within "
                + Figures.span(answers.waited())
                + ".");
    for (Color color : Color.values()) {
      lastHeard(page, color, before);
    }
    answers
        .latest()
        .values()
        .forEach(ack ->
            page.fact(
                "engine " + ack.color().text() + " did answer",
                ack.outcome() + ", gate " + ack.gate().name() + ": " + ack.why()));
    page.line(
        "An engine that runs and reads Redis obeys it when it sees it; one that is down does"
            + " when it starts.");
    page.lines(notes);
    page.say("health", "which part is silent");
    if (request.command() instanceof Command.LeverChange change && Direction.alwaysLowers(change)) {
      page.act(
          "curl -X POST -H \"X-Ops-Token: $OPS_API_TOKEN\" -d '{\"enabled\":false}' "
              + link.address(Color.BLUE)
              + "/kill");
      SecondRoute.steps(page);
    }
    return page.data(data(request, "redis", answers).put("written_at", writtenAt.toString()))
        .build();
  }

  private static void lastHeard(Page.Builder page, Color color, Optional<Situation> before) {
    before.ifPresent(situation -> {
      EngineState state = situation.engines().get(color);
      page.fact(
          "engine " + color.text(),
          state == null
              ? "has never been heard"
              : "last heard "
                  + Figures.span(situation.age(state))
                  + " before that, at "
                  + Figures.timeSeenFrom(state.asOf(), situation.now())
                  + ": "
                  + state.modeEffective().text()
                  + ", gate "
                  + state.gate().name());
    });
  }

  static ObjectNode data(Request request, String route, Answers answers) {
    ObjectNode node = Json.mapper().createObjectNode();
    node.put("command_id", request.commandId())
        .put("command", request.command().text())
        .put("actor", request.actor().label())
        .put("route", route)
        .put("confirmed", answers.confirmed())
        .put("waited_ms", answers.waited().toMillis());
    node.set("acknowledgements", Json.mapper().valueToTree(List.copyOf(answers.latest().values())));
    return node;
  }

  private static String lowerFirst(String sentence) {
    return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
  }
}
