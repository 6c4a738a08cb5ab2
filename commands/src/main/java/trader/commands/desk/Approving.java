package trader.commands.desk;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import trader.commands.Command;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.reading.Headline;
import trader.commands.reading.Situation;
import trader.control.Color;
import trader.control.EngineState;
import trader.redis.Json;

/** The second person's yes, and anybody's no, to a change that waits. */
final class Approving {
  private final Tools tools;
  private final Checks checks;
  private final Codes codes;
  private final Granting granting;

  Approving(Tools tools) {
    this.tools = tools;
    this.checks = new Checks(tools);
    this.codes = new Codes(tools);
    this.granting = new Granting(tools);
  }

  /** Grants what waits, where a second person says so in time and nothing has moved. */
  Reply approve(Request request, String id, Progress progress) {
    return tools.claims().once(request, false, () -> approved(request, id, progress));
  }

  /** Ends what waits; nothing is changed. */
  Reply reject(Request request, String id) {
    return tools.claims().once(request, false, () -> rejected(request, id));
  }

  private Reply approved(Request request, String id, Progress progress) {
    Optional<String> json = tools.store().confirmation(id);
    if (json.isEmpty()) {
      return checks.refused(request, new Refusal.ApprovalUnknown(id));
    }
    Pending pending = Json.read(json.get(), Pending.class);
    Optional<Refusal> refusal =
        notConfirmed(pending)
            .or(() -> expired(pending))
            .or(() -> sameHuman(request, pending))
            .or(() -> checks.stale(request))
            .or(() -> checks.keyMissing(pending.command()));
    if (refusal.isPresent()) {
      return checks.refused(request, refusal.get());
    }
    return unmoved(request, pending, json.get(), progress);
  }

  private Reply unmoved(Request request, Pending pending, String json, Progress progress) {
    Command.LeverChange change = pending.change();
    Situation situation = Situation.fromRedis(tools.store(), tools.clock());
    Color color = Previews.concerned(change, situation);
    Optional<Refusal> refusal =
        checks.moved(pending, situation, color).or(() -> checks.notHeard(change, color, situation));
    if (refusal.isPresent()) {
      tools.store().takeConfirmation(pending.id());
      return checks.refused(request, refusal.get());
    }
    EngineState engine = Objects.requireNonNull(situation.engines().get(color));
    if (engine.reachesRealVenue()) {
      refusal = codes.refusal(request, pending.command(), new Codes.Step("approve", pending.id()));
    }
    if (refusal.isPresent()) {
      return checks.refused(request, refusal.get());
    }
    if (!tools.store().takeConfirmation(pending.id()).equals(Optional.of(json))) {
      return checks.refused(request, new Refusal.ApprovalUnknown(pending.id()));
    }
    String approver = request.actor().label();
    return granting.grant(
        request.of(change, pending.reason() + " (approved by " + approver + ")"),
        pending.actor(),
        change,
        situation,
        "confirmed by " + pending.actor() + ", approved by " + approver,
        progress);
  }

  private Reply rejected(Request request, String id) {
    Optional<String> json = tools.store().takeConfirmation(id);
    if (json.isEmpty()) {
      return checks.refused(request, new Refusal.ApprovalUnknown(id));
    }
    Pending pending = Json.read(json.get(), Pending.class);
    Situation situation = Situation.fromRedis(tools.store(), tools.clock());
    tools
        .audit()
        .write(
            request.of(pending.change(), request.reason()),
            "rejected",
            "confirmation " + id + " of " + pending.actor() + ": " + pending.reason());
    return new Reply.Answered(
        Outcome.DONE,
        Page.titled(
                "REJECTED — '"
                    + pending.command()
                    + "', asked for by "
                    + pending.actor()
                    + ", is not done. Nothing was changed.")
            .fact("now", new Headline(situation).text())
            .build());
  }

  private static Optional<Refusal> notConfirmed(Pending pending) {
    return pending.confirmedAt().isPresent()
        ? Optional.empty()
        : Optional.of(
            new Refusal.NotConfirmedYet(pending.id(), pending.command(), pending.actor()));
  }

  private Optional<Refusal> expired(Pending pending) {
    Duration age = checks.since(pending.confirmedAt().orElseThrow());
    Duration limit = tools.options().approvalValid();
    return age.compareTo(limit) > 0
        ? Optional.of(new Refusal.ApprovalExpired(pending.id(), pending.command(), age, limit))
        : Optional.empty();
  }

  private Optional<Refusal> sameHuman(Request request, Pending pending) {
    Optional<String> human = tools.people().identity(request.actor());
    if (human.isEmpty()) {
      return Optional.of(new Refusal.PersonUnknown(pending.command(), request.actor()));
    }
    return human.equals(pending.person())
        ? Optional.of(new Refusal.SamePerson(pending.id(), pending.command(), human.get()))
        : Optional.empty();
  }
}
