package trader.engine.core.kit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import trader.control.Account;
import trader.control.ControlLever;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.ControlEvent.CoreSettings;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.loop.Core;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.ProposedEntry;

/**
 * Events drawn from a seed, without any venue behind them: reports of orders that were sent come in
 * any order, twice, or contradict each other. An order is never filled for more than its quantity,
 * and time does not go back; nothing else is promised.
 */
public final class RandomEvents {
  private static final List<String> MODES = List.of("auto", "auto", "manual", "paper");
  private final Random random;
  private final CoreSettings settings;
  private final DeskModel desk = new DeskModel();
  private final List<NewOrder> orders = new ArrayList<>();
  private final Map<ClientOrderId, BigDecimal> filled = new HashMap<>();
  private final Map<InstrumentId, BigDecimal> prices = new HashMap<>();
  private final Deque<Event> due = new ArrayDeque<>();
  private long now = CoreKit.NOON;
  private long trades = 1;
  private long tradeIds = 1;
  private int commands;

  /** From that seed; begins with what makes a core trade. */
  public RandomEvents(long seed, CoreSettings settings) {
    this.random = new Random(seed);
    this.settings = settings;
    due.add(new ControlEvent.Restored(now, Checkpoint.none()));
    for (InstrumentId instrument : settings.instruments()) {
      prices.put(instrument, CoreKit.dec("100"));
      due.add(new VenueEvent.Listed(now, CoreKit.rules(instrument)));
      CoreKit.pastBars(now, 8, CoreKit.dec("100"))
          .forEach(bar -> due.add(new MarketEvent.PastBar(now, instrument, bar)));
      due.add(new MarketEvent.FeedStatus(now, instrument, true, "connected"));
    }
    due.add(new VenueEvent.LinkStatus(now, Account.LIVE, true, "connected"));
  }

  /** The time of the last event, microseconds since the epoch. */
  public long now() {
    return now;
  }

  /** Takes what the core wanted, since later events are about it. */
  public void seen(List<Action> actions) {
    for (Action action : actions) {
      if (action instanceof Action.Submit(NewOrder order)) {
        orders.add(order);
      } else if (action instanceof Action.SetGate set && random.nextInt(8) > 0) {
        due.add(new ControlEvent.GateDrained(now, set.change(), 20));
      }
    }
  }

  /** The next event, for a core in that state. */
  public Event next(Core core) {
    Event waiting = due.pollFirst();
    if (waiting != null) {
      return waiting;
    }
    now += random.nextInt(4) == 0 ? random.nextLong(300 * CoreKit.MILLI) : random.nextLong(20_000);
    int draw = random.nextInt(100);
    if (draw < 35) {
      return trade();
    } else if (draw < 55) {
      return new ControlEvent.Tick(now);
    } else if (draw < 80 && !orders.isEmpty()) {
      return report();
    } else if (draw < 86) {
      return account();
    } else if (draw < 94) {
      return operator(core);
    }
    return trouble();
  }

  private Event trade() {
    InstrumentId instrument = instrument();
    BigDecimal price =
        price(instrument)
            .multiply(BigDecimal.valueOf(10_000 + random.nextInt(-60, 61), 4))
            .setScale(2, RoundingMode.HALF_EVEN)
            .max(CoreKit.dec("20"));
    prices.put(instrument, price);
    return new MarketEvent.Trade(now, instrument, now, trades++, price, BigDecimal.ONE, false);
  }

  private BigDecimal price(InstrumentId instrument) {
    return prices.getOrDefault(instrument, BigDecimal.ONE);
  }

  private InstrumentId instrument() {
    return settings.instruments().get(random.nextInt(settings.instruments().size()));
  }

  /** Mostly about the latest orders, since those are under way. */
  private NewOrder order() {
    int back = random.nextInt(10) == 0 ? random.nextInt(orders.size()) : random.nextInt(4);
    return orders.get(Math.max(0, orders.size() - 1 - back));
  }

  private Event report() {
    NewOrder order = order();
    ClientOrderId id = random.nextInt(40) == 0 ? new ClientOrderId("web_1") : order.id();
    return switch (random.nextInt(16)) {
      case 0, 1, 2, 3 -> new VenueEvent.Accepted(now, id, "v" + order.id());
      case 4, 5, 6, 7 -> fill(order);
      case 8 -> new VenueEvent.Cancelled(now, id, executed(order), "on request");
      case 9 -> new VenueEvent.Expired(now, id, executed(order), "by rule");
      case 10 ->
          new VenueEvent.Rejected(
              now, id, "-2010", random.nextBoolean() ? "no" : "would trigger immediately");
      case 11 -> new VenueEvent.CancelRejected(now, id, "-2011", "Unknown order sent.");
      case 12 -> new VenueEvent.OutcomeUnknown(now, id, "no answer in time");
      case 13 -> new VenueEvent.OrderFound(now, venues(order));
      case 14 -> new VenueEvent.OrderNotFound(now, id);
      default -> new VenueEvent.QueryFailed(now, id, "503");
    };
  }

  private BigDecimal filled(NewOrder order) {
    return filled.getOrDefault(order.id(), BigDecimal.ZERO);
  }

  /** What is filled, or a little more that is still to be told. */
  private BigDecimal executed(NewOrder order) {
    return random.nextInt(3) > 0 ? filled(order) : filled(order).add(part(order));
  }

