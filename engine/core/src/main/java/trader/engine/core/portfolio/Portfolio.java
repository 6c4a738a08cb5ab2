package trader.engine.core.portfolio;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint;
import trader.engine.core.InstrumentRules;
import trader.engine.core.market.Market;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;

/** Holdings and ledgers of both accounts. Owned by the core's thread. */
public final class Portfolio {
  private final Map<Account, Ledger> ledgers = new EnumMap<>(Account.class);
  private final Map<Account, Map<InstrumentId, Holding>> holdings = new EnumMap<>(Account.class);
  private final List<Holding> everyHolding = new ArrayList<>();

  /**
   * Restores what earlier sessions left; a paper account without a past starts with {@code cash}.
   */
  public Portfolio(Checkpoint checkpoint, BigDecimal cash) {
    ledgers.put(Account.LIVE, new Ledger(Account.LIVE, BigDecimal.ZERO, false));
    ledgers.put(Account.PAPER, new Ledger(Account.PAPER, cash, true));
    for (Account account : Account.values()) {
      holdings.put(account, new LinkedHashMap<>());
    }
    checkpoint.ledgers().forEach(record -> ledgers.put(record.account(), new Ledger(record)));
    checkpoint
        .positions()
        .forEach(
            record -> of(record.account()).put(record.instrument(), kept(new Holding(record))));
  }

  /** The money of an account. */
  public Ledger ledger(Account account) {
    return Objects.requireNonNull(ledgers.get(account));
  }

  /** What an account holds of an instrument. */
  public Holding holding(Account account, InstrumentId instrument) {
    return of(account).computeIfAbsent(instrument, id -> kept(new Holding(account, id)));
  }

  /** Everything that an account has ever held. */
  public Collection<Holding> holdings(Account account) {
    return of(account).values();
  }

  /**
   * Books a fill of one of our orders: quantity, cash, fee and profit. A fee in a third asset is
   * valued at that asset's price where {@code markets} has one, and for nothing where not.
   */
  public void book(
      NewOrder order,
      BigDecimal price,
      BigDecimal qty,
      BigDecimal fee,
      String feeAsset,
      InstrumentRules rules,
      Map<InstrumentId, Market> markets) {
    Ledger ledger = ledger(order.account());
    Holding holding = holding(order.account(), order.instrument());
    BigDecimal quote = price.multiply(qty);
    Fee taken = Fee.of(fee, feeAsset, price, rules, markets.values());
    BigDecimal third = taken.third().isPresent() ? taken.value() : BigDecimal.ZERO;
    if (order.side() == Side.BUY) {
      holding.opening(order.strategy(), order.stopDistance(), order.intendedMicros());
      holding.buy(qty.subtract(taken.inBase()), quote.add(taken.inQuote()).add(third));
      ledger.move(quote.add(taken.inQuote()).negate());
    } else {
      BigDecimal costOfSold = holding.sell(qty.add(taken.inBase()));
      ledger.move(quote.subtract(taken.inQuote()));
      ledger.realize(quote.subtract(taken.inQuote()).subtract(third).subtract(costOfSold));
    }
    ledger.fee(taken);
    taken.third().ifPresent(market -> takeThird(ledger, market, taken));
  }

  /** Takes a fee first from what was not bought by us, which the equity does not count. */
  private void takeThird(Ledger ledger, Market market, Fee fee) {
    BigDecimal foreign = ledger.foreign(fee.asset());
    BigDecimal outside = foreign.min(fee.amount());
    if (outside.signum() > 0) {
      ledger.foreign(fee.asset(), foreign.subtract(outside));
    }
    Holding own = holding(ledger.account(), market.instrument());
    BigDecimal inside = fee.amount().subtract(outside).min(own.qty());
    if (inside.signum() > 0) {
      BigDecimal worth = inside.multiply(market.last());
      ledger.realize(worth.subtract(own.sell(inside)));
    }
    ledger.feeOutside(fee.amount().subtract(inside).multiply(market.last()));
  }

  /**
   * Takes quantity away that the venue does not have. What it was worth at {@code price} has left
   * the account: that is neither loss nor drawdown, just as cash that left is not.
   */
  public void writeOff(Holding holding, BigDecimal qty, BigDecimal price) {
    holding.sell(qty);
    ledger(holding.account()).withdrawn(qty.multiply(price));
  }

  /** Whether any account holds anything whose worth moves with the market. */
  public boolean holdsAnything() {
    for (int i = 0; i < everyHolding.size(); i++) {
      if (everyHolding.get(i).qty().signum() != 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether everything that an account holds has a price. */
  public boolean priced(Account account, Map<InstrumentId, Market> markets) {
    for (Holding holding : of(account).values()) {
      if (holding.qty().signum() != 0) {
        Market market = markets.get(holding.instrument());
        if (market == null || !market.hasPrice()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Cash and holdings at their last prices. */
  public BigDecimal equity(Account account, Map<InstrumentId, Market> markets) {
    BigDecimal equity = ledger(account).cash();
    for (Holding holding : of(account).values()) {
      if (holding.qty().signum() != 0) {
        Market market = markets.get(holding.instrument());
        equity =
            equity.add(
                market != null && market.hasPrice()
                    ? holding.qty().multiply(market.last())
                    : holding.cost());
      }
    }
    return equity;
  }

  /** What the holdings of an account are worth at their last prices. */
  public BigDecimal exposure(Account account, Map<InstrumentId, Market> markets) {
    return equity(account, markets).subtract(ledger(account).cash());
  }

  /** What outlives the process, sorted, so that it does not tell in which order it came to be. */
  public List<Checkpoint.PositionRecord> positionRecords() {
    return everyHolding.stream()
        .filter(holding -> holding.qty().signum() != 0 || holding.lastTradeId().isPresent())
        .sorted(
            Comparator.comparing(Holding::account)
                .thenComparing(holding -> holding.instrument().toString()))
        .map(Holding::record)
        .toList();
  }

  /** What outlives the process. */
  public List<Checkpoint.LedgerRecord> ledgerRecords() {
    return ledgers.values().stream().filter(Ledger::funded).map(Ledger::record).toList();
  }

  private Holding kept(Holding holding) {
    everyHolding.add(holding);
    return holding;
  }

  private Map<InstrumentId, Holding> of(Account account) {
    return Objects.requireNonNull(holdings.get(account));
  }
}
