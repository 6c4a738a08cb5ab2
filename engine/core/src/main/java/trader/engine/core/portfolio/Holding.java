package trader.engine.core.portfolio;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint.PositionRecord;
import trader.engine.core.InstrumentRules;

/**
 * What an account holds of one instrument through our own orders: the quantity and what it cost. A
 * rest too small to sell stays and counts, but is no position. In a perpetual the quantity is
 * signed and the cost is what it was entered for, without fees; our orders only open longs.
 */
public final class Holding {
  private static final int COST_SCALE = 18;

  /** Venues round profits; what differs by less of the execution's worth is the same. */
  private static final BigDecimal SAME_PROFIT = new BigDecimal("0.000001");

  private final Account account;
  private final InstrumentId instrument;
  private BigDecimal qty = BigDecimal.ZERO;
  private BigDecimal cost = BigDecimal.ZERO;
  private BigDecimal entered = BigDecimal.ZERO;
  private String strategy = "";
  private long openedMicros;
  private @Nullable BigDecimal stopDistance;
  private @Nullable String lastTradeId;
  private long fundedMicros;
  private String trace = "";

  Holding(Account account, InstrumentId instrument) {
    this.account = account;
    this.instrument = instrument;
  }

  Holding(PositionRecord record) {
    this(record.account(), record.instrument());
    qty = record.qty();
    cost = record.cost();
    strategy = record.strategy();
    openedMicros = record.openedMicros();
    stopDistance = record.stopDistance();
    lastTradeId = record.lastTradeId();
    fundedMicros = record.fundedMicros();
    trace = record.trace();
    entered = record.entered();
  }

  /** The account that holds it. */
  public Account account() {
    return account;
  }

  /** What is held. */
  public InstrumentId instrument() {
    return instrument;
  }

  /** Quantity in the base asset, after fees taken in it. */
  public BigDecimal qty() {
    return qty;
  }

  /** What the quantity cost, in the quote asset. */
  public BigDecimal cost() {
    return cost;
  }

  /** The strategy that opened it, empty where nothing is held. */
  public String strategy() {
    return strategy;
  }

  /** When it was opened, microseconds since the epoch; 0 where nothing is held. */
  public long openedMicros() {
    return openedMicros;
  }

  /** How far below its entry price its stop belongs; empty where the entry did not say. */
  public Optional<BigDecimal> stopDistance() {
    return Optional.ofNullable(stopDistance);
  }

  /** The newest trade that was there when local state was last compared with the venue's. */
  public Optional<String> lastTradeId() {
    return Optional.ofNullable(lastTradeId);
  }

  /** Average cost of one unit, in the quote asset; zero where nothing is held. */
  public BigDecimal averagePrice() {
    return qty.signum() == 0 ? BigDecimal.ZERO : cost.divide(qty, MathContext.DECIMAL64);
  }

  /**
   * Average price of the executions by which it was entered, without fees, in the quote asset; zero
   * where nothing is held. Its stop and its take-profit are reckoned from here.
   */
  public BigDecimal entryPrice() {
    return qty.signum() == 0 ? BigDecimal.ZERO : entered.divide(qty, MathContext.DECIMAL64);
  }

  /** What can be sold in whole lots. */
  public BigDecimal sellable(InstrumentRules rules) {
    return rules.floorQty(qty);
  }

  /** Whether it is a position: large enough that the venue would take an order for it. */
  public boolean isPosition(InstrumentRules rules, BigDecimal price) {
    return qty.signum() > 0 && rules.tradable(sellable(rules), price);
  }

  /** The decision that it comes from; empty where nothing is held or none is known. */
  public String trace() {
    return trace;
  }

  /** What it would bring beyond its cost at {@code price}, in the quote asset. */
  public BigDecimal unrealized(BigDecimal price) {
    return qty.multiply(price).subtract(cost);
  }

  /** Names who opens it, by which decision, and where its stop belongs. */
  void opening(String by, String decision, @Nullable BigDecimal distance, long atMicros) {
    strategy = by;
    trace = decision;
    stopDistance = distance;
    openedMicros = atMicros;
  }

  /** Whether a funding payment of that time, by the venue's clock, is booked. */
  public boolean knowsFunding(long venueMicros) {
    return venueMicros <= fundedMicros;
  }

