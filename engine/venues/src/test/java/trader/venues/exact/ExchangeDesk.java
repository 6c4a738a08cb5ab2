package trader.venues.exact;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.loop.Core;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.strategy.StrategyFactory;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.Market;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.Position;
import trader.simulator.matching.PositionTerms;
import trader.simulator.matching.RejectedException;
import trader.simulator.matching.Rejection;
import trader.simulator.matching.Side;
import trader.simulator.matching.TimeInForce;
import trader.simulator.matching.TriggerBy;

/** A core that trades at an exchange in one thread, by a clock that is told the time. */
final class ExchangeDesk {
  static final String ACCOUNT = "main";
  static final long SECOND = 1_000_000;
  private static final long DAY = 86_400 * SECOND;
  private static final int MANY = 1_000_000;
  private static final BigDecimal LARGE = new BigDecimal("1000000");
  final Kind kind;
  final Exchange exchange;
  final ExchangeWords words;
  final Core core;
  private final Deque<Event> waiting = new ArrayDeque<>();
  private final Map<String, Integer> logged = new HashMap<>();
  private final Map<String, String> lastLine = new HashMap<>();
  private long now = Instant.parse("2026-03-02T00:00:00Z").getEpochSecond() * SECOND;
  private int compared;
  private int commands;

  ExchangeDesk(Kind kind, StrategyFactory strategies, boolean profits, long seed) {
    this.kind = kind;
    this.words = new ExchangeWords(kind, () -> now, waiting::addLast);
    this.exchange = kind.exchange(words, ACCOUNT, seed);
    ControlEvent.Configured first = new ControlEvent.Configured(now, settings(kind, profits));
    this.core = Core.deciding(first, strategies);
  }

  private static ControlEvent.CoreSettings settings(Kind kind, boolean profits) {
    return new ControlEvent.CoreSettings(
        Color.BLUE,
        1_772_409_600,
        kind.quote,
        kind.instruments(),
        SECOND,
        false,
        false,
        true,
        BigDecimal.ZERO,
        new ControlEvent.RiskLimits(
            new BigDecimal("2000"),
            LARGE,
            BigDecimal.ONE,
            new BigDecimal("0.1"),
            MANY,
            new BigDecimal("0.01"),
            DAY,
            0,
            DAY,
            4 * SECOND,
            60 * SECOND,
            60 * SECOND),
        new ControlEvent.Protection(
            true, MANY, SECOND, 3 * SECOND, new BigDecimal(profits ? "1.5" : "0"), MANY, SECOND));
  }

  long now() {
    return now;
  }

  /** How many log lines of a pattern there were. */
  int logged(String pattern) {
    return logged.getOrDefault(pattern, 0);
  }

  /** The last log line of a pattern, for a failure's words. */
  String lastLine(String pattern) {
    return lastLine.getOrDefault(pattern, "none");
  }

  /** How often the account was compared with the exchange's. */
  int compared() {
    return compared;
  }

  /** Connects everything, at these first prices, and lets the desk open every lever. */
  void open(Map<InstrumentId, BigDecimal> prices) {
    feed(new ControlEvent.Restored(now, Checkpoint.none()));
    feed(read());
    for (InstrumentId instrument : kind.instruments()) {
      BigDecimal price = Objects.requireNonNull(prices.get(instrument));
      market(instrument).begin(Decimals.of(price));
      feed(new VenueEvent.Listed(now, kind.rules(instrument)));
      feed(new MarketEvent.FeedStatus(now, instrument, true, "connected"));
      print(instrument, price, BigDecimal.ONE, true);
    }
    feed(new VenueEvent.LinkStatus(now, Account.LIVE, true, "connected"));
    feed(new VenueEvent.LinkStatus(now, Account.PAPER, true, "connected"));
    settle();
  }

  Market market(InstrumentId instrument) {
    return exchange.market(instrument.symbol()).orElseThrow();
  }

  /** The outside market trades. */
  void print(InstrumentId instrument, BigDecimal price, BigDecimal qty, boolean buys) {
    exchange.print(
        market(instrument), Decimals.of(price), Decimals.of(qty), buys ? Side.BUY : Side.SELL, now);
    BigDecimal tick = kind.rules(instrument).tickSize();
    feed(
        new MarketEvent.Quote(
            now,
            instrument,
            price.subtract(tick),
            BigDecimal.ONE,
            price.add(tick),
            BigDecimal.ONE));
    settle();
  }

  /** Positions pay or receive that fraction of their value. */
  void fund(BigDecimal rate) {
    exchange.fund(market(kind.id()), Decimals.of(rate), now);
    settle();
  }

  void closeAll() {
    feed(
        new ControlEvent.CloseRequested(
            now, "close-" + commands++, Optional.empty(), "test", "the day is over", time()));
    settle();
  }

  /** Time passes. */
  void advance(long micros) {
    now += micros;
    feed(new ControlEvent.Tick(now));
    settle();
  }

  private void settle() {
    for (Event event = waiting.pollFirst(); event != null; event = waiting.pollFirst()) {
      feed(event);
    }
  }

  private void feed(Event event) {
    for (Action action : core.on(event)) {
      perform(action);
    }
  }

