package trader.engine.core.kit;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.VenueOrder.Status;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;

/**
 * A venue that answers by rules of its own: balances with locks and fees, limit orders that fill
 * when the market reaches them, stops that sell at the market, and answers that come late, twice,
 * in another order or never. Time is what it is told.
 */
public final class ModelVenue {
  private final Account account;
  private final Map<ClientOrderId, ModelOrder> orders = new LinkedHashMap<>();
  private final Wire wire;
  private final ModelAccount held;
  private final List<ClientOrderId> received = new ArrayList<>();
  private final Set<ClientOrderId> foreign = new HashSet<>();
  private int foreignTouched;
  private long calls;
  private int silent;
  private int deaf;
  private @Nullable String rejection;
  private boolean fillsEntries = true;
  private boolean answersOvertake;
  private boolean failing;

  /** How long anything takes from here to there, microseconds. */
  public static final long LATENCY = 2_000;

  /** How long the adapter waits for an answer before it calls an outcome unknown. */
  public static final long TIMEOUT = 500_000;

  /** A venue of one account that holds that much of the quote asset. */
  public ModelVenue(Account account, List<InstrumentRules> listed, BigDecimal cash, Faults faults) {
    this.account = account;
    this.wire = new Wire(faults);
    this.held = new ModelAccount(account, listed, cash, wire);
  }

  /** Begins with what a core knows of the account, as a venue of the same process has to. */
  public void restore(Checkpoint left, long now) {
    left.ledgers().stream()
        .filter(ledger -> ledger.account() == account)
        .forEach(ledger -> held.cash(ledger.cash()));
    left.positions().stream()
        .filter(position -> position.account() == account)
        .forEach(held::restore);
    held.idsFrom(now);
    for (Checkpoint.OrderRecord record : left.orders()) {
      if (record.order().account() == account && !record.state().finished()) {
        ModelOrder order = new ModelOrder(record.order(), held.nextId());
        order.executed = record.filledQty();
        orders.put(order.id(), order);
      }
    }
  }

  /** The position in a perpetual, ours and others' together. */
  public BigDecimal positionQty(InstrumentId instrument) {
    return held.positionQty(instrument);
  }

  /** Someone trades the perpetual by hand. */
  public void byHand(InstrumentId instrument, BigDecimal qty, long now) {
    held.byHand(instrument, qty, now);
  }

  /** Funding is exchanged; positive is received. */
  public void fund(InstrumentId instrument, BigDecimal amount, long now) {
    held.fund(instrument, amount, now);
  }

  /** Funding is exchanged, and the report of it gets lost. */
  public void fundUnreported(InstrumentId instrument, BigDecimal amount, long now) {
    wire.silently(() -> fund(instrument, amount, now));
  }

  /** The venue closes the whole position by itself. */
  public void liquidate(InstrumentId instrument, long now) {
    held.liquidate(instrument, now);
  }

  /** From here on these faults. */
  public void faults(Faults now) {
    wire.faults(now);
  }

  /** Limit orders rest although the market would fill them, until told otherwise. */
  public void fillsEntries(boolean fill) {
    fillsEntries = fill;
  }

  /** The answer to a cancel comes before the reports of what was filled before it. */
  public void answersOvertake(boolean overtake) {
    answersOvertake = overtake;
  }

  /** The next submits and cancels that arrive are not answered. */
  public void silentFor(int requests) {
    silent = requests;
  }

  /** The next submits and cancels do not arrive. */
  public void deafFor(int requests) {
    deaf = requests;
  }

  /** Every submit from here on is refused for that reason; null for none. */
  public void rejecting(@Nullable String why) {
    rejection = why;
  }

  /** What the account holds of an asset, free and locked. */
  public BigDecimal total(String asset) {
    return held.total(asset);
  }

  /** What the account holds of an asset and no order of its has locked. */
  public BigDecimal free(String asset) {
    return total(asset).subtract(locked(asset));
  }

