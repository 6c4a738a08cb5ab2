package trader.engine.core.loop;

/** What one comparison with the venue found and corrected, as counts. */
final class ReconciliationReport {
  private int fillsApplied;
  private int orphaned;
  private int phantom;
  private int qtyMismatch;
  private int qtySynced;
  private int foreignOrders;

  /** A fill that had been missed was booked. */
  void fillApplied() {
    fillsApplied++;
  }

  /** The venue has an order that carries our mark and that we know nothing of. */
  void orphan() {
    orphaned++;
  }

  /** The venue holds less than our position. */
  void phantom() {
    phantom++;
    qtyMismatch++;
  }

  /** A figure of ours was set to the venue's. */
  void synced() {
    qtySynced++;
  }

  /** The venue has an order that is not ours. */
  void foreignOrder() {
    foreignOrders++;
  }

  /** The counts as {@code name=value} pairs. */
  String text() {
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
        + " pending_adopted=0 state_adjustments_logged="
        + qtySynced
        + " state_adjustments_deduped=0 foreign_orders="
        + foreignOrders;
  }
}
