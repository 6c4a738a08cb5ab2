package trader.engine.core;

import java.math.BigDecimal;
import trader.control.InstrumentId;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.Side;

/**
 * An order as the venue has it.
 *
 * @param status what the venue says of it
 * @param executedQty how much of it is filled, in the base asset
 * @param stopPrice the trigger, zero where there is none
 */
public record VenueOrder(
    ClientOrderId id,
    String venueOrderId,
    InstrumentId instrument,
    Side side,
    Status status,
    BigDecimal qty,
    BigDecimal executedQty,
    BigDecimal price,
    BigDecimal stopPrice) {

  /** The venue's statuses, as far as they differ for us. */
  public enum Status {
    /** It works or waits for its trigger, filled in part or not at all. */
    WORKING,
    /** Filled in whole. */
    FILLED,
    /** Cancelled; it may be filled in part. */
    CANCELLED,
    /** Expired; it may be filled in part. */
    EXPIRED,
    /** Refused. */
    REJECTED
  }
}
