package trader.commands.desk;

import java.time.InstantSource;
import java.util.Optional;
import trader.redis.AuditDraft;
import trader.redis.DeskStore;

/** Accounts for what the desk was asked and what came of it. */
final class AuditTrail {
  private final DeskStore store;
  private final InstantSource clock;

  AuditTrail(DeskStore store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /** Throws {@link trader.redis.StoreUnavailableException} where it cannot be written. */
  void write(
      Request request,
      Optional<String> before,
      Optional<String> after,
      String outcome,
      String detail) {
    store.audit(
        new AuditDraft(
            clock.instant(),
            request.commandId(),
            request.actor().label(),
            request.actor().surface(),
            request.command().text(),
            request.reason(),
            before,
            after,
            outcome,
            detail));
  }

  void write(Request request, String outcome, String detail) {
    write(request, Optional.empty(), Optional.empty(), outcome, detail);
  }
}