  private void perform(Action action) {
    switch (action) {
      case Action.Submit(NewOrder order) -> submit(order);
      case Action.Cancel cancel -> {
        Order order = words.order(cancel.order());
        if (order == null || !order.status().isOpen()) {
          tell(new VenueEvent.CancelRejected(now, cancel.order(), "-2011", "Unknown order sent."));
        } else {
          exchange.cancel(order, "c" + commands++, now);
        }
      }
      case Action.Replace replace -> replace(replace);
      case Action.Query query -> query(query.order());
      case Action.Reconcile reconcile -> {
        compared++;
        tell(new VenueEvent.AccountRead(now, account(reconcile)));
      }
      case Action.SetGate set -> tell(new ControlEvent.GateDrained(now, set.change(), 1));
      case Action.Log log -> {
        logged.merge(log.pattern(), 1, Integer::sum);
        lastLine.put(log.pattern(), log.fields());
      }
      case Action.Propose _,
          Action.Acknowledge _,
          Action.Raise _,
          Action.Measure _,
          Action.Reconciled _,
          Action.Audit _ -> {
        // Told to people.
      }
    }
  }

  private void tell(Event event) {
    waiting.addLast(event);
  }

  private void submit(NewOrder order) {
    OrderType type =
        switch (order.type()) {
          case LIMIT -> OrderType.LIMIT;
          case MARKET -> OrderType.MARKET;
          case STOP_LOSS -> OrderType.STOP_LOSS;
          case TAKE_PROFIT -> OrderType.TAKE_PROFIT;
        };
    var request =
        trader.simulator.matching.NewOrder.of(
                ACCOUNT,
                order.instrument().symbol(),
                order.id().value(),
                Side.valueOf(order.side().name()),
                type,
                TimeInForce.GTC,
                Decimals.of(order.qty()),
                scaled(order.price()),
                scaled(order.stopPrice()))
            .with(new PositionTerms(order.reduceOnly(), false, TriggerBy.LAST));
    try {
      exchange.place(request, now);
    } catch (RejectedException e) {
      String why =
          e.rejection() == Rejection.WOULD_TRIGGER_IMMEDIATELY
              ? "Order would trigger immediately."
              : e.rejection().toString();
      tell(new VenueEvent.Rejected(now, order.id(), "-2010", why));
    }
  }

  private void replace(Action.Replace replace) {
    Order order = words.order(replace.order());
    long qty = Decimals.of(replace.qty());
    if (order == null || !order.status().isOpen() || qty <= order.executed()) {
      tell(new VenueEvent.ReplaceRejected(now, replace.order(), "-2013", "Unknown order."));
      return;
    }
    try {
      exchange.amend(order, qty, scaled(replace.price()), scaled(replace.stopPrice()), now);
    } catch (RejectedException e) {
      tell(new VenueEvent.ReplaceRejected(now, replace.order(), "-2010", e.rejection().toString()));
    }
  }

  /** As the exchange has it: zero where there is none. */
  private static long scaled(@Nullable BigDecimal price) {
    return price == null ? 0 : Decimals.of(price);
  }

  private void query(ClientOrderId id) {
    Order order = words.order(id);
    tell(
        order == null
            ? new VenueEvent.OrderNotFound(now, id)
            : new VenueEvent.OrderFound(now, seen(order)));
  }

  private VenueOrder seen(Order order) {
    return new VenueOrder(
        new ClientOrderId(order.clientOrderId()),
        Long.toString(order.id()),
        new InstrumentId(order.symbol(), kind.id().venue()),
        trader.engine.core.orders.Side.valueOf(order.side().name()),
        switch (order.status()) {
          case NEW, PARTIALLY_FILLED -> VenueOrder.Status.WORKING;
          case FILLED -> VenueOrder.Status.FILLED;
          case CANCELED -> VenueOrder.Status.CANCELLED;
          case EXPIRED, EXPIRED_IN_MATCH -> VenueOrder.Status.EXPIRED;
        },
        Decimals.toBigDecimal(order.quantity()),
        Decimals.toBigDecimal(order.executed()),
        Decimals.toBigDecimal(order.price()),
        Decimals.toBigDecimal(order.request().stopPrice()));
  }

  private AccountSnapshot account(Action.Reconcile reconcile) {
    List<AssetBalance> balances = new ArrayList<>();
    exchange
        .ledger()
        .balances(ACCOUNT)
        .values()
        .forEach(balance ->
            balances.add(
                new AssetBalance(
                    balance.asset(),
                    Decimals.toBigDecimal(balance.free()),
                    Decimals.toBigDecimal(balance.locked()))));
    List<VenuePosition> positions = new ArrayList<>();
    if (kind.perpetual) {
      for (Position position : exchange.margins().positions(ACCOUNT)) {
        positions.add(
            new VenuePosition(
                kind.id(),
                Decimals.toBigDecimal(position.quantity()),
                Decimals.toBigDecimal(position.averagePrice())));
      }
    }
    return new AccountSnapshot(
        Account.LIVE,
        balances,
        exchange.orders().open(ACCOUNT).stream().map(this::seen).toList(),
        words.fillsAfter(reconcile.fillsFrom()),
        positions,
        words.funding());
  }

  private ControlEvent read() {
    Map<ControlLever, ControlEvent.LeverReading> levers = new EnumMap<>(ControlLever.class);
    levers.put(ControlLever.MODE, granted("auto"));
    levers.put(ControlLever.COLOR, granted("blue"));
    levers.put(ControlLever.CAPITAL, granted("100"));
    ControlEvent.LeverReading missing = new ControlEvent.LeverReading(null, Optional.empty());
    levers.put(ControlLever.PAUSE, missing);
    levers.put(ControlLever.KILL, missing);
    return new ControlEvent.ControlRead(now, now, 0, levers);
  }

  private ControlEvent.LeverReading granted(String value) {
    return new ControlEvent.LeverReading(
        value,
        Optional.of(new ControlEvent.Desk(value, 1, "g-" + value, "test", "test", time(), true)));
  }

  private Instant time() {
    return Instant.EPOCH.plus(now, ChronoUnit.MICROS);
  }
}
