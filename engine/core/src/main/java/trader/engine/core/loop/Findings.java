package trader.engine.core.loop;

import trader.control.Account;
import trader.engine.core.ReconciliationReport;

/** Counts what one comparison with the venue finds and corrects. */
final class Findings {
  private int fillsApplied;
  private int orphaned;
  private int phantom;
  private int qtyMismatch;
  private int qtySynced;
  private int pendingAdopted;
  private int adjustmentsLogged;
  private int adjustmentsDeduped;
  private int foreignOrders;
  private int foreignPositions;

  /** So many fills that had been missed were booked. */
  void fillsApplied(int fills) {
    fillsApplied += fills;
  }

  /** The venue has an order that carries our mark and that we know nothing of. */
  void orphan() {
    orphaned++;
  }

  /** The venue does not have a position or a working order of ours. */
  void phantom() {
    phantom++;
  }

  /** A quantity of a position or of an order differed. */
  void mismatch() {
    qtyMismatch++;
  }

  /** So many orders of which no answer had come are at the venue. */
  void adopted(int orders) {
    pendingAdopted += orders;
  }

  /**
   * A figure of ours was set to the venue's.
   *
   * @param repeated whether the comparison before had corrected the same in the same words
   */
  void synced(boolean repeated) {
    qtySynced++;
    if (repeated) {
      adjustmentsDeduped++;
    } else {
      adjustmentsLogged++;
    }
  }

  /** The venue has an order that is not ours. */
  void foreignOrder() {
    foreignOrders++;
  }

  /** The venue has a position that is not ours. */
  void foreignPosition() {
    foreignPositions++;
  }

  ReconciliationReport report(int startsAdopting, long micros) {
    return new ReconciliationReport(
        Account.LIVE,
        fillsApplied,
        orphaned,
        phantom,
        qtyMismatch,
        qtySynced,
        pendingAdopted,
        startsAdopting,
        adjustmentsLogged,
        adjustmentsDeduped,
        foreignOrders,
        foreignPositions,
        micros);
  }
}
