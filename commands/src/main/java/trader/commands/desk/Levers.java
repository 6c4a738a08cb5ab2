package trader.commands.desk;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Reply;
import trader.commands.Role;
import trader.commands.reading.Headline;
import trader.commands.reading.Situation;
import trader.control.Color;
import trader.control.Directive;
import trader.control.EngineState;
import trader.redis.StoreUnavailableException;

/** Moves levers: says in which direction, and leads each on its way. */
final class Levers {
  private final Tools tools;
  private final Lowering lowering;
  private final Raising raising;

  Levers(Tools tools) {
    this.tools = tools;
    this.lowering = new Lowering(tools);
    this.raising = new Raising(tools);
  }

  /** Moves the lever, or previews the move. */
  Reply move(Request request, Command.LeverChange change, Progress progress) {
    if (Direction.alwaysLowers(change)) {
      return permitted(request, Role.OPERATOR)
          .orElseGet(() -> lowering.lower(request, change, progress));
    }
    Optional<Reply> before;
    Situation situation;
    try {
      before = tools.claims().before(request);
      situation = Situation.fromRedis(tools.store(), tools.clock());
    } catch (StoreUnavailableException e) {
      return unreachable(request, e);
    }
    return before.orElseGet(() -> judged(request, change, situation, progress));
  }

  private Reply judged(
      Request request, Command.LeverChange change, Situation situation, Progress progress) {
    return switch (Direction.of(change, situation)) {
      case LOWERS ->
          permitted(request, Role.OPERATOR)
              .orElseGet(() -> lowering.lower(request, change, progress));
      case RAISES ->
          permitted(request, Role.RISK_RAISER)
              .orElseGet(() -> raising.raise(request, change, situation, progress));
      case SO_ALREADY ->
          permitted(request, Role.OPERATOR)
              .orElseGet(() -> keptOnce(request, () -> soAlready(change, situation)));
    };
  }

  /** Kept as the answer to what was said, be it the command itself or its confirmation. */
  private Reply keptOnce(Request request, Supplier<Reply> step) {
    return request.confirmation().isPresent()
        ? tools.claims().once(request, false, step)
        : tools.claims().previewOnce(request, step);
  }

  /** Does what a preview showed. */
  Reply confirm(Request request, String id, Progress progress) {
    return permitted(request, Role.RISK_RAISER)
        .orElseGet(() -> raising.confirm(request, id, Optional.empty(), progress));
  }

  private Optional<Reply> permitted(Request request, Role role) {
    return Permission.refusal(tools, request, role);
  }

  private static Reply soAlready(Command.LeverChange change, Situation situation) {
    return new Reply.Answered(
        Outcome.DONE,
        Page.titled(
                "SO ALREADY — '"
                    + change.text()
                    + "' is what Redis says and the engine obeys; nothing was written.")
            .fact("now", new Headline(situation).text())
            .build());
  }

  static Reply unreachable(Request request, StoreUnavailableException e) {
    return new Reply.Answered(
        Outcome.FAILED,
        Page.titled(
                "FAILED — '" + request.command().text() + "' was not done: " + e.getMessage() + ".")
            .line("Halting works without Redis, by the engines' own kill switches.")
            .say("mode halt", "stops new orders without Redis")
            .say("status", "asks the engines themselves")
            .build());
  }

  /** The engines whose acknowledgement counts; empty where any will do. */
  static Set<Color> expected(Command command, Situation situation) {
    Set<Color> heard =
        situation.engines().values().stream()
            .filter(situation::isHeard)
            .map(EngineState::color)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Color.class)));
    if (command instanceof Command.SetActiveColor set) {
      heard.add(set.color());
      return heard;
    }
    return situation.activeColor().map(Set::of).orElse(heard);
  }

  /** The desk's record of the change, unsigned. */
  static Directive directive(
      String commandId,
      String actor,
      Command.LeverChange change,
      String reason,
      long epoch,
      Instant now) {
    return new Directive(
        change.lever(), change.value(), epoch, commandId, actor, reason, now, Optional.empty());
  }
}
