package trader.control;

import java.time.Instant;
import java.util.Optional;

/**
 * Something an operator asks an engine to do once, sent through the stream {@code engine.requests}.
 * All of them lower risk or read, so none needs a grant.
 *
 * @param commandId applied once, however often it arrives
 * @param kind what to do
 * @param instrument which position is meant; empty for all
 * @param issuedAt a request that is older than a minute is refused as stale
 */
public record EngineRequest(
    String commandId,
    Kind kind,
    Optional<InstrumentId> instrument,
    String actor,
    String reason,
    Instant issuedAt) {

  /** What an engine can be asked to do. */
  public enum Kind {
    /** Close the position: cancel its working orders and sell it at market. */
    CLOSE,
    /** Compare with the venue now and correct local state. */
    RECONCILE
  }
}
