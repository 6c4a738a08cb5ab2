package trader.engine.core.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.Checkpoint.PositionRecord;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.loop.Core;
import trader.engine.core.loop.StateView;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/** What must hold after every event, whatever it was. */
public final class Invariants {
  /** A position that is being ended is alerted on after five seconds without a stop. */
  private static final long UNPROTECTED_MICROS = 6 * CoreKit.SECOND;

  private final long seed;
  private final Core core;
  private final Map<Account, GateLevel> gates = new EnumMap<>(Account.class);
  private final Map<InstrumentId, BigDecimal> prices = new HashMap<>();
  private final Map<String, Long> uncoveredSince = new HashMap<>();
  private boolean halted;
  private int events;

  /** Of that core, in a story of that seed. */
  public Invariants(long seed, Core core) {
    this.seed = seed;
    this.core = core;
    gates.put(Account.LIVE, GateLevel.CLOSED);
    gates.put(Account.PAPER, GateLevel.CLOSED);
  }

  /** Checks what the core made of an event. */
  public void check(Event event, List<Action> actions) {
    events++;
    if (event instanceof ControlEvent.ControlRead reading && grantsAMode(reading)) {
      halted = false;
    }
    if (event instanceof MarketEvent.Trade trade) {
      prices.put(trade.instrument(), trade.price());
    }
    for (Action action : actions) {
      check(action, event);
    }
    protection(event);
  }

  private static boolean grantsAMode(ControlEvent.ControlRead reading) {
    ControlEvent.LeverReading mode = reading.levers().get(ControlLever.MODE);
    return mode != null
        && !"halt".equals(mode.raw())
        && mode.desk()
            .filter(desk -> desk.granted() && desk.value().equals(mode.raw()))
            .isPresent();
  }

  private void check(Action action, Event event) {
    switch (action) {
      case Action.SetGate set -> {
        gates.put(Account.LIVE, set.live());
        gates.put(Account.PAPER, set.paper());
        if (halted) {
          assertThat(List.of(set.live(), set.paper()))
              .as(at("the gates after an acknowledged halt", event))
              .containsOnly(GateLevel.CLOSED);
        }
      }
      case Action.Submit(NewOrder order) -> submitted(order, event);
      case Action.Acknowledge(Acknowledgement ack) ->
          halted |=
              ack.subject().equals("mode")
                  && ack.value().equals("halt")
                  && ack.outcome() == Acknowledgement.Outcome.APPLIED
                  && ack.gate() == GateLevel.CLOSED;
      default -> {
        // Nothing that could do harm.
      }
    }
  }

  private void submitted(NewOrder order, Event event) {
    if (order.side() == Side.BUY) {
      assertThat(halted).as(at("an entry after an acknowledged halt: " + order, event)).isFalse();
      assertThat(order.purpose()).as(at("only entries buy", event)).isEqualTo(Purpose.ENTRY);
      assertThat(gates.get(order.account()))
          .as(at("the gate for " + order, event))
          .isEqualTo(GateLevel.OPEN);
      return;
    }
    BigDecimal offered = BigDecimal.ZERO;
    Checkpoint books = core.checkpoint();
    for (OrderRecord record : books.orders()) {
      NewOrder other = record.order();
      if (!record.state().finished()
          && other.side() == Side.SELL
          && other.account() == order.account()
          && other.instrument().equals(order.instrument())) {
        offered = offered.add(record.openQty());
      }
    }
    assertThat(offered)
        .as(at("all sales together, with " + order, event))
        .isLessThanOrEqualTo(held(books, order.account(), order.instrument()));
  }

  private static BigDecimal held(Checkpoint books, Account account, InstrumentId instrument) {
    return books.positions().stream()
        .filter(
            position -> position.account() == account && position.instrument().equals(instrument))
        .map(PositionRecord::qty)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }

  private void protection(Event event) {
    Checkpoint books = core.checkpoint();
    uncoveredSince.keySet().retainAll(books.positions().stream().map(Invariants::key).toList());
    for (PositionRecord position : books.positions()) {
      String key = key(position);
      BigDecimal kept =
          books.orders().stream()
              .filter(record -> record.state() == OrderState.WORKING)
              .filter(record -> record.order().purpose() == Purpose.STOP)
              .filter(record -> record.order().account() == position.account())
              .filter(record -> record.order().instrument().equals(position.instrument()))
              .map(OrderRecord::openQty)
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal price = prices.getOrDefault(position.instrument(), BigDecimal.ONE);
      BigDecimal bare = position.qty().subtract(kept);
      var rules = CoreKit.rules(position.instrument());
      if (bare.signum() <= 0 || !rules.tradable(rules.floorQty(bare), price)) {
        uncoveredSince.remove(key);
      } else {
        long since = uncoveredSince.computeIfAbsent(key, _ -> event.atMicros());
        boolean due = event instanceof ControlEvent.Tick;
        if (due && event.atMicros() - since > UNPROTECTED_MICROS) {
          assertThat(state().alerts())
              .as(at("alerts while " + bare + " of " + key + " has no stop", event))
              .anyMatch(text -> text.startsWith(Reason.UNPROTECTED_POSITION.text()));
        }
      }
    }
  }

  private static String key(PositionRecord position) {
    return position.account() + " " + position.instrument();
  }

  private EngineState state() {
    return core.state(new StateView.ProcessFacts("a model", false, true, 1, Instant.EPOCH));
  }

  private String at(String what, Event event) {
    return what + " (seed " + seed + ", event " + events + ": " + event + ")";
  }
}
