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
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint;
import trader.engine.core.InstrumentRules;
import trader.engine.core.market.Market;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/** Holdings and ledgers of both accounts. Owned by the core's thread. */
public final class Portfolio {
  private final Map<Account, Ledger> ledgers = new EnumMap<>(Account.class);
  private final Map<Account, Map<InstrumentId, Holding>> holdings = new EnumMap<>(Account.class);
  private final List<Holding> everyHolding = new ArrayList<>();

  /**
   * Restores what earlier sessions left; a paper account without a past starts with {@code cash}.
   */
  public Portfolio(
      List<Checkpoint.PositionRecord> positions,
      List<Checkpoint.LedgerRecord> left,
      BigDecimal cash) {
    ledgers.put(Account.LIVE, new Ledger(Account.LIVE, BigDecimal.ZERO, false));
    ledgers.put(Account.PAPER, new Ledger(Account.PAPER, cash, true));
    for (Account account : Account.values()) {
      holdings.put(account, new LinkedHashMap<>());
    }
    left.forEach(record -> ledgers.put(record.account(), new Ledger(record)));
    positions.forEach(
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
      Execution execution,
      InstrumentRules rules,
      Map<InstrumentId, Market> markets) {
    Ledger ledger = ledger(order.account());
    Holding holding = holding(order.account(), order.instrument());
    Fee taken =
        Fee.of(execution.fee(), execution.feeAsset(), execution.price(), rules, markets.values());
    if (order.purpose() == Purpose.ENTRY) {
      holding.opening(
          order.strategy(), order.trace(), order.stopDistance(), order.intendedMicros());
    }
    if (rules.perpetual()) {
      contract(ledger, holding, order.side(), execution, taken);
    } else {
      spot(ledger, holding, order.side(), execution, taken);
    }
    ledger.fee(taken);
    taken.third().ifPresent(market -> takeThird(ledger, market, taken));
  }

  private static void spot(
      Ledger ledger, Holding holding, Side side, Execution execution, Fee taken) {
    BigDecimal quote = execution.quote();
    BigDecimal qty = execution.qty();
    BigDecimal third = taken.third().isPresent() ? taken.value() : BigDecimal.ZERO;
    if (side == Side.BUY) {
      holding.buy(
          qty.subtract(taken.inBase()), quote.add(taken.inQuote()).add(third), execution.price());
      ledger.move(quote.add(taken.inQuote()).negate());
    } else {
      BigDecimal costOfSold = holding.sell(qty.add(taken.inBase()));
      ledger.move(quote.subtract(taken.inQuote()));
      ledger.realize(quote.subtract(taken.inQuote()).subtract(third).subtract(costOfSold));
    }
  }

  /** Only profit and fees move cash; the venue's own figure of the profit is the one that moved. */
  private static void contract(
      Ledger ledger, Holding holding, Side side, Execution execution, Fee taken) {
    BigDecimal qty = side == Side.BUY ? execution.qty() : execution.qty().negate();
    BigDecimal venues = execution.realized();
    BigDecimal profit =
        venues == null
            ? holding.trade(qty, execution.price())
            : holding.trade(qty, execution.price(), venues);
    BigDecimal third = taken.third().isPresent() ? taken.value() : BigDecimal.ZERO;
    ledger.move(profit.subtract(taken.inQuote()));
    ledger.realize(profit.subtract(taken.inQuote()).subtract(third));
  }

  /**
   * Books what the venue itself closed of a position: at most what is ours. Answers how much that
   * was, in the base asset.
   */
  public BigDecimal liquidated(
      Account account,
      InstrumentId instrument,
      Side side,
      BigDecimal price,
      BigDecimal qty,
      BigDecimal feeInQuote) {
    Holding holding = holding(account, instrument);
    boolean reduces = side == Side.SELL ? holding.qty().signum() > 0 : holding.qty().signum() < 0;
    BigDecimal ours = reduces ? qty.min(holding.qty().abs()) : BigDecimal.ZERO;
    if (ours.signum() > 0) {
      BigDecimal profit = holding.trade(side == Side.BUY ? ours : ours.negate(), price);
      ledger(account).move(profit.subtract(feeInQuote));
      ledger(account).realize(profit.subtract(feeInQuote));
    }
    return ours;
  }

  /**
   * Books a funding payment in the quote asset; answers false for one that is booked already, or
   * that was there before the account was first read.
   *
   * @param amount positive where it was received
   */
  public boolean fund(
      Account account, InstrumentId instrument, BigDecimal amount, long venueMicros) {
    Ledger ledger = ledger(account);
    if (!holding(account, instrument).funded(venueMicros) || !ledger.funded()) {
      return false;
    }
    ledger.move(amount);
    ledger.realize(amount);
    return true;
  }

  /**
   * Takes a part of what is not ours into the books. It neither was nor is profit: what it adds to
   * the equity came as a deposit does.
   *
   * @param average what it is reckoned to have cost, in the quote asset
   */
  public void adopt(
      Holding holding,
      BigDecimal qty,
      BigDecimal average,
      BigDecimal last,
      @Nullable BigDecimal stopDistance,
      String trace,
      boolean perpetual,
      long atMicros) {
    if (holding.qty().signum() == 0) {
      holding.opening("imported", trace, stopDistance, atMicros);
    }
    holding.buy(qty, qty.multiply(average), average);
    BigDecimal worth = perpetual ? last.subtract(average) : last;
    ledger(holding.account()).deposited(qty.multiply(worth));
  }

  /** Takes the venue's average entry price of a position in a perpetual. */
  public void entered(Holding holding, BigDecimal averagePrice) {
    BigDecimal cost = holding.qty().multiply(averagePrice);
    ledger(holding.account()).withdrawn(cost.subtract(holding.cost()));
    holding.entered(cost);
  }

  /** Takes a fee first from what was not bought by us, which the equity does not count. */
  private void takeThird(Ledger ledger, Market market, Fee fee) {
    BigDecimal foreign = ledger.foreign(fee.asset());
    BigDecimal outside = foreign.min(fee.amount());
    if (outside.signum() > 0) {
      ledger.foreign(fee.asset(), foreign.subtract(outside));
    }
    Holding own = holding(ledger.account(), market.instrument());
    boolean held = market.rules().filter(rules -> !rules.perpetual()).isPresent();
    BigDecimal inside = held ? fee.amount().subtract(outside).min(own.qty()) : BigDecimal.ZERO;
    if (inside.signum() > 0) {
      BigDecimal worth = inside.multiply(market.last());
      ledger.realize(worth.subtract(own.sell(inside)));
    }
    ledger.feeOutside(fee.amount().subtract(inside).multiply(market.last()));
  }

  /**
   * Takes quantity away that the venue does not have. What it was worth at {@code price} has left
   * the account: that is neither loss nor drawdown, just as cash that left is not. In a perpetual
   * that is its profit so far, which has gone to or from the wallet.
   */
  public void writeOff(Holding holding, BigDecimal qty, BigDecimal price, boolean perpetual) {
    BigDecimal worth =
        perpetual ? holding.trade(qty.negate(), price) : spotWorth(holding, qty, price);
    ledger(holding.account()).withdrawn(worth);
  }

  private static BigDecimal spotWorth(Holding holding, BigDecimal qty, BigDecimal price) {
    holding.sell(qty);
    return qty.multiply(price);
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

  /** Whether everything that an account holds has a price, and rules that say what it is. */
  public boolean priced(Account account, Map<InstrumentId, Market> markets) {
    for (Holding holding : of(account).values()) {
      if (holding.qty().signum() != 0) {
        Market market = markets.get(holding.instrument());
        if (market == null || !market.hasPrice() || market.rules().isEmpty()) {
          return false;
        }
      }
    }
    return true;
  }

  /** Cash, what is held at its last prices, and the profit so far of what is open. */
  public BigDecimal equity(Account account, Map<InstrumentId, Market> markets) {
    BigDecimal equity = ledger(account).cash();
    for (Holding holding : of(account).values()) {
      if (holding.qty().signum() != 0) {
        Market market = markets.get(holding.instrument());
        BigDecimal worth = worth(holding, market);
        equity = equity.add(perpetual(market) ? worth.subtract(holding.cost()) : worth);
      }
    }
    return equity;
  }

  /** What the holdings of an account are worth at their last prices, shorts as much as longs. */
  public BigDecimal exposure(Account account, Map<InstrumentId, Market> markets) {
    BigDecimal exposure = BigDecimal.ZERO;
    for (Holding holding : of(account).values()) {
      if (holding.qty().signum() != 0) {
        exposure = exposure.add(worth(holding, markets.get(holding.instrument())).abs());
      }
    }
    return exposure;
  }

  /**
   * Cash that could still pay for something: all of it on spot, and what the positions in
   * perpetuals do not need to be backed in full.
   */
  public BigDecimal freeCash(Account account, Map<InstrumentId, Market> markets) {
    BigDecimal free = ledger(account).cash();
    for (Holding holding : of(account).values()) {
      Market market = markets.get(holding.instrument());
      if (holding.qty().signum() != 0 && perpetual(market)) {
        BigDecimal worth = worth(holding, market);
        free = free.add(worth.subtract(holding.cost())).subtract(worth.abs());
      }
    }
    return free;
  }

  private static BigDecimal worth(Holding holding, @Nullable Market market) {
    return market != null && market.hasPrice()
        ? holding.qty().multiply(market.last())
        : holding.cost();
  }

  private static boolean perpetual(@Nullable Market market) {
    return market != null && market.rules().filter(InstrumentRules::perpetual).isPresent();
  }

  /** What outlives the process, sorted, so that it does not tell in which order it came to be. */
  public List<Checkpoint.PositionRecord> positionRecords() {
    return everyHolding.stream()
        .filter(Holding::worthKeeping)
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
