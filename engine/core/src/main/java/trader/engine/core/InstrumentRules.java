package trader.engine.core;

import java.math.BigDecimal;
import java.math.RoundingMode;
import trader.control.InstrumentId;

/**
 * The venue's rules for one instrument.
 *
 * @param tickSize prices are multiples of it
 * @param lotSize quantities are multiples of it
 * @param minQty smallest quantity of an order
 * @param maxQty largest quantity of a market order
 * @param minNotional smallest price times quantity of an order
 * @param trading whether the venue takes orders for it now
 * @param kind what is traded
 * @param amends whether the venue changes quantity and prices of a working order, a stop too, in
 *     place, so that it keeps its id and never stops working
 */
public record InstrumentRules(
    InstrumentId instrument,
    String baseAsset,
    String quoteAsset,
    BigDecimal tickSize,
    BigDecimal lotSize,
    BigDecimal minQty,
    BigDecimal maxQty,
    BigDecimal minNotional,
    boolean trading,
    Kind kind,
    boolean amends) {

  /** What is traded. */
  public enum Kind {
    /** The base asset itself, which is received, held and given. */
    SPOT,
    /**
     * A contract without end that is worth the base asset and settled in the quote asset: the
     * position is a signed quantity, and orders can be reduce-only.
     */
    LINEAR_PERPETUAL
  }

  /** Throws {@link IllegalArgumentException} for a tick or lot that is not positive. */
  public InstrumentRules {
    // Journals of versions that knew spot only are read too.
    kind = kind == null ? Kind.SPOT : kind;
    if (tickSize.signum() <= 0 || lotSize.signum() <= 0) {
      throw new IllegalArgumentException(
          instrument
              + ": tick size "
              + tickSize
              + " and lot size "
              + lotSize
              + " must be positive");
    }
  }

  /** Rules of a spot market whose orders are cancelled and placed anew rather than amended. */
  public InstrumentRules(
      InstrumentId instrument,
      String baseAsset,
      String quoteAsset,
      BigDecimal tickSize,
      BigDecimal lotSize,
      BigDecimal minQty,
      BigDecimal maxQty,
      BigDecimal minNotional,
      boolean trading) {
    this(
        instrument,
        baseAsset,
        quoteAsset,
        tickSize,
        lotSize,
        minQty,
        maxQty,
        minNotional,
        trading,
        Kind.SPOT,
        false);
  }

  /** Whether a position is a contract, not an asset that is held. */
  public boolean perpetual() {
    return kind == Kind.LINEAR_PERPETUAL;
  }

  /** The greatest multiple of the lot size that is not above {@code qty}. */
  public BigDecimal floorQty(BigDecimal qty) {
    return qty.divide(lotSize, 0, RoundingMode.FLOOR).multiply(lotSize);
  }

  /** The greatest multiple of the tick size that is not above {@code price}. */
  public BigDecimal floorPrice(BigDecimal price) {
    return price.divide(tickSize, 0, RoundingMode.FLOOR).multiply(tickSize);
  }

  /** Whether an order of that quantity at that price is large enough for the venue. */
  public boolean tradable(BigDecimal qty, BigDecimal price) {
    return qty.compareTo(minQty) >= 0
        && qty.signum() > 0
        && qty.multiply(price).compareTo(minNotional) >= 0;
  }
}
