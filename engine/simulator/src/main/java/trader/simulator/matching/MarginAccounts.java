package trader.simulator.matching;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The positions and margins of all accounts of an exchange for derivatives. All of an account's
 * collateral backs all of its positions (cross margin, one position a contract). The house holds
 * the other side of every position, so that positions and their costs always add up to zero.
 */
public final class MarginAccounts {
  private final Ledger ledger;
  private final DerivativeTerms terms;
  private final ToLongFunction<String> marks;
  private final Map<String, Map<String, Holding>> holdings = new TreeMap<>();
  private final Map<String, Flows> flows = new TreeMap<>();

  /** One account's state in one contract. */
  private static final class Holding {
    private long quantity;
    private long cost;
    private long realized;
    private long updatedMicros;
    private long bids;
    private long asks;
    private int leverage;
  }

  private static final class Flows {
    private long realized;
    private long fees;
    private long funding;
    private long insurance;
  }

  MarginAccounts(Ledger ledger, DerivativeTerms terms, ToLongFunction<String> marks) {
    this.ledger = ledger;
    this.terms = terms;
    this.marks = marks;
  }

  /** The asset of margins, profits, fees and funding. */
  public String collateral() {
    return terms.collateral();
  }

  private Holding holding(String account, String symbol) {
    return holdings
        .computeIfAbsent(account, k -> new TreeMap<>())
        .computeIfAbsent(symbol, k -> new Holding());
  }

  private @Nullable Holding known(String account, String symbol) {
    return holdings.getOrDefault(account, Map.of()).get(symbol);
  }

  private Flows flows(String account) {
    return flows.computeIfAbsent(account, k -> new Flows());
  }

  /** What an account holds of a contract; flat when it never traded it. */
  public Position position(String account, String symbol) {
    Holding h = known(account, symbol);
    return h == null ? new Position(symbol, 0, 0, 0, 0) : view(symbol, h);
  }

  private static Position view(String symbol, Holding h) {
    return new Position(symbol, h.quantity, h.cost, h.realized, h.updatedMicros);
  }

  /** The positions that an account has, by symbol, without those that are flat. */
  public List<Position> positions(String account) {
    return holdings.getOrDefault(account, Map.of()).entrySet().stream()
        .filter(e -> e.getValue().quantity != 0)
        .map(e -> view(e.getKey(), e.getValue()))
        .toList();
  }

  /** The accounts that have a position in a contract, the house not included. */
  public List<String> holders(String symbol) {
    return clients().filter(a -> position(a, symbol).quantity() != 0).toList();
  }

  private Stream<String> clients() {
    return List.copyOf(holdings.keySet()).stream().filter(a -> !a.equals(Ledger.HOUSE));
  }

  /** Everything that ever changed an account's collateral. */
  public AccountStatement statement(String account) {
    Flows f = flows.getOrDefault(account, new Flows());
    long deposits = ledger.deposited(account, terms.collateral());
    return new AccountStatement(deposits, f.realized, f.fees, f.funding, f.insurance);
  }

  /** The collateral, without what open positions have won or lost. */
  public long balance(String account) {
    return ledger.free(account, terms.collateral());
  }

  /** What an account's open positions have won or lost at the mark prices. */
  public long unrealized(String account) {
    long sum = 0;
    for (Position position : positions(account)) {
      sum += position.unrealized(marks.applyAsLong(position.symbol()));
    }
    return sum;
  }

  /** The collateral with what open positions have won or lost. */
  public long equity(String account) {
    return balance(account) + unrealized(account);
  }

  /** The margin of a position as it is, without open orders. */
  public long initialMargin(String account, String symbol) {
    Holding h = known(account, symbol);
    return h == null ? 0 : margin(symbol, h, value(symbol, h));
  }

  /** The margin of a position and of the open orders that would make it larger. */
  public long initialMarginWithOrders(String account, String symbol) {
    Holding h = known(account, symbol);
    return h == null ? 0 : margin(symbol, h, exposure(symbol, h, 0, 0));
  }

  /** The margin below which a position is liquidated. */
  public long maintenanceMargin(String account, String symbol) {
    Holding h = known(account, symbol);
    if (h == null || h.quantity == 0) {
      return 0;
    }
    long value = value(symbol, h);
    MarginTier tier = terms.tier(symbol, value);
    return Math.max(0, Decimals.timesUp(value, tier.maintenance()) - tier.deduction());
  }

  /** The margin of all positions, without open orders. */
  public long initialMargin(String account) {
    return sum(account, this::initialMargin);
  }

  /** The margin of all positions and open orders. */
  public long initialMarginWithOrders(String account) {
    return sum(account, this::initialMarginWithOrders);
  }

  /** The margin below which the account is liquidated. */
  public long maintenanceMargin(String account) {
    return sum(account, this::maintenanceMargin);
  }

  private interface OfSymbol {
    long apply(String account, String symbol);
  }

  private long sum(String account, OfSymbol margin) {
    long sum = 0;
    for (String symbol : holdings.getOrDefault(account, Map.of()).keySet()) {
      sum += margin.apply(account, symbol);
    }
    return sum;
  }

