package trader.venues.paper;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.Event;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
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
  private final Executor loop;
  private final EventSink sink;
  private final LongSupplier nowMicros;
  private final PaperAccount holdings;
  private final PaperFills fills;
  private final PaperRestoring restoring;
  private final Map<InstrumentId, InstrumentRules> rules = new HashMap<>();
  private final Map<InstrumentId, Prices> prices = new HashMap<>();
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
    this.loop = loop;
    this.sink = sink;
    this.nowMicros = nowMicros;
    this.holdings = new PaperAccount(account);
    this.fills = new PaperFills(holdings, settings, sink, nowMicros);
    this.restoring = new PaperRestoring(account, restored);
    holdings.add(
        settings.quoteAsset(),
        restored.ledgers().stream()
            .filter(ledger -> ledger.account() == account)
            .findFirst()
            .map(Checkpoint.LedgerRecord::cash)
            .orElse(settings.cash()));
  }

  @Override
  public Account account() {
    return holdings.account();
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
    if (holdings.hasOpen()) {
      loop.execute(() -> fills.match(instrument, now));
    }
  }

  private void listed(InstrumentRules listed) {
    InstrumentId instrument = listed.instrument();
    rules.put(instrument, listed);
    restoring.listed(listed, holdings);
    if (accountAsked && restoring.done()) {
      tellAccount();
    }
    fills.match(instrument, of(instrument));
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
    if (holdings.knows(intent.id())) {
      reject(intent, "duplicate", "there is an order of this id already");
      return;
    }
    var order = new PaperOrder(intent, known, BigDecimal.ZERO, 0);
    PaperRefusal refusal = PaperRefusal.of(order, market, holdings);
    if (refusal != null) {
      reject(intent, refusal.code(), refusal.why());
      return;
    }
    holdings.opens(order);
    tell(new VenueEvent.Accepted(now(), intent.id(), order.venueOrderId()));
    BigDecimal price = order.fillPrice(market);
    if (price != null) {
      fills.fill(order, price);
    } else {
      order.rest();
      fills.match(intent.instrument(), of(intent.instrument()));
    }
  }

  private void reject(NewOrder intent, String code, String why) {
    tell(new VenueEvent.Rejected(now(), intent.id(), code, why));
  }

  @Override
  public void cancel(Action.Cancel cancel) {
    loop.execute(() -> {
      PaperOrder order = holdings.open(cancel.order());
      if (order == null) {
        tell(
            new VenueEvent.CancelRejected(
                now(), cancel.order(), "unknown-order", "no such order is open"));
      } else {
        holdings.ends(order, order.seen(VenueOrder.Status.CANCELLED));
        tell(
            new VenueEvent.Cancelled(
                now(), cancel.order(), order.filledBefore(), "cancelled on our request"));
        fills.tellBalance(order.givenAsset());
      }
    });
  }

  @Override
  public void replace(Action.Replace replace) {
    loop.execute(() -> {
      PaperOrder order = holdings.open(replace.order());
      if (order == null || replace.qty().compareTo(order.filledBefore()) <= 0) {
        notReplaced(replace.order(), "unknown-order", "no such order is open");
        return;
      }
      var changed =
          order.amended(
              order.intent().amended(replace.qty(), replace.price(), replace.stopPrice()));
      if (!holdings.amends(order, changed)) {
        notReplaced(
            replace.order(),
            "insufficient-balance",
            "needs " + changed.locked().toPlainString() + " " + changed.givenAsset());
        return;
      }
      tell(
          new VenueEvent.Replaced(
              now(),
              replace.order(),
              changed.venueOrderId(),
              replace.qty(),
              replace.price(),
              replace.stopPrice()));
      fills.match(replace.instrument(), of(replace.instrument()));
    });
  }

  private void notReplaced(ClientOrderId order, String code, String why) {
    tell(new VenueEvent.ReplaceRejected(now(), order, code, why));
  }

  @Override
  public void query(Action.Query query) {
    loop.execute(() -> {
      if (!restoring.done()) {
        tell(
            new VenueEvent.QueryFailed(
                now(), query.order(), "the instruments' rules are not known yet"));
        return;
      }
      @Nullable VenueOrder seen = holdings.seen(query.order());
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
      if (restoring.done()) {
        tellAccount();
      }
    });
  }

  private void tellAccount() {
    accountAsked = false;
    tell(new VenueEvent.AccountRead(now(), holdings.read()));
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
