package trader.commands.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import trader.commands.Command;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.reading.Situation;
import trader.control.Color;
import trader.control.EngineState;
import trader.redis.Json;

/**
 * Raises risk: preview first, then, once and only while nothing has moved, the signed grant; where
 * it takes a second person, after that person's approval.
 */
final class Raising {
  /** Pending confirmations are kept longer than they are valid, so that lateness can be told. */
  static final Duration KEPT = Duration.ofMinutes(30);

  private final Tools tools;
  private final Checks checks;
  private final Codes codes;
  private final Granting granting;

  Raising(Tools tools) {
    this.tools = tools;
    this.checks = new Checks(tools);
    this.codes = new Codes(tools);
    this.granting = new Granting(tools);
  }

  /** Previews the change, or applies it where the request confirms its preview. */
  Reply raise(Request request, Command.LeverChange change, Situation situation, Progress progress) {
    return request
        .confirmation()
        .map(id -> confirm(request, id, Optional.of(change), progress))
        .orElseGet(
            () -> tools.claims().previewOnce(request, () -> preview(request, change, situation)));
  }

  private Reply preview(Request request, Command.LeverChange change, Situation situation) {
    Color color = Previews.concerned(change, situation);
    Optional<Refusal> refusal =
        checks
            .stale(request)
            .or(() -> checks.keyMissing(change.text()))
            .or(() -> checks.notHeard(change, color, situation));
    if (refusal.isPresent()) {
      return checks.refused(request, refusal.get());
    }
    EngineState engine = Objects.requireNonNull(situation.engines().get(color));
    Demands demands = Demands.of(change, request.actor(), situation, engine, tools);
    Optional<Refusal> person = checks.person(request, change.text(), demands);
    if (person.isPresent()) {
      return checks.refused(request, person.get());
    }
    Instant now = tools.clock().instant();
    Pending pending =
        new Pending(
            tools.ids().confirmation(),
            request.actor().label(),
            tools.people().identity(request.actor()),
            change.text(),
            request.reason(),
            now,
            Fingerprint.of(situation, color),
            Optional.empty());
    Instant until = now.plus(tools.options().confirmationValid());
    tools.store().putConfirmation(pending.id(), Json.write(pending), KEPT);
    tools.audit().write(request, "previewed", "confirmation " + pending.id());
    return new Reply.Previewed(
        pending.id(),
        until,
        Previews.page(pending, until, situation, engine, demands),
        asks(pending, demands));
  }

  private static Set<Reply.Ask> asks(Pending pending, Demands demands) {
    Set<Reply.Ask> asks = EnumSet.noneOf(Reply.Ask.class);
    if (demands.live()) {
      asks.add(Reply.Ask.CODE);
    }
    if (pending.reason().isEmpty()) {
      asks.add(Reply.Ask.REASON);
    }
    return asks;
  }

  /**
   * Applies what a preview showed, or lets it wait for a second person.
   *
   * @param said the command that was said again with the confirmation, where it was
   */
  Reply confirm(Request request, String id, Optional<Command.LeverChange> said, Progress progress) {
    return tools.claims().once(request, false, () -> confirmed(request, id, said, progress));
  }

  private Reply confirmed(
      Request request, String id, Optional<Command.LeverChange> said, Progress progress) {
    Optional<String> json = tools.store().confirmation(id);
    if (json.isEmpty()) {
      return checks.refused(request, new Refusal.ConfirmationUnknown(id));
    }
    Pending pending = Json.read(json.get(), Pending.class);
    String reason = request.reason().isEmpty() ? pending.reason() : request.reason();
    Optional<Refusal> refusal =
        waiting(pending)
            .or(() -> expired(pending))
            .or(() -> meantForAnother(request, pending, said))
            .or(() -> reasonMissing(pending, reason));
    if (refusal.isPresent()) {
      // Someone else's mistake must not use up the preview.
      return checks.refused(request, refusal.get());
    }
    return unmoved(request, pending, json.get(), reason, progress);
  }

  private Reply unmoved(
      Request request, Pending pending, String json, String reason, Progress progress) {
    Command.LeverChange change = pending.change();
    Situation situation = Situation.fromRedis(tools.store(), tools.clock());
    Color color = Previews.concerned(change, situation);
    Optional<Refusal> refusal =
        checks
            .stale(request)
            .or(() -> checks.keyMissing(change.text()))
            .or(() -> checks.moved(pending, situation, color))
            .or(() -> checks.notHeard(change, color, situation));
    if (refusal.isPresent()) {
      tools.store().takeConfirmation(pending.id());
      return checks.refused(request, refusal.get());
    }
    EngineState engine = Objects.requireNonNull(situation.engines().get(color));
    Demands demands = Demands.of(change, request.actor(), situation, engine, tools);
    Optional<Refusal> person = checks.person(request, change.text(), demands);
    if (person.isEmpty() && demands.live()) {
      person = codes.refusal(request, change.text(), new Codes.Step("confirm", pending.id()));
    }
    if (person.isPresent()) {
      return checks.refused(request, person.get());
    }
    if (!tools.store().takeConfirmation(pending.id()).equals(Optional.of(json))) {
      return checks.refused(request, new Refusal.ConfirmationUnknown(pending.id()));
    }
    Request named = request.of(change, reason);
    return demands.secondRequired()
        ? awaitSecond(named, pending.confirmed(reason, tools.clock().instant()), demands, situation)
        : granting.grant(named, named.actor().label(), change, situation, "confirmed", progress);
  }

  private Reply awaitSecond(
      Request request, Pending pending, Demands demands, Situation situation) {
    Instant until = tools.clock().instant().plus(tools.options().approvalValid());
    tools.store().putConfirmation(pending.id(), Json.write(pending), KEPT);
    tools
        .audit()
        .write(
            request,
            situation.written(pending.change().lever()),
            Optional.of(pending.change().value()),
            "awaits a second person",
            "confirmation "
                + pending.id()
                + "; may approve: "
                + String.join(", ", demands.approvers()));
    return new Reply.AwaitingApproval(
        pending.id(), until, demands.approvers(), Previews.awaiting(pending, until, demands));
  }

  private Optional<Refusal> waiting(Pending pending) {
    return pending
        .confirmedAt()
        .map(_ ->
            new Refusal.AwaitsApproval(
                pending.id(),
                pending.command(),
                tools.people().approversWithCodes(pending.person().orElse(""))));
  }

  private Optional<Refusal> expired(Pending pending) {
    Duration age = checks.since(pending.madeAt());
    Duration limit = tools.options().confirmationValid();
    return age.compareTo(limit) > 0
        ? Optional.of(new Refusal.ConfirmationExpired(pending.id(), pending.command(), age, limit))
        : Optional.empty();
  }

  private static Optional<Refusal> reasonMissing(Pending pending, String reason) {
    return reason.isEmpty()
        ? Optional.of(new Refusal.ReasonMissing(pending.command(), Optional.of(pending.id())))
        : Optional.empty();
  }

  private static Optional<Refusal> meantForAnother(
      Request request, Pending pending, Optional<Command.LeverChange> said) {
    String actor = request.actor().label();
    if (!pending.actor().equals(actor)) {
      return Optional.of(new Refusal.ConfirmationOfAnother(pending.id(), pending.actor(), actor));
    }
    return said.map(Command::text)
        .filter(text -> !text.equals(pending.command()))
        .map(text -> new Refusal.ConfirmationForAnother(pending.id(), pending.command(), text));
  }
}
