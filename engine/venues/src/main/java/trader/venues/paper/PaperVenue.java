package trader.venues.paper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.Event;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.venues.EventSink;
import trader.venues.Venue;

/**
 * A paper account: market orders are filled whole at the best ask or bid, limit orders when the
 * market crosses them, stops at the market once the last price reaches their trigger; depth is not
 * modelled. Fees are taken from what is received, and open orders lock what they would give, both
 * as at the real venue. In a perpetual the position is a signed quantity, only profit and fees move
 * the wallet, and every order must be backed in full; funding is not modelled.
 *
 * <p>It keeps nothing on disk: it starts from the core's own checkpoint, whose open paper orders
 * wait here again. Everything it does happens in tasks of the event loop, one after the other, each
 * complete with its events, so that the same prices and orders give the same fills.
 */
public final class PaperVenue implements Venue {
  private static final int FEE_DECIMALS = 8;
  private static final int FINISHED_KEPT = 1_000;

  private final Account account;
  private final Executor loop;
  private final EventSink sink;
  private final LongSupplier nowMicros;
  private final PaperSettings settings;
  private final Balances balances = new Balances();
  private final Map<InstrumentId, InstrumentRules> rules = new HashMap<>();
  private final Map<InstrumentId, Prices> prices = new HashMap<>();
  private final Map<InstrumentId, PaperPosition> positions = new LinkedHashMap<>();
  private final Map<ClientOrderId, PaperOrder> open = new LinkedHashMap<>();
  private final Map<ClientOrderId, VenueOrder> finished =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ClientOrderId, VenueOrder> eldest) {
          return size() > FINISHED_KEPT;
        }
      };
  private final List<Checkpoint.PositionRecord> positionsToRestore;
  private final List<Checkpoint.OrderRecord> ordersToRestore;
  private boolean started;
  private boolean accountAsked;

  /** The paper account; the parameters are those of the longer constructor. */
  public PaperVenue(
      Executor loop,
      EventSink sink,
      LongSupplier nowMicros,
      PaperSettings settings,
      Checkpoint restored) {
    this(Account.PAPER, loop, sink, nowMicros, settings, restored);
  }

  /**
   * @param account for which it stands in
   * @param loop the engine's event loop
   * @param nowMicros the time, microseconds since the epoch; never falls
   * @param restored what the core knows of the account
   */
  public PaperVenue(
      Account account,
      Executor loop,
      EventSink sink,
      LongSupplier nowMicros,
      PaperSettings settings,
      Checkpoint restored) {
    this.account = account;
    this.loop = loop;
    this.sink = sink;
    this.nowMicros = nowMicros;
    this.settings = settings;
    this.positionsToRestore =
        new ArrayList<>(
            restored.positions().stream()
                .filter(position -> position.account() == account)
                .toList());
    this.ordersToRestore =
        new ArrayList<>(
            restored.orders().stream()
                .filter(order -> order.order().account() == account)
                .filter(order -> !order.state().finished())
                .toList());
    balances.add(
        settings.quoteAsset(),
        restored.ledgers().stream()
            .filter(ledger -> ledger.account() == account)
            .findFirst()
            .map(Checkpoint.LedgerRecord::cash)
            .orElse(settings.cash()));
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public void start() {
    loop.execute(() -> {
      started = true;
      tell(new VenueEvent.LinkStatus(now(), account(), true, "in this process"));
    });
  }

  /**
   * Shows it an event; market data and rules concern it. Call it before the core gets the event.
   */
  public void observe(Event event) {
    switch (event) {
      case MarketEvent.Quote quote ->
          moved(quote.instrument(), of(quote.instrument()).quoted(quote.bid(), quote.ask()));
      case MarketEvent.Trade trade ->
          moved(trade.instrument(), of(trade.instrument()).traded(trade.price()));
      case VenueEvent.Listed listed -> loop.execute(() -> listed(listed.rules()));
      case Event other -> {}
    }
  }

  private Prices of(InstrumentId instrument) {
    return prices.getOrDefault(instrument, Prices.NONE);
  }

  private void moved(InstrumentId instrument, Prices now) {
    prices.put(instrument, now);
    if (!open.isEmpty()) {
      loop.execute(() -> match(instrument, now));
    }
  }

  private void listed(InstrumentRules listed) {
    InstrumentId instrument = listed.instrument();
    rules.put(instrument, listed);
    for (var position : List.copyOf(positionsToRestore)) {
      if (position.instrument().equals(instrument)) {
        positionsToRestore.remove(position);
        if (listed.perpetual()) {
          positions.put(instrument, new PaperPosition(position.qty(), position.cost()));
        } else {
          balances.add(listed.baseAsset(), position.qty());
        }
      }
    }
    for (var order : List.copyOf(ordersToRestore)) {
      if (order.order().instrument().equals(instrument)) {
        ordersToRestore.remove(order);
        var waiting =
            new PaperOrder(order.order(), listed, order.filledQty(), order.tradeIds().size());
        balances.lock(waiting.givenAsset(), waiting.locked());
        waiting.rest();
        open.put(order.order().id(), waiting);
      }
    }
    if (accountAsked && restored()) {
      tellAccount();
    }
    match(instrument, of(instrument));
  }

  private boolean restored() {
    return positionsToRestore.isEmpty() && ordersToRestore.isEmpty();
  }

  @Override
  public void submit(Action.Submit order, Runnable sent) {
    sent.run();
    // At the prices that it was decided on, however many newer ones wait to be looked at.
    Prices market = of(order.order().instrument());
    loop.execute(() -> take(order.order(), market));
  }

  private void take(NewOrder intent, Prices market) {
    InstrumentRules known = rules.get(intent.instrument());
    if (!started || known == null) {
      reject(intent, "not-ready", "the rules of " + intent.instrument() + " are not known yet");
      return;
    }
    if (open.containsKey(intent.id()) || finished.containsKey(intent.id())) {
      reject(intent, "duplicate", "there is an order of this id already");
      return;
    }
    var order = new PaperOrder(intent, known, BigDecimal.ZERO, 0);
    BigDecimal price = order.fillPrice(market);
    if (intent.type() == OrderType.MARKET && price == null) {
      reject(intent, "no-price", "no quote of " + intent.instrument() + " has been seen yet");
      return;
    }
    if (order.triggeredAt(market.last())) {
      reject(intent, "would-trigger", "the last price " + market.last() + " is past the trigger");
      return;
    }
    if (intent.reduceOnly() && reducible(order).signum() == 0) {
      reject(intent, "reduce-only", "there is no position that it would reduce");
      return;
    }
    BigDecimal needed =
        order.buys() && price != null && !intent.reduceOnly()
            ? order.qty().multiply(price)
            : order.locked();
    if (!balances.has(order.givenAsset(), needed)) {
      reject(
          intent,
          "insufficient-balance",
          "needs "
              + needed.toPlainString()
              + " "
              + order.givenAsset()
              + ", free are "
              + balances.of(order.givenAsset()).free().toPlainString());
      return;
    }
    balances.lock(order.givenAsset(), order.locked());
    open.put(intent.id(), order);
    tell(new VenueEvent.Accepted(now(), intent.id(), order.venueOrderId()));
    if (price != null) {
      fill(order, price);
    } else {
      order.rest();
      match(intent.instrument(), of(intent.instrument()));
    }
  }

  private void reject(NewOrder intent, String code, String why) {
    tell(new VenueEvent.Rejected(now(), intent.id(), code, why));
  }

  private void match(InstrumentId instrument, Prices market) {
    for (PaperOrder order : List.copyOf(open.values())) {
      if (order.intent().instrument().equals(instrument)) {
        BigDecimal price = order.fillPrice(market);
        if (price != null) {
          fill(order, price);
        }
      }
    }
  }

  private PaperPosition position(InstrumentId instrument) {
    return positions.computeIfAbsent(
        instrument, _ -> new PaperPosition(BigDecimal.ZERO, BigDecimal.ZERO));
  }

  private BigDecimal reducible(PaperOrder order) {
    return position(order.intent().instrument()).reducible(order.change(order.qty()));
  }

  /** A reduce-only order fills as much as there is to reduce; the venue ends the rest. */
  private void fillContract(PaperOrder order, BigDecimal price) {
    BigDecimal qty = order.intent().reduceOnly() ? reducible(order) : order.qty();
    boolean whole = qty.compareTo(order.qty()) == 0;
    end(order, whole ? VenueOrder.Status.FILLED : VenueOrder.Status.EXPIRED);
    BigDecimal executed = order.filledBefore().add(qty);
    if (qty.signum() > 0) {
      boolean maker = order.resting() && order.intent().type() == OrderType.LIMIT;
      BigDecimal rate = maker ? settings.makerFee() : settings.takerFee();
      BigDecimal fee =
          qty.multiply(price).multiply(rate).setScale(FEE_DECIMALS, RoundingMode.HALF_UP);
      BigDecimal realized = position(order.intent().instrument()).trade(order.change(qty), price);
      balances.add(order.takenAsset(), realized.subtract(fee));
      tell(
          new VenueEvent.Filled(
              now(),
              order.intent().id(),
              order.venueOrderId(),
              order.tradeId(),
              price,
              qty,
              fee,
              order.takenAsset(),
              maker,
              now(),
              realized));
      tellBalance(order.takenAsset());
    }
    if (!whole) {
      finished.put(order.intent().id(), order.seen(VenueOrder.Status.EXPIRED, executed));
      tell(
          new VenueEvent.Expired(
              now(), order.intent().id(), executed, "there is no more position to reduce"));
    }
  }

  private void fill(PaperOrder order, BigDecimal price) {
    if (order.rules().perpetual()) {
      fillContract(order, price);
      return;
    }
    BigDecimal quote = order.qty().multiply(price);
    BigDecimal given = order.buys() ? quote : order.qty();
    BigDecimal taken = order.buys() ? order.qty() : quote;
    boolean maker = order.resting() && order.intent().type() == OrderType.LIMIT;
    BigDecimal rate = maker ? settings.makerFee() : settings.takerFee();
    BigDecimal fee = taken.multiply(rate).setScale(FEE_DECIMALS, RoundingMode.HALF_UP);
    end(order, VenueOrder.Status.FILLED);
    if (!balances.has(order.givenAsset(), given)) {
      finished.put(order.intent().id(), order.seen(VenueOrder.Status.EXPIRED));
      tell(
          new VenueEvent.Expired(
              now(),
              order.intent().id(),
              order.filledBefore(),
              "too little " + order.givenAsset() + " when triggered"));
      return;
    }
    balances.add(order.givenAsset(), given.negate());
    balances.add(order.takenAsset(), taken.subtract(fee));
    tell(
        new VenueEvent.Filled(
            now(),
            order.intent().id(),
            order.venueOrderId(),
            order.tradeId(),
            price,
            order.qty(),
            fee,
            order.takenAsset(),
            maker,
            now()));
    tellBalance(order.givenAsset());
    tellBalance(order.takenAsset());
  }

  private void end(PaperOrder order, VenueOrder.Status status) {
    open.remove(order.intent().id());
    balances.unlock(order.givenAsset(), order.locked());
    finished.put(order.intent().id(), order.seen(status));
  }

  @Override
  public void cancel(Action.Cancel cancel) {
    loop.execute(() -> {
      PaperOrder order = open.get(cancel.order());
      if (order == null) {
        tell(
            new VenueEvent.CancelRejected(
                now(), cancel.order(), "unknown-order", "no such order is open"));
      } else {
        end(order, VenueOrder.Status.CANCELLED);
        tell(
            new VenueEvent.Cancelled(
                now(), cancel.order(), order.filledBefore(), "cancelled on our request"));
        tellBalance(order.givenAsset());
      }
    });
  }

  @Override
  public void replace(Action.Replace replace) {
    loop.execute(() -> {
      PaperOrder order = open.get(replace.order());
      if (order == null || replace.qty().compareTo(order.filledBefore()) <= 0) {
        tell(
            new VenueEvent.ReplaceRejected(
                now(), replace.order(), "unknown-order", "no such order is open"));
        return;
      }
      var changed =
          order.amended(
              order.intent().amended(replace.qty(), replace.price(), replace.stopPrice()));
      balances.unlock(order.givenAsset(), order.locked());
      if (!balances.has(changed.givenAsset(), changed.locked())) {
        balances.lock(order.givenAsset(), order.locked());
        tell(
            new VenueEvent.ReplaceRejected(
                now(),
                replace.order(),
                "insufficient-balance",
                "needs " + changed.locked().toPlainString() + " " + changed.givenAsset()));
        return;
      }
      balances.lock(changed.givenAsset(), changed.locked());
      open.put(replace.order(), changed);
      tell(
          new VenueEvent.Replaced(
              now(),
              replace.order(),
              changed.venueOrderId(),
              replace.qty(),
              replace.price(),
              replace.stopPrice()));
      match(replace.instrument(), of(replace.instrument()));
    });
  }

  @Override
  public void query(Action.Query query) {
    loop.execute(() -> {
      if (!restored()) {
        tell(
            new VenueEvent.QueryFailed(
                now(), query.order(), "the instruments' rules are not known yet"));
        return;
      }
      PaperOrder order = open.get(query.order());
      @Nullable VenueOrder seen =
          order != null ? order.seen(VenueOrder.Status.WORKING) : finished.get(query.order());
      tell(
          seen != null
              ? new VenueEvent.OrderFound(now(), seen)
              : new VenueEvent.OrderNotFound(now(), query.order()));
    });
  }

  /** Answered once the rules of every instrument that is held or ordered are known. */
  @Override
  public void reconcile(Action.Reconcile reconcile) {
    loop.execute(() -> {
      accountAsked = true;
      if (restored()) {
        tellAccount();
      }
    });
  }

  /** No fills: every one has been told as it happened, to a core that keeps them. */
  private void tellAccount() {
    accountAsked = false;
    List<VenueOrder> working =
        open.values().stream().map(order -> order.seen(VenueOrder.Status.WORKING)).toList();
    tell(
        new VenueEvent.AccountRead(
            now(),
            new AccountSnapshot(account(), balances.all(), working, List.of(), held(), List.of())));
  }

  private List<VenuePosition> held() {
    List<VenuePosition> held = new ArrayList<>();
    positions.forEach((instrument, position) -> {
      if (position.qty().signum() != 0) {
        held.add(new VenuePosition(instrument, position.qty(), position.averagePrice()));
      }
    });
    return held;
  }

  private void tellBalance(String asset) {
    var balance = balances.of(asset);
    tell(new VenueEvent.BalanceChanged(now(), account(), asset, balance.free(), balance.locked()));
  }

  private void tell(VenueEvent event) {
    sink.accept(event);
  }

  private long now() {
    return nowMicros.getAsLong();
  }

  @Override
  public void close() {
    started = false;
  }
}