  private BigDecimal part(NewOrder order) {
    BigDecimal open = order.qty().subtract(filled(order));
    return random.nextBoolean()
        ? open
        : CoreKit.rules(order.instrument()).floorQty(open.multiply(new BigDecimal("0.5")));
  }

  private Event fill(NewOrder order) {
    Optional<VenueEvent.Filled> fill = execution(order);
    if (fill.isEmpty()) {
      return new VenueEvent.Accepted(now, order.id(), "v" + order.id());
    }
    if (random.nextInt(6) == 0) {
      due.add(fill.get());
    }
    return fill.get();
  }

  private Optional<VenueEvent.Filled> execution(NewOrder order) {
    BigDecimal qty = part(order);
    if (qty.signum() == 0) {
      return Optional.empty();
    }
    filled.merge(order.id(), qty, BigDecimal::add);
    return Optional.of(
        new VenueEvent.Filled(
            now,
            order.id(),
            "v" + order.id(),
            Long.toString(tradeIds++),
            price(order.instrument()),
            qty,
            random.nextInt(4) == 0 ? new BigDecimal("0.00001") : BigDecimal.ZERO,
            random.nextBoolean() ? "USDT" : "BNB",
            false,
            now));
  }

  private VenueOrder venues(NewOrder order) {
    VenueOrder.Status[] all = VenueOrder.Status.values();
    return new VenueOrder(
        order.id(),
        "v" + order.id(),
        order.instrument(),
        order.side(),
        all[random.nextInt(all.length)],
        order.qty(),
        executed(order),
        BigDecimal.ZERO,
        BigDecimal.ZERO);
  }

  private Event account() {
    if (random.nextInt(6) == 0) {
      return new VenueEvent.AccountReadFailed(now, Account.LIVE, "503");
    }
    List<VenueOrder> open = new ArrayList<>();
    List<PastFill> fills = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0 && !orders.isEmpty(); i--) {
      NewOrder order = order();
      open.add(venues(order));
      if (random.nextInt(4) == 0) {
        execution(order).map(fill -> past(order, fill)).ifPresent(fills::add);
      }
    }
    List<AssetBalance> balances =
        List.of(
            new AssetBalance("USDT", BigDecimal.valueOf(random.nextLong(20_000)), BigDecimal.ZERO),
            new AssetBalance("BTC", BigDecimal.valueOf(random.nextLong(20)), BigDecimal.ZERO),
            new AssetBalance("ETH", BigDecimal.valueOf(random.nextLong(20)), BigDecimal.ZERO));
    return new VenueEvent.AccountRead(
        now, new AccountSnapshot(Account.LIVE, balances, open, fills));
  }

  private static PastFill past(NewOrder order, VenueEvent.Filled fill) {
    return new PastFill(
        order.instrument(),
        fill.venueOrderId(),
        fill.tradeId(),
        true,
        fill.price(),
        fill.qty(),
        fill.fee(),
        fill.feeAsset(),
        false,
        fill.venueMicros());
  }

  private Event operator(Core core) {
    String command = "q" + commands++;
    return switch (random.nextInt(12)) {
      case 0 -> {
        desk.raw(ControlLever.MODE, random.nextInt(3) > 0 ? "halt" : "hlat");
        yield read();
      }
      case 1 -> {
        desk.unsigned(ControlLever.MODE, "halt", now);
        yield read();
      }
      case 2 ->
          new ControlEvent.CloseRequested(
              now, command, Optional.empty(), "cli:anna", "drill", CoreKit.time(now));
      case 3 ->
          new ControlEvent.Killed(now, now, 0, command, Reason.OPERATOR, "http:anna", "drill");
      case 4 -> new ControlEvent.ReconcileRequested(now, command, "cli:anna");
      case 5, 6 -> {
        List<ProposedEntry> waiting = core.checkpoint().proposals();
        String id = waiting.isEmpty() ? "P-b0-0" : waiting.getFirst().id();
        yield new ControlEvent.ApproveRequested(
            now, command, id, "cli:anna", "ok", CoreKit.time(now), random.nextInt(4) > 0);
      }
      case 7 -> new ControlEvent.RejectRequested(now, command, "P-b0-0", "cli:anna", "no");
      default -> {
        desk.grant(ControlLever.MODE, MODES.get(random.nextInt(MODES.size())), now);
        desk.grant(ControlLever.COLOR, "blue", now);
        desk.grant(ControlLever.CAPITAL, "100", now);
        desk.grant(ControlLever.KILL, "armed", now);
        yield read();
      }
    };
  }

  private Event read() {
    return new ControlEvent.ControlRead(now, now, 0, desk.reading());
  }

  private Event trouble() {
    return switch (random.nextInt(5)) {
      case 0 -> {
        due.add(new VenueEvent.LinkStatus(now, Account.LIVE, true, "connected"));
        yield new VenueEvent.LinkStatus(now, Account.LIVE, false, "reset by peer");
      }
      case 1 -> {
        InstrumentId instrument = instrument();
        due.add(new MarketEvent.FeedStatus(now, instrument, true, "connected"));
        yield new MarketEvent.FeedStatus(now, instrument, false, "reset by peer");
      }
      case 2 -> new ControlEvent.ControlLost(now, now, "timeout");
      case 3 -> new VenueEvent.Listed(now, CoreKit.rules(instrument()));
      default -> new VenueEvent.CallFailed(now, Account.LIVE, "account", "503");
    };
  }
}
