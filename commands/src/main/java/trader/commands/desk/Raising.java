package trader.commands.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.ReplyPage;
import trader.commands.reading.Situation;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.Directive;
import trader.control.EngineState;
import trader.redis.Json;
import trader.redis.StoreUnavailableException;

/** Raises risk: preview first, then, once and only while nothing has moved, the signed grant. */
final class Raising {
  /** Pending confirmations are kept longer than they are valid, so that lateness can be told. */
  private static final Duration KEPT = Duration.ofMinutes(30);

  private final Tools tools;

  Raising(Tools tools) {
    this.tools = tools;
  }

  /** Previews the change, or applies it where the request confirms its preview. */
  Reply raise(Request request, Command.LeverChange change, Situation situation, Progress progress) {
    return request
        .confirmation()
        .map(id -> confirm(request, id, Optional.of(change), progress))
        .orElseGet(() -> preview(request, change, situation));
  }

  private Reply preview(Request request, Command.LeverChange change, Situation situation) {
    Instant now = tools.clock().instant();
    Color color = Previews.concerned(change, situation);
    Optional<Refusal> refusal =
        stale(request, now)
            .or(() -> keyMissing(change))
            .or(() -> notHeard(change, color, situation));
    if (refusal.isPresent()) {
      return refused(request, refusal.get());
    }
    Pending pending =
        new Pending(
            tools.ids().confirmation(),
            request.actor().label(),
            change.text(),
            request.reason(),
            now,
            Fingerprint.of(situation, color));
    EngineState engine = Objects.requireNonNull(situation.engines().get(color));
    Instant until = now.plus(tools.options().confirmationValid());
    Page page = Previews.page(pending, until, situation, engine);
    try {
      tools.store().putConfirmation(pending.id(), Json.write(pending), KEPT);
      tools.audit().write(request, "previewed", "confirmation " + pending.id());
    } catch (StoreUnavailableException e) {
      return Levers.unreachable(request, e);
    }
    return new Reply.Previewed(pending.id(), until, page);
  }

  /**
   * Applies what a preview showed.
   *
   * @param said the command that was said again with the confirmation, where it was
   */
  Reply confirm(Request request, String id, Optional<Command.LeverChange> said, Progress progress) {
    try {
      Optional<Reply> before = tools.claims().claim(request, false);
      if (before.isPresent()) {
        return before.get();
      }
      Reply reply = take(request, id, said, progress);
      tools.claims().complete(request, reply);
      return reply;
    } catch (StoreUnavailableException e) {
      return Levers.unreachable(request, e);
    }
  }

  private Reply take(
      Request request, String id, Optional<Command.LeverChange> said, Progress progress) {
    Optional<String> json = tools.store().takeConfirmation(id);
    if (json.isEmpty()) {
      return refused(request, new Refusal.ConfirmationUnknown(id));
    }
    Pending pending = Json.read(json.get(), Pending.class);
    Instant now = tools.clock().instant();
    Duration age = Duration.between(pending.madeAt(), now);
    if (age.compareTo(tools.options().confirmationValid()) > 0) {
      return refused(
          request,
          new Refusal.ConfirmationExpired(
              id, pending.command(), age, tools.options().confirmationValid()));
    }
    Optional<Refusal> other = meantForAnother(request, pending, said);
    String reason = request.reason().isEmpty() ? pending.reason() : request.reason();
    if (other.isEmpty() && reason.isEmpty()) {
      other = Optional.of(new Refusal.ReasonMissing(pending.command(), Optional.of(id)));
    }
    if (other.isPresent()) {
      // Someone else's mistake must not use up the preview.
      tools.store().putConfirmation(id, json.get(), KEPT.minus(age));
      return refused(request, other.get());
    }
    return apply(request, pending, reason, now, progress);
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

  private Reply apply(
      Request request, Pending pending, String reason, Instant now, Progress progress) {
    Command.LeverChange change = pending.change();
    Situation situation = Situation.fromRedis(tools.store(), tools.clock());
    Color color = Previews.concerned(change, situation);
    Optional<Refusal> refusal =
        stale(request, now)
            .or(() -> keyMissing(change))
            .or(() -> moved(pending, situation, color))
            .or(() -> notHeard(change, color, situation));
    if (refusal.isPresent()) {
      return refused(request, refusal.get());
    }
    Request named =
        new Request(
            request.commandId(),
            request.actor(),
            change,
            reason,
            request.confirmation(),
            request.issuedAt());
    Optional<String> before = situation.written(change.lever());
    tools.audit().write(named, before, Optional.of(change.value()), "requested", "confirmed");
    Reply reply = grant(named, change, situation, before, progress);
    tools
        .audit()
        .write(
            named,
            before,
            Optional.of(change.value()),
            Outcomes.word(reply.outcome()),
            ReplyPage.of(reply).title());
    return reply;
  }

  private Reply grant(
      Request request,
      Command.LeverChange change,
      Situation situation,
      Optional<String> before,
      Progress progress) {
    String cursor = tools.store().acknowledgementCursor();
    Instant now = tools.clock().instant();
    ControlKey key = tools.key().orElseThrow();
    Directive directive =
        key.sign(
            Levers.directive(request, change, request.reason(), tools.store().nextEpoch(now), now));
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
    Answers answers =
        Answers.await(
            tools.store(),
            cursor,
            request.commandId(),
            Levers.expected(change, situation),
            tools.options(),
            tools.clock());
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

  private Optional<Refusal> stale(Request request, Instant now) {
    Duration age = Duration.between(request.issuedAt(), now);
    Duration limit = tools.options().raiseMaxAge();
    return age.compareTo(limit) > 0
        ? Optional.of(new Refusal.Stale(request.command().text(), request.issuedAt(), age, limit))
        : Optional.empty();
  }

  private Optional<Refusal> keyMissing(Command.LeverChange change) {
    return tools.key().isPresent()
        ? Optional.empty()
        : Optional.of(new Refusal.ControlKeyMissing(change.text()));
  }

  private static Optional<Refusal> notHeard(
      Command.LeverChange change, Color color, Situation situation) {
    Optional<EngineState> engine = Optional.ofNullable(situation.engines().get(color));
    return engine.filter(situation::isHeard).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refusal.EngineNotHeard(
                change.text(), color.text(), engine.map(EngineState::asOf), situation.now()));
  }

  private static Optional<Refusal> moved(Pending pending, Situation situation, Color color) {
    return pending
        .made()
        .differenceTo(Fingerprint.of(situation, color))
        .map(difference ->
            new Refusal.StateMoved(
                pending.command(), difference.what(), difference.then(), difference.now()));
  }

  private Reply refused(Request request, Refusal refusal) {
    Reply reply = new Reply.Refused(refusal);
    new Lenient()
        .tryTo(
            "the audit entry",
            () -> tools.audit().write(request, "refused", ReplyPage.of(reply).title()));
    return reply;
  }
}
