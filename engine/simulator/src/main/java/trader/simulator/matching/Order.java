package trader.simulator.matching;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An accepted order and how far it has come; numbers are scaled as in {@link Decimals}. */
public final class Order {
  private final long id;
  private NewOrder request;
  private final long createdMicros;
  private final List<Fill> fills = new ArrayList<>(2);

  private OrderStatus status = OrderStatus.NEW;
  private long quantity;
  private long executed;
  private long quoteExecuted;
  private long updatedMicros;
  private long workingMicros = -1;
  private @Nullable OrderList list;
  private @Nullable ExpiryReason expiryReason;
  private long preventedMatchId = -1;
  private long preventedQuantity;

  private boolean liquidation;

  /**
   * What of the account's funds is locked for this order: quote of a buy, base of a sell; of an
   * order for a derivative, the value for which margin is set aside.
   */
  long locked;

  /** The house's quantity that stands before this order at its price. */
  long ahead;

  /** The best price since a trailing order became active, or 0 before. */
  long trailingBest;

  /** When a trailing order became active, or -1. */
  long trailingMicros = -1;

  Order(long id, NewOrder request, long nowMicros) {
    this.id = id;
    this.request = request;
    this.quantity = request.quantity();
    this.createdMicros = nowMicros;
    this.updatedMicros = nowMicros;
  }

  /** The venue's id, rising. */
  public long id() {
    return id;
  }

  /** What was asked for, with the amendments since. */
  public NewOrder request() {
    return request;
  }

  /** Whose order. */
  public String account() {
    return request.account();
  }

  /** The instrument. */
  public String symbol() {
    return request.symbol();
  }

  /** The client's id. */
  public String clientOrderId() {
    return request.clientOrderId();
  }

  /** Buy or sell. */
  public Side side() {
    return request.side();
  }

  /** How it comes to trade. */
  public OrderType type() {
    return request.type();
  }

  /** The limit price, or 0. */
  public long price() {
    return request.price();
  }

  /** Whether the venue made it to close a position that its margin no longer covered. */
  public boolean isLiquidation() {
    return liquidation;
  }

  /**
   * The quantity of base, less what a position no longer allowed; of a MARKET order by quote
   * quantity, what was executed.
   */
  public long quantity() {
    return quantity;
  }

  /** How much of it has traded. */
  public long executed() {
    return executed;
  }

  /** How much of it has not traded. */
  public long remaining() {
    return quantity - executed;
  }

  /** What was paid or received in the quote asset. */
  public long quoteExecuted() {
    return quoteExecuted;
  }

  /** Where it stands. */
  public OrderStatus status() {
    return status;
  }

  /** Whether it can trade now: false while it waits for its trigger. */
  public boolean isWorking() {
    return workingMicros >= 0;
  }

  /** When it began to work, in epoch microseconds, or -1. */
  public long workingMicros() {
    return workingMicros;
  }

  /** When it was accepted, in epoch microseconds. */
  public long createdMicros() {
    return createdMicros;
  }

  /** When it last changed, in epoch microseconds. */
  public long updatedMicros() {
    return updatedMicros;
  }

  /** When its trailing trigger became active, in epoch microseconds, or -1. */
  public long trailingMicros() {
    return trailingMicros;
  }

  /** Its executions, oldest first. */
  public List<Fill> fills() {
    return Collections.unmodifiableList(fills);
  }

  /** The list that it belongs to. */
  public @Nullable OrderList list() {
    return list;
  }

  /** Why it expired. */
  public @Nullable ExpiryReason expiryReason() {
    return expiryReason;
  }

  /** The id of the prevented self-trade, or -1. */
  public long preventedMatchId() {
    return preventedMatchId;
  }

  /** The quantity that a prevented self-trade took away. */
  public long preventedQuantity() {
    return preventedQuantity;
  }

  void joins(OrderList newList) {
    list = newList;
  }

  void liquidates() {
    liquidation = true;
  }

  /** Sets the quantity that the position allows. */
  void resize(long newQuantity) {
    quantity = newQuantity;
  }

  void amended(NewOrder newRequest, long nowMicros) {
    request = newRequest;
    quantity = newRequest.quantity();
    updatedMicros = nowMicros;
  }

  void works(long nowMicros) {
    workingMicros = nowMicros;
    updatedMicros = nowMicros;
  }

  /** Adds an execution; a quantity by quote is done when what is left buys no further step. */
  void fill(Fill fill, long step) {
    fills.add(fill);
    executed += fill.quantity();
    quoteExecuted += fill.quoteQuantity();
    updatedMicros = fill.timeMicros();
    boolean done = executed == quantity;
    if (request.quoteQuantity() > 0) {
      quantity = executed;
      long left = request.quoteQuantity() - quoteExecuted;
      done = Decimals.dividedBy(left, fill.price()) < step;
    }
    status = done ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
  }

  void ends(OrderStatus end, @Nullable ExpiryReason reason, long nowMicros) {
    status = end;
    expiryReason = reason;
    updatedMicros = nowMicros;
  }

  void prevented(long matchId, long byQuantity) {
    preventedMatchId = matchId;
    preventedQuantity = byQuantity;
  }
}