  /** Something comes to the account, or leaves it, without an order. */
  public void deposit(String asset, BigDecimal amount) {
    held.deposit(asset, amount);
  }

  /** Ids of all orders that have arrived, in order. */
  public List<ClientOrderId> received() {
    return List.copyOf(received);
  }

  /** Orders that work here now. */
  public List<ClientOrderId> working() {
    return orders.values().stream().filter(ModelOrder::works).map(ModelOrder::id).toList();
  }

  /** Orders that work here now, as the venue has them. */
  public List<VenueOrder> workingOrders() {
    return orders.values().stream().filter(ModelOrder::works).map(ModelOrder::seen).toList();
  }

  /** The last price. */
  public BigDecimal last(InstrumentId instrument) {
    return held.last(instrument);
  }

  /** How many executions there have been. */
  public int executions() {
    return held.fills().size();
  }

  /** Puts an order of someone else's into the book. */
  public void foreignOrder(NewOrder intent) {
    ModelOrder order = new ModelOrder(intent, held.nextId());
    orders.put(intent.id(), order);
    foreign.add(intent.id());
  }

  /** How many requests there have been for orders of someone else's. */
  public int foreignOrdersTouched() {
    return foreignTouched;
  }

  /** Forgets an order as if it had never been. */
  public void forget(ClientOrderId id) {
    orders.remove(id);
  }

  /** The connection breaks: what is on its way to the core is lost. */
  public void linkDown(long now) {
    wire.up(false, now);
    wire.put(now, false, at -> new VenueEvent.LinkStatus(at, account, false, "reset by peer"));
  }

  /** The connection is made. */
  public void linkUp(long now) {
    wire.up(true, now);
    wire.put(now, false, at -> new VenueEvent.LinkStatus(at, account, true, "connected"));
  }

  /** When the next event is due, {@link Long#MAX_VALUE} for none. */
  public long nextMicros() {
    return wire.nextMicros();
  }

  /** Takes the next event. */
  public VenueEvent take() {
    return wire.take();
  }

  /** The market trades at a price: stops trigger, limits fill. */
  public void price(InstrumentId instrument, BigDecimal price, long now) {
    held.last(instrument, price);
    for (ModelOrder order : List.copyOf(orders.values())) {
      if (order.works() && order.intent.instrument().equals(instrument)) {
        match(order, now);
      }
    }
  }

  /** Fills a part of a working order at its own price, or at the market's where it has none. */
  public void fill(ClientOrderId id, BigDecimal qty, long now) {
    ModelOrder order = orders.get(id);
    if (order == null || !order.works()) {
      throw new IllegalStateException(id + " does not work here");
    }
    held.execute(
        order, qty, order.price().signum() > 0 ? order.price() : held.market(order), now, true);
  }

  /** Fills a part of a working order, and the report of it gets lost. */
  public void fillUnreported(ClientOrderId id, BigDecimal qty, long now) {
    wire.silently(() -> fill(id, qty, now));
  }

  /** Cancels an order of its own accord, and the report of it gets lost. */
  public void dropUnreported(ClientOrderId id, long now) {
    wire.silently(() -> drop(id, now));
  }

  /** Every query and reading fails from here on, or serves again. */
  public void failingCalls(boolean fail) {
    failing = fail;
  }

  /** Cancels an order of its own accord. */
  public void drop(ClientOrderId id, long now) {
    ModelOrder order = orders.get(id);
    if (order != null && order.works()) {
      order.status = Status.CANCELLED;
      BigDecimal executed = order.executed;
      wire.report(now, at -> new VenueEvent.Cancelled(at, id, executed, "cancelled by hand"));
    }
  }

  /** Does what the core wants. */
  public void perform(Action action, long now) {
    switch (action) {
      case Action.Submit(NewOrder intent) -> request(intent.id(), now, () -> take(intent, now));
      case Action.Cancel cancel -> request(cancel.order(), now, () -> cancel(cancel.order(), now));
      case Action.Replace replace -> request(replace.order(), now, () -> replace(replace, now));
      case Action.Query query -> query(query, now);
      case Action.Reconcile reconcile -> read(reconcile, now);
      default -> throw new IllegalArgumentException("not for a venue: " + action);
    }
  }

