package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trader.control.GateLevel;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;
import trader.engine.core.market.Market;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.engine.core.portfolio.Holding;

/**
 * Takes profit at a multiple of the stop's distance. In a perpetual a reduce-only order waits for
 * it at the venue; on spot the stop has locked what it would sell, so the engine itself ends the
 * position once the price is there.
 */
final class TakeProfits {
  private static final Set<Purpose> TAKES = EnumSet.of(Purpose.TAKE_PROFIT);
  private static final long RETRY_MICROS = 60_000_000;
  private static final String RULE = "take-profit";
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final BigDecimal multiple;
  private final Map<PositionKey, Long> refusedMicros = new HashMap<>();

  TakeProfits(Books books, Outbox outbox, Exits exits) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
    this.multiple = books.settings().protection().takeProfitMultiple();
  }

  /** The position is protected by its stop: sees to its profit too. */
  void proceed(PositionKey key, Holding holding, BigDecimal stopDistance, InstrumentRules rules) {
    if (multiple.signum() <= 0
        || books.levers().level(key.account(), outbox.atMicros()) == GateLevel.CLOSED
        || books.gate(key.account()) == GateLevel.CLOSED) {
      return;
    }
    BigDecimal target =
        rules
            .floorPrice(holding.entryPrice().add(stopDistance.multiply(multiple)))
            .add(rules.tickSize());
    if (rules.perpetual()) {
      rest(key, holding, target, rules);
      return;
    }
    Market market = books.market(key.instrument());
    if (market.hasPrice() && market.last().compareTo(target) >= 0) {
      take(key, holding.trace(), "the price has reached " + target.toPlainString());
    }
  }

  /** The position is over, or all but. */
  void end(PositionKey key) {
    for (Order order : books.open(key.account(), key.instrument(), TAKES)) {
      if (order.state() == OrderState.WORKING) {
        outbox.cancel(order);
      }
    }
  }

  /** The venue refused one: where the price is beyond it already, the profit is taken now. */
  void refused(Order order, VenueEvent.Rejected rejected) {
    PositionKey key = new PositionKey(order.intent().account(), order.intent().instrument());
    refusedMicros.put(key, outbox.atMicros());
    if (rejected.wouldTrigger()) {
      take(key, order.intent().trace(), "the price was beyond it before it could be placed");
    }
  }

  private void take(PositionKey key, String trace, String why) {
    exits.start(key.account(), key.instrument(), Purpose.EXIT, RULE, why, trace);
  }

  private void rest(PositionKey key, Holding holding, BigDecimal target, InstrumentRules rules) {
    List<Order> resting = books.open(key.account(), key.instrument(), TAKES);
    BigDecimal qty = holding.sellable(rules).min(rules.maxQty());
    Order right = null;
    Order working = null;
    for (Order order : resting) {
      switch (order.state()) {
        case PENDING, REPLACING, UNKNOWN -> {
          return;
        }
        case WORKING -> {
          working = order;
          right = order.openQty().compareTo(qty) == 0 ? order : right;
        }
        case CANCELLING, FILLED, CANCELLED, EXPIRED, REJECTED, LOST -> {
          // Counts no more.
        }
      }
    }
    if (right != null) {
      for (Order order : resting) {
        if (order != right && order.state() == OrderState.WORKING) {
          outbox.cancel(order);
        }
      }
    } else if (mayTry(key) && working != null && rules.amends()) {
      outbox.replace(working, working.filledQty().add(qty), target);
    } else if (mayTry(key) && rules.tradable(qty, target)) {
      outbox.submit(
          key.account(),
          key.instrument(),
          Side.SELL,
          OrderType.TAKE_PROFIT,
          Purpose.TAKE_PROFIT,
          qty,
          null,
          target,
          null,
          RULE,
          "takes the position's profit",
          holding.trace());
    }
  }

  private boolean mayTry(PositionKey key) {
    Long refused = refusedMicros.get(key);
    return (refused == null || outbox.atMicros() - refused >= RETRY_MICROS)
        && books.barred(key.account()) == null
        && !books.reconciling(key.account());
  }
}
