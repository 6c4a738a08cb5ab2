package trader.engine.core;

import trader.control.Account;

/**
 * What one comparison with the venue found and corrected, as counts.
 *
 * @param fillsApplied fills that had been missed and are booked now
 * @param orphaned orders at the venue that carry our mark and that we know nothing of
 * @param phantom positions or working orders of ours that the venue does not have
 * @param qtyMismatch positions, or orders' filled quantities, that differed
 * @param qtySynced figures of ours that were set to the venue's
 * @param pendingAdopted orders of which no answer had come and that the venue has
 * @param startsAdopting how many starts in a row, this session's the last, adopted such orders
 * @param adjustmentsLogged corrections that were written to the log
 * @param adjustmentsDeduped corrections that the one before had made in the same words
 * @param foreignOrders open orders that are not ours, left alone
 * @param foreignPositions positions that are not ours, left alone
 * @param micros how long it took from its request, microseconds
 */
public record ReconciliationReport(
    Account account,
    int fillsApplied,
    int orphaned,
    int phantom,
    int qtyMismatch,
    int qtySynced,
    int pendingAdopted,
    int startsAdopting,
    int adjustmentsLogged,
    int adjustmentsDeduped,
    int foreignOrders,
    int foreignPositions,
    long micros) {

  /** The counts as {@code name=value} pairs, as the log line {@code RECONCILIATION_REPORT} has. */
  public String text() {
    return "fills_applied="
        + fillsApplied
        + " orphaned="
        + orphaned
        + " phantom="
        + phantom
        + " qty_mismatch="
        + qtyMismatch
        + " qty_synced="
        + qtySynced
        + " pending_adopted="
        + pendingAdopted
        + " starts_adopting="
        + startsAdopting
        + " state_adjustments_logged="
        + adjustmentsLogged
        + " state_adjustments_deduped="
        + adjustmentsDeduped
        + " foreign_orders="
        + foreignOrders
        + " foreign_positions="
        + foreignPositions
        + " took_ms="
        + micros / 1_000;
  }
}
