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
 * What an account holds of one instrument through our own orders: the quantity and what it cost.
 * Long only, as spot is. A rest too small to sell stays and counts, but is no position.
 */
public final class Holding {
  private static final int COST_SCALE = 18;
  private final Account account;
  private final InstrumentId instrument;
  private BigDecimal qty = BigDecimal.ZERO;
  private BigDecimal cost = BigDecimal.ZERO;
  private String strategy = "";
  private long openedMicros;
  private @Nullable BigDecimal stopDistance;
  private @Nullable String lastTradeId;

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

  /** How far below its average price its stop belongs; empty where the entry did not say. */
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

  /** What can be sold in whole lots. */
  public BigDecimal sellable(InstrumentRules rules) {
    return rules.floorQty(qty);
  }

  /** Whether it is a position: large enough that the venue would take an order for it. */
  public boolean isPosition(InstrumentRules rules, BigDecimal price) {
    return qty.signum() > 0 && rules.tradable(sellable(rules), price);
  }

  /** Names who opens it and where its stop belongs. */
  void opening(String by, @Nullable BigDecimal distance, long atMicros) {
    strategy = by;
    stopDistance = distance;
    openedMicros = atMicros;
  }

  /** Notes a trade that was there when local state was compared with the venue's. */
  public void compared(String tradeId) {
    if (lastTradeId == null || isNewer(tradeId, lastTradeId)) {
      lastTradeId = tradeId;
    }
  }

  void buy(BigDecimal received, BigDecimal paid) {
    qty = qty.add(received);
    cost = cost.add(paid);
  }

  /** Takes {@code sold} away and answers what it had cost. */
  BigDecimal sell(BigDecimal sold) {
    BigDecimal left = qty.subtract(sold);
    BigDecimal costOfSold =
        left.signum() <= 0
            ? cost
            : cost.multiply(sold).divide(qty, COST_SCALE, RoundingMode.HALF_EVEN);
    cost = cost.subtract(costOfSold);
    if (left.signum() > 0) {
      qty = left;
    } else {
      qty = BigDecimal.ZERO;
      strategy = "";
      openedMicros = 0;
      stopDistance = null;
    }
    return costOfSold;
  }

  PositionRecord record() {
    return new PositionRecord(
        account, instrument, qty, cost, strategy, openedMicros, stopDistance, lastTradeId);
  }

  private static boolean isNewer(String tradeId, String than) {
    return tradeId.length() != than.length()
        ? tradeId.length() > than.length()
        : tradeId.compareTo(than) > 0;
  }
}
