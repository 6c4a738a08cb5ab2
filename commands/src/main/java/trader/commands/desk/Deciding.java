package trader.commands.desk;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import trader.commands.Refusal;
import trader.commands.Reply;
import trader.commands.reading.Situation;
import trader.control.EngineRequest;
import trader.control.EngineRequest.Kind;
import trader.control.EngineState;
import trader.control.Proposal;

/** A person's yes or no to what a strategy proposes in mode {@code manual}. */
final class Deciding {
  private static final String PREFIX = "P-";
  private final Tools tools;
  private final Checks checks;
  private final Codes codes;
  private final EngineCalls calls;

  Deciding(Tools tools) {
    this.tools = tools;
    this.checks = new Checks(tools);
    this.codes = new Codes(tools);
    this.calls = new EngineCalls(tools);
  }

  /** Whether that is the id of a strategy's proposal. */
  static boolean concerns(String id) {
    return id.toUpperCase(Locale.ROOT).startsWith(PREFIX);
  }

  /** Lets the proposed entry be ordered. */
  Reply approve(Request request, String id, Progress progress) {
    return once(request, id, Kind.APPROVE, progress);
  }

  /** Drops the proposed entry. */
  Reply reject(Request request, String id, Progress progress) {
    return once(request, id, Kind.REJECT, progress);
  }

  private Reply once(Request request, String id, Kind kind, Progress progress) {
    return tools.claims().once(request, false, () -> decide(request, id, kind, progress));
  }

  private Reply decide(Request request, String id, Kind kind, Progress progress) {
    Situation situation = Situation.fromRedis(tools.store(), tools.clock());
    Optional<Proposed> proposed = find(situation, id);
    if (proposed.isEmpty()) {
      return checks.refused(
          request,
          new Refusal.ProposalUnknown(
              id, situation.proposals().stream().map(Proposal::id).toList()));
    }
    if (kind == Kind.APPROVE) {
      Optional<Refusal> refusal = refusal(request, proposed.get(), situation);
      if (refusal.isPresent()) {
        return checks.refused(request, refusal.get());
      }
    }
    return calls.ask(
        request,
        situation,
        now -> signed(asked(request, proposed.get().proposal(), kind, now), kind),
        new Lenient(),
        progress);
  }

  private record Proposed(Proposal proposal, EngineState engine) {}

  private static Optional<Proposed> find(Situation situation, String id) {
    return situation.engines().values().stream()
        .flatMap(
            engine -> engine.proposals().stream().map(proposal -> new Proposed(proposal, engine)))
        .filter(proposed -> proposed.proposal().id().equalsIgnoreCase(id))
        .findFirst();
  }

  private Optional<Refusal> refusal(Request request, Proposed proposed, Situation situation) {
    Proposal proposal = proposed.proposal();
    Optional<Refusal> refusal =
        checks.stale(request).or(() -> checks.keyMissing(request.command().text()));
    if (refusal.isEmpty() && !situation.now().isBefore(proposal.expiresAt())) {
      refusal =
          Optional.of(
              new Refusal.ProposalExpired(proposal.id(), proposal.expiresAt(), situation.now()));
    }
    if (refusal.isEmpty() && proposed.engine().reachesRealVenue()) {
      refusal =
          codes.refusal(
              request, request.command().text(), new Codes.Step("approve", proposal.id()));
    }
    return refusal;
  }

  private static EngineRequest asked(Request request, Proposal proposal, Kind kind, Instant now) {
    return EngineRequest.about(
        kind, proposal.id(), request.commandId(), request.actor().label(), request.reason(), now);
  }

  private EngineRequest signed(EngineRequest request, Kind kind) {
    return kind == Kind.APPROVE ? tools.key().orElseThrow().sign(request) : request;
  }
}