  private void request(ClientOrderId id, long now, Runnable arrival) {
    calls++;
    foreignTouched += foreign.contains(id) ? 1 : 0;
    if (!wire.up()) {
      wire.put(now, false, at -> new VenueEvent.OutcomeUnknown(at, id, "the connection is down"));
      return;
    }
    Faults faults = wire.faults();
    boolean lost = deaf > 0 || faults.happens(faults.lostRequest());
    deaf = Math.max(0, deaf - 1);
    boolean unanswered = silent > 0 || faults.happens(faults.lostAnswer());
    silent = Math.max(0, silent - 1);
    if (!lost && unanswered) {
      wire.silently(arrival);
    } else if (!lost) {
      arrival.run();
      return;
    }
    wire.put(now + TIMEOUT, true, at -> new VenueEvent.OutcomeUnknown(at, id, "no answer in time"));
  }

  private void take(NewOrder intent, long now) {
    received.add(intent.id());
    String refusal = refusal(intent);
    if (refusal != null) {
      wire.report(now, at -> new VenueEvent.Rejected(at, intent.id(), "-2010", refusal));
      return;
    }
    ModelOrder order = new ModelOrder(intent, held.nextId());
    orders.put(intent.id(), order);
    wire.report(now, at -> new VenueEvent.Accepted(at, intent.id(), order.venueOrderId));
    match(order, now);
  }

  private @Nullable String refusal(NewOrder intent) {
    if (rejection != null) {
      return rejection;
    }
    if (orders.containsKey(intent.id())) {
      return "Duplicate order sent.";
    }
    BigDecimal price = priceOf(intent.instrument());
    BigDecimal trigger = intent.stopPrice();
    if (trigger != null && price != null && triggered(intent.type(), trigger, price)) {
      return "Order would trigger immediately.";
    }
    if (held.rule(intent.instrument()).perpetual()) {
      return intent.reduceOnly() && held.position(intent.instrument()).qty().signum() <= 0
          ? "ReduceOnly Order is rejected."
          : null;
    }
    ModelOrder candidate = new ModelOrder(intent, "");
    String given = given(candidate);
    BigDecimal needs = candidate.buys() ? intent.qty().multiply(candidate.price()) : intent.qty();
    return total(given).subtract(locked(given)).compareTo(needs) < 0
        ? "Account has insufficient balance for requested action."
        : null;
  }

  private static boolean triggered(OrderType type, BigDecimal trigger, BigDecimal price) {
    return type == OrderType.STOP_LOSS
        ? price.compareTo(trigger) <= 0
        : price.compareTo(trigger) >= 0;
  }

  private @Nullable BigDecimal priceOf(InstrumentId instrument) {
    return held.traded(instrument) ? held.last(instrument) : null;
  }

  private void match(ModelOrder order, long now) {
    BigDecimal price = priceOf(order.intent.instrument());
    if (price == null) {
      return;
    }
    boolean fills =
        switch (order.intent.type()) {
          case MARKET -> true;
          case STOP_LOSS -> price.compareTo(order.trigger()) <= 0;
          case TAKE_PROFIT -> price.compareTo(order.trigger()) >= 0;
          case LIMIT -> fillsEntries && price.compareTo(order.price()) <= 0;
        };
    if (fills && wire.faults().happens(wire.faults().parted())) {
      held.execute(order, held.half(order), price, now, false);
      if (order.intent.type() == OrderType.LIMIT) {
        return;
      }
    }
    if (fills && order.works()) {
      held.execute(order, order.open(), price, now, false);
    }
  }

