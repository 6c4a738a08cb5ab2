package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import trader.control.Account;
import trader.control.Alert;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;
import trader.engine.core.market.Market;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.engine.core.portfolio.Holding;

/**
 * Sees that every position has stops at the venue for all of its quantity and no more, that none
 * outlives its position, and that someone hears of it where that fails. Stops that the venue does
 * not keep are placed again ever more slowly, and after {@value #BUDGET} of them new risk is
 * stopped.
 */
final class Protector {
  /** Fills of one order come in bursts; one stop for all of them is better than one for each. */
  private static final long BURST_MICROS = 50_000;

  private static final long ALARM_MICROS = 1_000_000;

  /** While a position is being ended its stop is gone on purpose; that should not take long. */
  private static final long EXITING_ALARM_MICROS = 5_000_000;

  private static final long RETRY_MICROS = 1_000_000;
  private static final long FORGET_MICROS = 600_000_000;
  private static final int MOST_DOUBLINGS = 6;
  private static final int BUDGET = 5;

  /** Where an entry did not say how far its stop belongs, e.g. one that was adopted. */
  private static final BigDecimal DEFAULT_STOP_FRACTION = new BigDecimal("0.02");

  private static final Set<Purpose> SALES = EnumSet.of(Purpose.STOP, Purpose.EXIT, Purpose.CLOSE);
  private static final Set<Purpose> ENTRIES = EnumSet.of(Purpose.ENTRY);
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final Map<Key, Long> uncoveredSince = new HashMap<>();
  private final Map<Key, Trouble> troubles = new HashMap<>();
  private Optional<String> breach = Optional.empty();

  private record Key(Account account, InstrumentId instrument) {}

  /** How often the venue has not kept a stop of late, and when it is tried again. */
  private record Trouble(int count, long lastMicros) {
    long retryMicros() {
      return lastMicros + (RETRY_MICROS << Math.min(count - 1, MOST_DOUBLINGS));
    }
  }

