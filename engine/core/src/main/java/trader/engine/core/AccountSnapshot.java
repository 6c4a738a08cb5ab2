package trader.engine.core;

import java.math.BigDecimal;
import java.util.List;
import trader.control.Account;
import trader.control.InstrumentId;

/**
 * An account as the venue has it: taken after the user stream was open, so that nothing falls
 * between the two.
 *
 * @param openOrders every open order, also those that are not ours
 * @param fills executions since the trade that was asked from, oldest first
 */
public record AccountSnapshot(
    Account account,
    List<AssetBalance> balances,
    List<VenueOrder> openOrders,
    List<PastFill> fills) {

  /** Copies the lists. */
  public AccountSnapshot {
    balances = List.copyOf(balances);
    openOrders = List.copyOf(openOrders);
    fills = List.copyOf(fills);
  }

  /** What the account holds of one asset. */
  public record AssetBalance(String asset, BigDecimal free, BigDecimal locked) {
    /** Free and locked together. */
    public BigDecimal total() {
      return free.add(locked);
    }
  }

  /**
   * One execution of the account's history, be its order ours or not.
   *
   * @param venueOrderId by which the order is found; the history does not carry our own id
   */
  public record PastFill(
      InstrumentId instrument,
      String venueOrderId,
      String tradeId,
      boolean buy,
      BigDecimal price,
      BigDecimal qty,
      BigDecimal fee,
      String feeAsset,
      boolean maker,
      long venueMicros) {}
}
