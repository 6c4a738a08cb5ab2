package trader.engine.core.portfolio;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import trader.control.Account;
import trader.control.FeeTotal;
import trader.engine.core.Checkpoint.LedgerRecord;

/**
 * An account's money: cash by our own fills, the equity's peaks, and the day's figures. Days are
 * UTC. Owned by the core's thread.
 */
public final class Ledger {
  private static final long MICROS_PER_DAY = TimeUnit.DAYS.toMicros(1);
  private final Account account;
  private final Map<String, BigDecimal> foreign = new TreeMap<>();
  private BigDecimal cash;
  private BigDecimal equityPeak;
  private long day = -1;
  private BigDecimal dayPeak;
  private BigDecimal dayStart;
  private BigDecimal realizedToday = BigDecimal.ZERO;
  private BigDecimal feesToday = BigDecimal.ZERO;
  private final Map<String, FeeTotal> fees = new TreeMap<>();
  private BigDecimal feesOutside = BigDecimal.ZERO;
  private boolean funded;
  private long sinceMicros;

  Ledger(Account account, BigDecimal cash, boolean funded) {
    this.account = account;
    this.cash = cash;
    this.equityPeak = cash;
    this.dayPeak = cash;
    this.dayStart = cash;
    this.funded = funded;
  }

  Ledger(LedgerRecord record) {
    this(record.account(), record.cash(), true);
    equityPeak = record.equityPeak();
    day = record.day();
    dayPeak = record.dayPeak();
    dayStart = record.dayStart();
    realizedToday = record.realizedToday();
    feesToday = record.feesToday();
    record.fees().forEach(total -> fees.put(total.asset(), total));
    feesOutside = record.feesOutside();
    sinceMicros = record.sinceMicros();
    foreign.putAll(record.foreign());
  }

  /** Whose money it is. */
  public Account account() {
    return account;
  }

  /** Cash in the quote asset, free and locked together. */
  public BigDecimal cash() {
    return cash;
  }

  /** Whether the venue, or the settings of a paper account, have said what there is. */
  public boolean funded() {
    return funded;
  }

  /** When this account was first read, microseconds since the epoch; 0 for never. */
  public long sinceMicros() {
    return sinceMicros;
  }

  /** Highest equity ever seen. */
  public BigDecimal equityPeak() {
    return equityPeak;
  }

  /** Highest equity of the day. */
  public BigDecimal dayPeak() {
    return dayPeak;
  }

  /** Equity with which the day began. */
  public BigDecimal dayStart() {
    return dayStart;
  }

  /** Profit of the day's sales after fees, in the quote asset. */
  public BigDecimal realizedToday() {
    return realizedToday;
  }

  /** Fees of the day, in the quote asset, so far as they could be valued. */
  public BigDecimal feesToday() {
    return feesToday;
  }

  /** Fees of the day by asset, exact, sorted by asset. */
  public List<FeeTotal> fees() {
    return List.copyOf(fees.values());
  }

  /** How much of an asset was taken as fees today without a price to value it by. */
  public BigDecimal unvaluedFees(String asset) {
    FeeTotal total = fees.get(asset);
    return total == null ? BigDecimal.ZERO : total.unvalued();
  }

  /** Net profit of the day at that equity, in the quote asset. */
  public BigDecimal netToday(BigDecimal equity) {
    return equity.subtract(dayStart).subtract(feesOutside);
  }

  /** What the account holds of an asset besides what we bought. */
  public BigDecimal foreign(String asset) {
    return foreign.getOrDefault(asset, BigDecimal.ZERO);
  }

  /** Notes what the account holds of an asset besides what we bought. */
  public void foreign(String asset, BigDecimal qty) {
    foreign.put(asset, qty);
  }

  /** Takes the equity of a moment: keeps the peaks, and turns the page at midnight UTC. */
  public void mark(BigDecimal equity, long atMicros) {
    long today = Math.floorDiv(atMicros, MICROS_PER_DAY);
    if (today > day) {
      day = today;
      dayStart = equity;
      dayPeak = equity;
      realizedToday = BigDecimal.ZERO;
      feesToday = BigDecimal.ZERO;
      fees.clear();
      feesOutside = BigDecimal.ZERO;
    }
    if (equity.compareTo(dayPeak) > 0) {
      dayPeak = equity;
    }
    if (dayPeak.compareTo(equityPeak) > 0) {
      equityPeak = dayPeak;
    }
  }

  /**
   * Whether {@code equity} is further below the day's peak than {@code limit}, a fraction, allows.
   */
  public boolean fallenBeyond(BigDecimal equity, BigDecimal limit) {
    return equity.compareTo(dayPeak) < 0
        && dayPeak.subtract(equity).compareTo(dayPeak.multiply(limit)) > 0;
  }

  /** Measures the day's drawdown from {@code equity} on: someone has looked, and goes on. */
  public void measureAnew(BigDecimal equity) {
    dayPeak = equity;
  }

  /** The fraction by which {@code equity} is below the day's peak, zero or positive. */
  public BigDecimal dayDrawdown(BigDecimal equity) {
    return below(equity, dayPeak);
  }

  /** The fraction by which {@code equity} is below the highest ever, zero or positive. */
  public BigDecimal drawdown(BigDecimal equity) {
    return below(equity, equityPeak);
  }

  /** Sets cash to the venue's word; money that came or went is neither profit nor drawdown. */
  public void correctCash(BigDecimal venues, long atMicros) {
    BigDecimal shift = venues.subtract(cash);
    cash = venues;
    if (funded) {
      shift(shift);
    } else {
      equityPeak = venues;
      dayPeak = venues;
      dayStart = venues;
      funded = true;
      sinceMicros = atMicros;
    }
  }

  /** Notes that something of that worth came to be counted other than by our orders. */
  void deposited(BigDecimal worth) {
    shift(worth);
  }

  /** Notes that something of that worth left the account other than by our orders. */
  void withdrawn(BigDecimal worth) {
    shift(worth.negate());
  }

  private void shift(BigDecimal amount) {
    equityPeak = equityPeak.add(amount);
    dayPeak = dayPeak.add(amount);
    dayStart = dayStart.add(amount);
  }

  void move(BigDecimal amount) {
    cash = cash.add(amount);
  }

  void realize(BigDecimal profit) {
    realizedToday = realizedToday.add(profit);
  }

  void fee(Fee fee) {
    feesToday = feesToday.add(fee.value());
    if (fee.amount().signum() != 0) {
      FeeTotal one =
          new FeeTotal(
              fee.asset(),
              fee.amount(),
              fee.value(),
              fee.valued() ? BigDecimal.ZERO : fee.amount());
      fees.merge(
          fee.asset(),
          one,
          (sum, more) ->
              new FeeTotal(
                  sum.asset(),
                  sum.amount().add(more.amount()),
                  sum.valueUsd().add(more.valueUsd()),
                  sum.unvalued().add(more.unvalued())));
    }
  }

  /** A fee of that worth was taken from what the equity does not count. */
  void feeOutside(BigDecimal worth) {
    feesOutside = feesOutside.add(worth);
  }

  LedgerRecord record() {
    return new LedgerRecord(
        account,
        cash,
        equityPeak,
        day,
        dayPeak,
        dayStart,
        realizedToday,
        feesToday,
        fees(),
        feesOutside,
        sinceMicros,
        foreign);
  }

  private static BigDecimal below(BigDecimal equity, BigDecimal peak) {
    return peak.signum() <= 0 || equity.compareTo(peak) >= 0
        ? BigDecimal.ZERO
        : peak.subtract(equity).divide(peak, MathContext.DECIMAL64);
  }
}
