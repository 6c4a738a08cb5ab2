package trader.control;

import java.time.Instant;
import java.util.Optional;

/**
 * Something an operator asks an engine to do once, sent through the stream {@code engine.requests}.
 * What lowers risk or reads needs no grant; an approval adds risk, so it is obeyed only while it
 * carries a signature that holds.
 *
 * @param commandId applied once, however often it arrives
 * @param kind what to do
 * @param instrument which position is meant; empty for all, and where the kind needs none
 * @param issuedAt a request that is older than a minute is refused as stale
 * @param target the {@link Proposal#id} that is approved or rejected; empty for the other kinds
 * @param signature lower-case hex of the HMAC-SHA-256 over {@link #signedText()}, for an approval
 */
public record EngineRequest(
    String commandId,
    Kind kind,
    Optional<InstrumentId> instrument,
    String actor,
    String reason,
    Instant issuedAt,
    Optional<String> target,
    Optional<String> signature) {

  /** What an engine can be asked to do. */
  public enum Kind {
    /** Close the position: cancel its working orders and sell it at market. */
    CLOSE,
    /** Compare with the venue now and correct local state. */
    RECONCILE,
    /** Let a proposed entry be ordered, within every rail; to be signed. */
    APPROVE,
    /** Drop a proposed entry. */
    REJECT
  }

  /** A request about no proposal, which needs no signature. */
  public EngineRequest(
      String commandId,
      Kind kind,
      Optional<InstrumentId> instrument,
      String actor,
      String reason,
      Instant issuedAt) {
    this(commandId, kind, instrument, actor, reason, issuedAt, Optional.empty(), Optional.empty());
  }

  /** A word on a proposal, {@link Kind#APPROVE} or {@link Kind#REJECT}, not signed yet. */
  public static EngineRequest about(
      Kind kind, String proposalId, String commandId, String actor, String reason, Instant at) {
    return new EngineRequest(
        commandId,
        kind,
        Optional.empty(),
        actor,
        reason,
        at,
        Optional.of(proposalId),
        Optional.empty());
  }

  /** The text that is signed: every field but the signature, each prefixed by its length. */
  public String signedText() {
    return SignedText.of(
        "trader.request.v1",
        commandId,
        kind.name(),
        instrument.map(InstrumentId::toString).orElse(""),
        actor,
        reason,
        Long.toString(issuedAt.toEpochMilli()),
        target.orElse(""));
  }

  /** The same request with {@code signature} set. */
  public EngineRequest signed(String hex) {
    return new EngineRequest(
        commandId, kind, instrument, actor, reason, issuedAt, target, Optional.of(hex));
  }
}
