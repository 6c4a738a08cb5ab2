package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import trader.control.Alert;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.Account;
import trader.engine.core.InstrumentRules;
import trader.engine.core.market.Market;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.engine.core.portfolio.Holding;

/**
 * Sees that every position has stops at the venue for all of its quantity, that none outlives its
 * position, and that someone hears of it where that fails.
 */
final class Protector {
  /** Fills of one order come in bursts; one stop for all of them is better than one for each. */
  private static final long BURST_MICROS = 50_000;

  /** The paper venue's code for a stop that the market is beyond already. */
  private static final String WOULD_TRIGGER = "would-trigger";

  private static final long ALARM_MICROS = 1_000_000;
  private static final long RETRY_MICROS = 1_000_000;

  /** Where an entry did not say how far its stop belongs, e.g. one that was adopted. */
  private static final BigDecimal DEFAULT_STOP_FRACTION = new BigDecimal("0.02");

  private static final Set<Purpose> STOPS = EnumSet.of(Purpose.STOP);
  private static final Set<Purpose> ENTRIES = EnumSet.of(Purpose.ENTRY);
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final Map<Key, Long> uncoveredSince = new HashMap<>();
  private final Map<Key, Long> retryAt = new HashMap<>();

  private record Key(Account account, InstrumentId instrument) {}

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
      if (rules.isPresent() && market.hasPrice()) {
        protect(holding, market, rules.get());
      }
    }
  }

  /** A stop was refused: where the market is beyond it already, the position is sold now. */
  void refused(Order stop, String code, String why) {
    Account account = stop.intent().account();
    InstrumentId instrument = stop.intent().instrument();
    if (code.equals(WOULD_TRIGGER) || why.contains("trigger immediately")) {
      exits.start(
          account,
          instrument,
          Purpose.STOP,
          stop.intent().strategy(),
          "the market was beyond the stop before it could be placed");
      return;
    }
    retryAt.put(new Key(account, instrument), outbox.atMicros() + RETRY_MICROS);
  }

  private void protect(Holding holding, Market market, InstrumentRules rules) {
    Key key = new Key(holding.account(), holding.instrument());
    List<Order> stops = books.open(key.account, key.instrument, STOPS);
    if (!holding.isPosition(rules, market.last())) {
      stops.stream().filter(stop -> stop.state() == OrderState.WORKING).forEach(outbox::cancel);
      covered(key);
      return;
    }
    if (exits.exiting(key.account, key.instrument)) {
      return;
    }
    BigDecimal covered = BigDecimal.ZERO;
    for (Order stop : stops) {
      covered = covered.add(stop.openQty());
    }
    BigDecimal missing = holding.sellable(rules).subtract(covered);
    BigDecimal trigger = trigger(holding, rules);
    if (missing.signum() <= 0 || !rules.tradable(missing, trigger)) {
      covered(key);
      return;
    }
    long since = uncoveredSince.computeIfAbsent(key, _ -> outbox.atMicros());
    boolean burst = !books.open(key.account, key.instrument, ENTRIES).isEmpty();
    long waited = outbox.atMicros() - since;
    if (waited >= ALARM_MICROS) {
      alarm(key, missing);
    }
    if (!(burst && waited < BURST_MICROS)
        && outbox.atMicros() >= retryAt.getOrDefault(key, 0L)
        && !books.levers().holds(trader.control.Lever.RECONCILING)) {
      place(holding, key, missing, trigger);
    }
  }

  private void place(Holding holding, Key key, BigDecimal missing, BigDecimal trigger) {
    outbox.submit(
        key.account,
        key.instrument,
        Side.SELL,
        OrderType.STOP_LOSS,
        Purpose.STOP,
        missing,
        null,
        trigger,
        null,
        holding.strategy(),
        "protects the position");
  }

  private void covered(Key key) {
    if (uncoveredSince.remove(key) != null) {
      retryAt.remove(key);
      outbox.calm(Reason.UNPROTECTED_POSITION, key.instrument.toString());
    }
  }

  private void alarm(Key key, BigDecimal missing) {
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.UNPROTECTED_POSITION,
        key.instrument.toString(),
        missing.toPlainString()
            + " of the position has no stop at the venue, for more than "
            + ALARM_MICROS / 1_000_000
            + " s; the engine keeps trying; /close "
            + key.instrument.symbol()
            + " ends the position");
  }

  private static BigDecimal trigger(Holding holding, InstrumentRules rules) {
    BigDecimal average = holding.averagePrice();
    BigDecimal distance =
        holding.stopDistance().orElseGet(() -> average.multiply(DEFAULT_STOP_FRACTION));
    return rules.floorPrice(average.subtract(distance)).max(rules.tickSize());
  }
}
