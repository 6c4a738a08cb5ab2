package trader.engine.core;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;

/**
 * An account as the venue has it: taken after the user stream was open, so that nothing falls
 * between the two.
 *
 * @param balances on an account of perpetuals the wallet: without the profit of what is open
 * @param openOrders every open order, also those that are not ours
 * @param fills executions since the trade that was asked from, oldest first
 * @param positions every position in a perpetual that is not flat; empty for spot
 * @param funding funding payments since the time that was asked from, oldest first; empty for spot
 */
public record AccountSnapshot(
    Account account,
    List<AssetBalance> balances,
    List<VenueOrder> openOrders,
    List<PastFill> fills,
    List<VenuePosition> positions,
    List<PastFunding> funding) {

  /** Copies the lists. */
  public AccountSnapshot {
    balances = List.copyOf(balances);
    openOrders = List.copyOf(openOrders);
    fills = List.copyOf(fills);
    // Journals of versions that knew spot only are read too.
    positions = positions == null ? List.of() : List.copyOf(positions);
    funding = funding == null ? List.of() : List.copyOf(funding);
  }

  /** A spot account. */
  public AccountSnapshot(
      Account account,
      List<AssetBalance> balances,
      List<VenueOrder> openOrders,
      List<PastFill> fills) {
    this(account, balances, openOrders, fills, List.of(), List.of());
  }

  /**
   * A position in a perpetual, be it ours or not.
   *
   * @param qty in the base asset, negative for a short
   * @param averagePrice average entry price, in the quote asset
   */
  public record VenuePosition(InstrumentId instrument, BigDecimal qty, BigDecimal averagePrice) {}

  /**
   * One funding payment of the account's history.
   *
   * @param amount in {@code asset}, positive where it was received, negative where it was paid
   * @param venueMicros the venue's own time of it; no two payments of an instrument share one
   */
  public record PastFunding(
      InstrumentId instrument, BigDecimal amount, String asset, long venueMicros) {}

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
   * @param realized as of {@link VenueEvent.Filled}
   * @param quote as of {@link VenueEvent.Filled}
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
      long venueMicros,
      @Nullable BigDecimal realized,
      @Nullable BigDecimal quote) {

    /** An execution of which the venue does not say what it booked as paid or received. */
    public PastFill(
        InstrumentId instrument,
        String venueOrderId,
        String tradeId,
        boolean buy,
        BigDecimal price,
        BigDecimal qty,
        BigDecimal fee,
        String feeAsset,
        boolean maker,
        long venueMicros,
        @Nullable BigDecimal realized) {
      this(
          instrument,
          venueOrderId,
          tradeId,
          buy,
          price,
          qty,
          fee,
          feeAsset,
          maker,
          venueMicros,
          realized,
          null);
    }

    /** An execution of which the venue says neither that nor what profit it booked. */
    public PastFill(
        InstrumentId instrument,
        String venueOrderId,
        String tradeId,
        boolean buy,
        BigDecimal price,
        BigDecimal qty,
        BigDecimal fee,
        String feeAsset,
        boolean maker,
        long venueMicros) {
      this(
          instrument,
          venueOrderId,
          tradeId,
          buy,
          price,
          qty,
          fee,
          feeAsset,
          maker,
          venueMicros,
          null,
          null);
    }
  }
}