  /** Notes a funding payment by the venue's time of it; answers false for one that is known. */
  boolean funded(long venueMicros) {
    if (venueMicros <= fundedMicros) {
      return false;
    }
    fundedMicros = venueMicros;
    return true;
  }

  /** Notes a trade that was there when local state was compared with the venue's. */
  public void compared(String tradeId) {
    if (lastTradeId == null || isNewer(tradeId, lastTradeId)) {
      lastTradeId = tradeId;
    }
  }

  /** Adds what was received after fees and what was paid for it, fees included. */
  void buy(BigDecimal received, BigDecimal paid, BigDecimal price) {
    qty = qty.add(received);
    cost = cost.add(paid);
    entered = entered.add(received.multiply(price));
  }

  /**
   * Changes the position in a perpetual by that quantity, negative for a sale, and answers the
   * profit that this realizes: on what reduces it, the price against the average entry price.
   */
  BigDecimal trade(BigDecimal change, BigDecimal price) {
    BigDecimal realized = traded(change, price);
    entered = cost;
    return realized;
  }

  /**
   * As {@link #trade(BigDecimal, BigDecimal)}, where the venue says what profit it booked: that is
   * what was realized, and where the two differ by its rounding only, so is the cost that is left.
   */
  BigDecimal trade(BigDecimal change, BigDecimal price, BigDecimal venues) {
    BigDecimal rounded = trade(change, price).subtract(venues);
    BigDecimal same = change.multiply(price).abs().multiply(SAME_PROFIT);
    if (qty.signum() != 0 && rounded.abs().compareTo(same) <= 0) {
      entered(cost.subtract(rounded));
    }
    return venues;
  }

  private BigDecimal traded(BigDecimal change, BigDecimal price) {
    BigDecimal left = qty.add(change);
    if (qty.signum() == 0 || qty.signum() == change.signum()) {
      qty = left;
      cost = cost.add(change.multiply(price));
      return BigDecimal.ZERO;
    }
    boolean turns = left.signum() != 0 && left.signum() != qty.signum();
    BigDecimal closed = turns ? qty : change.negate();
    BigDecimal costOfClosed = turns || left.signum() == 0 ? cost : share(cost, closed);
    BigDecimal realized = closed.multiply(price).subtract(costOfClosed);
    qty = left;
    cost = turns ? left.multiply(price) : cost.subtract(costOfClosed);
    if (left.signum() == 0) {
      ended();
    }
    return realized;
  }

  /** Takes the venue's word for what the quantity was entered for. */
  void entered(BigDecimal newCost) {
    cost = newCost;
    entered = newCost;
  }

  private void ended() {
    qty = BigDecimal.ZERO;
    cost = BigDecimal.ZERO;
    entered = BigDecimal.ZERO;
    strategy = "";
    trace = "";
    openedMicros = 0;
    stopDistance = null;
  }

  /** Takes {@code sold} away and answers what it had cost. */
  BigDecimal sell(BigDecimal sold) {
    BigDecimal left = qty.subtract(sold);
    boolean whole = left.signum() <= 0;
    BigDecimal costOfSold = whole ? cost : share(cost, sold);
    if (whole) {
      ended();
    } else {
      cost = cost.subtract(costOfSold);
      entered = entered.subtract(share(entered, sold));
      qty = left;
    }
    return costOfSold;
  }

  private BigDecimal share(BigDecimal amount, BigDecimal part) {
    return amount.multiply(part).divide(qty, COST_SCALE, RoundingMode.HALF_EVEN);
  }

  /** Whether there is anything that must outlive the process. */
  boolean worthKeeping() {
    return qty.signum() != 0 || lastTradeId != null || fundedMicros != 0;
  }

  PositionRecord record() {
    return new PositionRecord(
        account,
        instrument,
        qty,
        cost,
        strategy,
        openedMicros,
        stopDistance,
        lastTradeId,
        fundedMicros,
        trace,
        entered);
  }

  private static boolean isNewer(String tradeId, String than) {
    return tradeId.length() != than.length()
        ? tradeId.length() > than.length()
        : tradeId.compareTo(than) > 0;
  }
}