  /** What is left for new orders; never negative. */
  public long available(String account) {
    return Math.max(0, equity(account) - initialMarginWithOrders(account));
  }

  /** The leverage that an account chose for a contract; 0 when it chose none. */
  public int leverage(String account, String symbol) {
    Holding h = known(account, symbol);
    return h == null ? 0 : h.leverage;
  }

  /**
   * Chooses the leverage for a contract; 0 for the highest that the contract allows.
   *
   * @throws RejectedException when the account has not the margin for its position and orders
   */
  public void setLeverage(String account, String symbol, int leverage) {
    Holding h = holding(account, symbol);
    int before = h.leverage;
    h.leverage = leverage;
    long needed = initialMarginWithOrders(account);
    if (needed > 0 && equity(account) < needed) {
      h.leverage = before;
      throw new RejectedException(Rejection.INSUFFICIENT_BALANCE);
    }
  }

  private long value(String symbol, Holding h) {
    return h.quantity == 0 ? 0 : Decimals.timesUp(marks.applyAsLong(symbol), Math.abs(h.quantity));
  }

  /** The larger of what would be held if all bids, or all asks, were filled. */
  private long exposure(String symbol, Holding h, long moreBids, long moreAsks) {
    long held = h.quantity < 0 ? -value(symbol, h) : value(symbol, h);
    return Math.max(Math.abs(held), Math.max(held + h.bids + moreBids, h.asks + moreAsks - held));
  }

  private long margin(String symbol, Holding h, long notional) {
    if (notional == 0) {
      return 0;
    }
    long rate = terms.tier(symbol, notional).initial();
    if (h.leverage > 0) {
      rate = Math.max(rate, (Decimals.ONE + h.leverage - 1) / h.leverage);
    }
    return Decimals.timesUp(notional, rate);
  }

  /** Whether an account has the margin for an order that replaces another's reserve. */
  boolean covers(String account, String symbol, Side side, long notional, long released) {
    Holding h = holding(account, symbol);
    long more = notional - released;
    long before = margin(symbol, h, exposure(symbol, h, 0, 0));
    long after =
        margin(
            symbol,
            h,
            exposure(symbol, h, side == Side.BUY ? more : 0, side == Side.SELL ? more : 0));
    return after <= before || equity(account) >= initialMarginWithOrders(account) - before + after;
  }

  /** Adds to (or with a negative number takes from) the value of an account's open orders. */
  void reserve(String account, String symbol, Side side, long notional) {
    Holding h = holding(account, symbol);
    if (side == Side.BUY) {
      h.bids += notional;
    } else {
      h.asks += notional;
    }
  }

  /** Books an execution and returns the profit that it realized. */
  long trade(String account, String symbol, Side side, long quantity, long notional, long now) {
    Holding h = holding(account, symbol);
    long oldCost = h.cost;
    long signed = side == Side.BUY ? quantity : -quantity;
    long paid = side == Side.BUY ? notional : -notional;
    long realized = 0;
    if (h.quantity == 0 || (h.quantity > 0) == (signed > 0)) {
      h.cost += paid;
    } else {
      long closed = Math.min(quantity, Math.abs(h.quantity));
      long closedCost = Decimals.share(h.cost, closed, Math.abs(h.quantity));
      long closedPaid = Decimals.share(paid, closed, quantity);
      realized = -closedPaid - closedCost;
      h.cost += paid - closedPaid - closedCost;
    }
    h.quantity += signed;
    h.realized += realized;
    h.updatedMicros = now;
    Holding house = holding(Ledger.HOUSE, symbol);
    house.quantity -= signed;
    house.cost -= h.cost - oldCost;
    flows(account).realized += realized;
    ledger.moveOnMargin(Ledger.HOUSE, account, terms.collateral(), realized);
    return realized;
  }

  void charge(String account, long fee) {
    flows(account).fees -= fee;
    ledger.moveOnMargin(account, Ledger.FEES, terms.collateral(), fee);
  }

  /** Lets an account's position pay a fraction of its value at the mark price. */
  FundingPayment fund(Market market, String account, long rate, long nowMicros) {
    String symbol = market.instrument().symbol();
    long quantity = position(account, symbol).quantity();
    long mark = market.markPrice();
    long amount = -Decimals.signedTimes(Decimals.signedTimes(mark, quantity), rate);
    flows(account).funding += amount;
    ledger.moveOnMargin(Ledger.HOUSE, account, terms.collateral(), amount);
    return new FundingPayment(
        account, symbol, rate, mark, quantity, amount, terms.collateral(), nowMicros);
  }

  /** The accounts whose equity has fallen below what their positions need. */
  List<String> belowMaintenance() {
    List<String> result = new ArrayList<>(0);
    clients()
        .filter(a -> maintenanceMargin(a) > 0 && equity(a) < maintenanceMargin(a))
        .forEach(result::add);
    return result;
  }

  /** The venue pays what accounts without a position owe. */
  void coverShortfalls() {
    clients()
        .filter(a -> balance(a) < 0 && positions(a).isEmpty())
        .forEach(a -> {
          long amount = -balance(a);
          flows(a).insurance += amount;
          ledger.moveOnMargin(Ledger.HOUSE, a, terms.collateral(), amount);
        });
  }
}