  private void cancel(ClientOrderId id, long now) {
    ModelOrder order = orders.get(id);
    if (order == null || !order.works()) {
      wire.report(now, at -> new VenueEvent.CancelRejected(at, id, "-2011", "Unknown order sent."));
      return;
    }
    order.status = Status.CANCELLED;
    BigDecimal executed = order.executed;
    if (answersOvertake) {
      wire.put(now, true, at -> new VenueEvent.Cancelled(at, id, executed, "on request"));
    } else {
      wire.report(now, at -> new VenueEvent.Cancelled(at, id, executed, "on request"));
    }
  }

  private void replace(Action.Replace replace, long now) {
    ClientOrderId id = replace.order();
    ModelOrder order = orders.get(id);
    if (order == null || !order.works() || replace.qty().compareTo(order.executed) <= 0) {
      wire.report(now, at -> new VenueEvent.ReplaceRejected(at, id, "-2013", "Unknown order."));
      return;
    }
    BigDecimal more = replace.qty().subtract(order.intent.qty());
    if (!order.buys()
        && !held.rule(order.intent.instrument()).perpetual()
        && free(given(order)).compareTo(more) < 0) {
      wire.report(now, at -> new VenueEvent.ReplaceRejected(at, id, "-2010", "No such balance."));
      return;
    }
    order.intent = order.intent.amended(replace.qty(), replace.price(), replace.stopPrice());
    wire.report(
        now,
        at ->
            new VenueEvent.Replaced(
                at, id, order.venueOrderId, replace.qty(), replace.price(), replace.stopPrice()));
    match(order, now);
  }

  private void query(Action.Query query, long now) {
    calls++;
    ModelOrder order = orders.get(query.order());
    if (failing || wire.faults().happens(wire.faults().failedCall())) {
      wire.put(now + LATENCY, false, at -> new VenueEvent.QueryFailed(at, query.order(), "503"));
    } else if (order == null) {
      wire.put(now + LATENCY, false, at -> new VenueEvent.OrderNotFound(at, query.order()));
    } else {
      var seen = order.seen();
      wire.put(now + LATENCY, false, at -> new VenueEvent.OrderFound(at, seen));
    }
  }

  private void read(Action.Reconcile reconcile, long now) {
    calls++;
    if (failing || wire.faults().happens(wire.faults().failedCall())) {
      wire.put(now + LATENCY, false, at -> new VenueEvent.AccountReadFailed(at, account, "503"));
      return;
    }
    List<AssetBalance> balances = new ArrayList<>();
    held.totals()
        .forEach((asset, total) ->
            balances.add(new AssetBalance(asset, total.subtract(locked(asset)), locked(asset))));
    List<PastFill> since =
        held.fills().stream()
            .filter(fill -> {
              String from = reconcile.fillsFrom().getOrDefault(fill.instrument(), "");
              return from.isEmpty()
                  ? fill.venueMicros() >= reconcile.fillsSinceMicros()
                  : Long.parseLong(fill.tradeId()) > Long.parseLong(from);
            })
            .toList();
    AccountSnapshot snapshot =
        new AccountSnapshot(
            account,
            balances,
            orders.values().stream().filter(ModelOrder::works).map(ModelOrder::seen).toList(),
            since,
            held.seenPositions(),
            held.funding().stream()
                .filter(paid -> paid.venueMicros() >= reconcile.fillsSinceMicros())
                .toList());
    wire.put(now + LATENCY, false, at -> new VenueEvent.AccountRead(at, snapshot));
  }

  /** Requests that have reached the venue's doors, for what must not run hot. */
  public long calls() {
    return calls;
  }

  private BigDecimal locked(String asset) {
    return orders.values().stream()
        .filter(order -> !held.rule(order.intent.instrument()).perpetual())
        .filter(order -> given(order).equals(asset))
        .map(ModelOrder::locks)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private String given(ModelOrder order) {
    InstrumentRules rule = held.rule(order.intent.instrument());
    return order.buys() ? rule.quoteAsset() : rule.baseAsset();
  }
}
