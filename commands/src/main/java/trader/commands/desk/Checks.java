package trader.commands.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import trader.commands.Command;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.reading.Situation;
import trader.control.Color;
import trader.control.EngineState;

/** What has to hold at each step towards more risk. */
record Checks(Tools tools) {

  /** It was said too long ago. */
  Optional<Refusal> stale(Request request) {
    Duration age = Duration.between(request.issuedAt(), tools.clock().instant());
    Duration limit = tools.options().raiseMaxAge();
    return age.compareTo(limit) > 0
        ? Optional.of(new Refusal.Stale(request.command().text(), request.issuedAt(), age, limit))
        : Optional.empty();
  }

  /** Nothing here can sign it. */
  Optional<Refusal> keyMissing(String command) {
    return tools.key().isPresent()
        ? Optional.empty()
        : Optional.of(new Refusal.ControlKeyMissing(command));
  }

  /** The engine concerned is silent. */
  Optional<Refusal> notHeard(Command.LeverChange change, Color color, Situation situation) {
    Optional<EngineState> engine = Optional.ofNullable(situation.engines().get(color));
    return engine.filter(situation::isHeard).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refusal.EngineNotHeard(
                change.text(), color.text(), engine.map(EngineState::asOf), situation.now()));
  }

  /** What was previewed is no longer so. */
  Optional<Refusal> moved(Pending pending, Situation situation, Color color) {
    return pending
        .made()
        .differenceTo(Fingerprint.of(situation, color))
        .map(difference ->
            new Refusal.StateMoved(
                pending.command(), difference.what(), difference.then(), difference.now()));
  }

  /**
   * It reaches a real venue, and nobody knows who asks or no code can be asked of them; or it takes
   * a second person, and there can be none.
   */
  Optional<Refusal> person(Request request, String command, Demands demands) {
    if (!demands.live()) {
      return Optional.empty();
    }
    return tools
        .people()
        .codeless(request.actor(), command)
        .or(() ->
            demands.secondRequired() && demands.approvers().isEmpty()
                ? Optional.of(new Refusal.NoApprover(command))
                : Optional.empty());
  }

  /** The refusal as a reply, accounted for. */
  Reply refused(Request request, Refusal refusal) {
    Reply reply = new Reply.Refused(refusal);
    new Lenient()
        .tryTo(
            "the audit entry",
            () -> tools.audit().write(request, "refused", ReplyPage.of(reply).title()));
    return reply;
  }

  /** How long ago that was. */
  Duration since(Instant at) {
    return Duration.between(at, tools.clock().instant());
  }
}
