package trader.engine.core;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.Side;

/** What a venue says about its rules, our orders and our account. */
public sealed interface VenueEvent extends Event {

  /** The trading rules of an instrument; comes before anything else about it. */
  record Listed(long atMicros, InstrumentRules rules) implements VenueEvent {}

  /** The venue has the order and it works. */
  record Accepted(long atMicros, ClientOrderId order, String venueOrderId) implements VenueEvent {}

  /**
   * The venue executed a part or the whole of an order.
   *
   * @param tradeId unique within the instrument; a fill that comes twice has the same one
   * @param fee what the venue took, in {@code feeAsset}
   * @param venueMicros the venue's own time of the execution
   * @param realized the profit before fees that the venue booked for it, in the quote asset, where
   *     it says so; null for spot and where it does not
   * @param quote what the venue booked as paid or received for it before fees, in the quote asset,
   *     where it says so; null where it does not, and price times quantity stands for it
   */
  record Filled(
      long atMicros,
      ClientOrderId order,
      String venueOrderId,
      String tradeId,
      BigDecimal price,
      BigDecimal qty,
      BigDecimal fee,
      String feeAsset,
      boolean maker,
      long venueMicros,
      @Nullable BigDecimal realized,
      @Nullable BigDecimal quote)
      implements VenueEvent {

    /** A fill of which the venue does not say what it booked as paid or received. */
    public Filled(
        long atMicros,
        ClientOrderId order,
        String venueOrderId,
        String tradeId,
        BigDecimal price,
        BigDecimal qty,
        BigDecimal fee,
        String feeAsset,
        boolean maker,
        long venueMicros,
        @Nullable BigDecimal realized) {
      this(
          atMicros,
          order,
          venueOrderId,
          tradeId,
          price,
          qty,
          fee,
          feeAsset,
          maker,
          venueMicros,
          realized,
          null);
    }

    /** A fill of which the venue says neither that nor what profit it booked. */
    public Filled(
        long atMicros,
        ClientOrderId order,
        String venueOrderId,
        String tradeId,
        BigDecimal price,
        BigDecimal qty,
        BigDecimal fee,
        String feeAsset,
        boolean maker,
        long venueMicros) {
      this(
          atMicros,
          order,
          venueOrderId,
          tradeId,
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

  /**
   * The order is gone by a cancel; fills that came before it stand.
   *
   * @param executedQty how much of it the venue had executed by then, in the base asset; its fills
   *     may be reported later than this
   */
  record Cancelled(long atMicros, ClientOrderId order, BigDecimal executedQty, String why)
      implements VenueEvent {}

  /**
   * The venue ended the order by its own rules, e.g. the rest of a market order.
   *
   * @param executedQty as of {@link Cancelled}
   */
  record Expired(long atMicros, ClientOrderId order, BigDecimal executedQty, String why)
      implements VenueEvent {}

  /** The venue refused the order; nothing of it was or will be executed. */
  record Rejected(long atMicros, ClientOrderId order, String code, String why)
      implements VenueEvent {

    /**
     * Whether a stop was refused because the market is beyond its trigger already: {@code
     * would-trigger} of the paper venue, or Binance's words in its answer or its report.
     */
    public boolean wouldTrigger() {
      return code.equals("would-trigger")
          || code.contains("WOULD_TRIGGER_IMMEDIATELY")
          || why.contains("trigger immediately");
    }
  }

  /**
   * The trigger of a waiting stop or take-profit was reached: the venue executes it from now on.
   */
  record Triggered(long atMicros, ClientOrderId order) implements VenueEvent {}

  /**
   * The venue changed a working order as {@link Action.Replace} asked, or by hand: this is what it
   * works for now. The order keeps its id and its fills.
   *
   * @param qty the whole quantity, what is filled included
   */
  record Replaced(
      long atMicros,
      ClientOrderId order,
      String venueOrderId,
      BigDecimal qty,
      @Nullable BigDecimal price,
      @Nullable BigDecimal stopPrice)
      implements VenueEvent {}

  /** The venue refused to change the order; it may be filled, gone, or working as it was. */
  record ReplaceRejected(long atMicros, ClientOrderId order, String code, String why)
      implements VenueEvent {}

  /** The venue refused to cancel; the order may be filled, gone or working. */
  record CancelRejected(long atMicros, ClientOrderId order, String code, String why)
      implements VenueEvent {}

  /**
   * Nobody knows what became of a submit, replace or cancel: no answer in time, a lost connection,
   * a 5xx. The order must be asked for by its client order id.
   */
  record OutcomeUnknown(long atMicros, ClientOrderId order, String why) implements VenueEvent {}

  /** The answer to a query: the order as the venue has it. */
  record OrderFound(long atMicros, VenueOrder order) implements VenueEvent {}

  /** The answer to a query: the venue has never had an order of that id. */
  record OrderNotFound(long atMicros, ClientOrderId order) implements VenueEvent {}

  /** The query itself failed; ask again. */
  record QueryFailed(long atMicros, ClientOrderId order, String why) implements VenueEvent {}

  /** The whole account as the venue has it, the answer to a reconcile action. */
  record AccountRead(long atMicros, AccountSnapshot account) implements VenueEvent {}

  /** The account could not be read; ask again. */
  record AccountReadFailed(long atMicros, Account account, String why) implements VenueEvent {}

  /** The venue pushed a balance. */
  record BalanceChanged(
      long atMicros, Account account, String asset, BigDecimal free, BigDecimal locked)
      implements VenueEvent {}

  /**
   * The venue pushed a position in a perpetual, be it ours or not.
   *
   * @param qty in the base asset, negative for a short, zero for flat
   * @param averagePrice average entry price, in the quote asset
   */
  record PositionChanged(
      long atMicros,
      Account account,
      InstrumentId instrument,
      BigDecimal qty,
      BigDecimal averagePrice)
      implements VenueEvent {}

  /**
   * Funding was exchanged on a perpetual.
   *
   * @param amount in {@code asset}, positive where it was received, negative where it was paid
   * @param venueMicros the venue's own time of it; a payment that comes twice has the same one
   */
  record FundingPaid(
      long atMicros,
      Account account,
      InstrumentId instrument,
      BigDecimal amount,
      String asset,
      long venueMicros)
      implements VenueEvent {}

  /**
   * The venue itself closed a part or the whole of a position: a liquidation, or its turn in
   * deleveraging. None of our orders was executed.
   *
   * @param tradeId unique within the instrument, as of {@link Filled}
   * @param side what the venue did for the account: it sells a long
   * @param why what the venue calls it
   */
  record Liquidated(
      long atMicros,
      Account account,
      InstrumentId instrument,
      String tradeId,
      Side side,
      BigDecimal price,
      BigDecimal qty,
      BigDecimal fee,
      String feeAsset,
      String why,
      long venueMicros)
      implements VenueEvent {}

  /** The connection on which orders are sent and confirmed went up or down. */
  record LinkStatus(long atMicros, Account account, boolean up, String why) implements VenueEvent {}

  /** The venue answered a call with an error, or did not answer; for the error rate. */
  record CallFailed(long atMicros, Account account, String call, String why)
      implements VenueEvent {}
}