  Protector(Books books, Outbox outbox, Exits exits) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
  }

  /** Places what is missing and cancels what is too much. */
  void proceed() {
    for (Holding holding : books.busyHoldings()) {
      Market market = books.market(holding.instrument());
      Optional<InstrumentRules> rules = market.rules();
      if (rules.isPresent()) {
        BigDecimal price = market.hasPrice() ? market.last() : holding.averagePrice();
        protect(holding, price, rules.get());
      }
    }
  }

  /** A stop was refused: where the market is beyond it already, the position is sold now. */
  void refused(Order stop, VenueEvent.Rejected rejected) {
    notKept(stop, rejected.why());
    if (rejected.wouldTrigger()) {
      exits.start(
          stop.intent().account(),
          stop.intent().instrument(),
          Purpose.STOP,
          stop.intent().strategy(),
          "the market was beyond the stop before it could be placed");
    }
  }

  /**
   * The venue ended a stop although we had not asked. One that was executed in part had triggered:
   * the rest of the position is sold now.
   */
  void ended(Order stop, BigDecimal executedQty, String why) {
    notKept(stop, why);
    if (executedQty.signum() > 0) {
      exits.start(
          stop.intent().account(),
          stop.intent().instrument(),
          Purpose.STOP,
          stop.intent().strategy(),
          "the stop triggered and was not filled in whole");
    }
  }

  private void notKept(Order stop, String why) {
    Key key = new Key(stop.intent().account(), stop.intent().instrument());
    Trouble before = troubles.get(key);
    int count = before == null || forgotten(before) ? 1 : before.count + 1;
    troubles.put(key, new Trouble(count, outbox.atMicros()));
    if (count == BUDGET) {
      breach =
          Optional.of(
              BUDGET
                  + " stops of "
                  + key.instrument
                  + " in a row were not kept by the venue, the last because: "
                  + why);
    }
  }

  /** What must stop new risk, told once. */
  Optional<String> takeBreach() {
    Optional<String> taken = breach;
    breach = Optional.empty();
    return taken;
  }

  private void protect(Holding holding, BigDecimal price, InstrumentRules rules) {
    Key key = new Key(holding.account(), holding.instrument());
    List<Order> sales = books.open(key.account, key.instrument, SALES);
    boolean exiting = exits.exiting(key.account, key.instrument);
    if (!holding.isPosition(rules, price)) {
      if (!exiting) {
        cancelBeyond(sales, BigDecimal.ZERO);
      }
      covered(key);
      return;
    }
    BigDecimal sellable = holding.sellable(rules);
    BigDecimal open = BigDecimal.ZERO;
    BigDecimal kept = BigDecimal.ZERO;
    for (Order sale : sales) {
      open = open.add(sale.openQty());
      if (sale.intent().purpose() == Purpose.STOP && sale.state() == OrderState.WORKING) {
        kept = kept.add(sale.openQty());
      }
    }
    if (!rules.tradable(sellable.subtract(kept), price)) {
      covered(key);
    } else {
      uncovered(key, sellable.subtract(kept), exiting);
    }
    if (exiting) {
      return;
    }
    if (open.compareTo(sellable) > 0) {
      cancelBeyond(sales, sellable);
    } else if (mayPlace(key)) {
      place(holding, key, sellable.subtract(open), rules);
    }
  }

  /** Cancels stops, the newest first, until what is open is not more than {@code most}. */
  private void cancelBeyond(List<Order> sales, BigDecimal most) {
    BigDecimal open = BigDecimal.ZERO;
    for (Order sale : sales) {
      open = open.add(sale.openQty());
    }
    for (Order sale : sales.reversed()) {
      if (open.compareTo(most) <= 0) {
        return;
      }
      if (sale.intent().purpose() == Purpose.STOP) {
        if (sale.state() == OrderState.WORKING) {
          outbox.cancel(sale);
        }
        open = open.subtract(sale.openQty());
      }
    }
  }

  private boolean mayPlace(Key key) {
    long since = uncoveredSince.getOrDefault(key, outbox.atMicros());
    boolean burst =
        !books.open(key.account, key.instrument, ENTRIES).isEmpty()
            && outbox.atMicros() - since < BURST_MICROS;
    Trouble trouble = troubles.get(key);
    return !burst
        && books.barred(key.account) == null
        && !books.reconciling(key.account)
        && (trouble == null || outbox.atMicros() >= trouble.retryMicros());
  }

  private void place(Holding holding, Key key, BigDecimal missing, InstrumentRules rules) {
    BigDecimal qty = rules.floorQty(missing.min(rules.maxQty()));
    BigDecimal trigger = trigger(holding, rules);
    if (rules.tradable(qty, trigger)) {
      outbox.submit(
          key.account,
          key.instrument,
          Side.SELL,
          OrderType.STOP_LOSS,
          Purpose.STOP,
          qty,
          null,
          trigger,
          null,
          holding.strategy(),
          "protects the position");
    }
  }

  private void covered(Key key) {
    if (uncoveredSince.remove(key) != null) {
      outbox.calm(Reason.UNPROTECTED_POSITION, key.instrument.toString());
    }
  }

  private boolean forgotten(Trouble trouble) {
    return outbox.atMicros() - trouble.lastMicros >= FORGET_MICROS;
  }

  private void uncovered(Key key, BigDecimal qty, boolean exiting) {
    long since = uncoveredSince.computeIfAbsent(key, _ -> outbox.atMicros());
    long limit = exiting ? EXITING_ALARM_MICROS : ALARM_MICROS;
    if (outbox.atMicros() - since >= limit) {
      outbox.alert(
          Alert.Severity.CRITICAL,
          Reason.UNPROTECTED_POSITION,
          key.instrument.toString(),
          qty.toPlainString()
              + " of the "
              + key.account.text()
              + " position has no stop at the venue, for more than "
              + limit / 1_000_000
              + " s; the engine keeps trying; /close "
              + key.instrument.symbol()
              + " ends the position");
    }
  }

  private static BigDecimal trigger(Holding holding, InstrumentRules rules) {
    BigDecimal average = holding.averagePrice();
    BigDecimal distance =
        holding.stopDistance().orElseGet(() -> average.multiply(DEFAULT_STOP_FRACTION));
    return rules.floorPrice(average.subtract(distance)).max(rules.tickSize());
  }
}
