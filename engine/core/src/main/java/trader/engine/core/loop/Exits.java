package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.control.Alert;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.Account;
import trader.engine.core.InstrumentRules;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.engine.core.portfolio.Holding;

/**
 * Ends positions. A stop locks what it protects, so an exit first cancels what works for the
 * position, and sells once the venue has confirmed each; if the stop fills meanwhile, that was the
 * exit. A plan that cannot finish gives up, and the position is protected anew.
 */
final class Exits {
  private static final long PATIENCE_MICROS = 10_000_000;
  private static final Set<Purpose> IN_THE_WAY =
      EnumSet.of(Purpose.ENTRY, Purpose.STOP, Purpose.EXIT);
  private final Books books;
  private final Outbox outbox;
  private final Map<Key, Plan> plans = new LinkedHashMap<>();

  private record Key(Account account, InstrumentId instrument) {}

  private static final class Plan {
    private final Purpose purpose;
    private final String strategy;
    private final String cause;
    private final long startedMicros;
    private @Nullable Order sale;

    Plan(Purpose purpose, String strategy, String cause, long startedMicros) {
      this.purpose = purpose;
      this.strategy = strategy;
      this.cause = cause;
      this.startedMicros = startedMicros;
    }
  }

  Exits(Books books, Outbox outbox) {
    this.books = books;
    this.outbox = outbox;
  }

  boolean exiting(Account account, InstrumentId instrument) {
    return plans.containsKey(new Key(account, instrument));
  }

  boolean idle() {
    return plans.isEmpty();
  }

  /** Starts to end a position; a second start does nothing. */
  void start(
      Account account, InstrumentId instrument, Purpose purpose, String strategy, String cause) {
    plans.putIfAbsent(
        new Key(account, instrument), new Plan(purpose, strategy, cause, outbox.atMicros()));
  }

  /** Takes every plan one step further. */
  void proceed() {
    List<Key> done = new ArrayList<>();
    plans.forEach((key, plan) -> {
      if (step(key, plan)) {
        done.add(key);
      }
    });
    done.forEach(plans::remove);
  }

  private boolean step(Key key, Plan plan) {
    Order sale = plan.sale;
    if (sale != null) {
      return sale.state().finished() && saleEnded(key, sale);
    }
    List<Order> inTheWay = books.open(key.account, key.instrument, IN_THE_WAY);
    for (Order order : inTheWay) {
      if (order.state() == OrderState.WORKING) {
        outbox.cancel(order);
      }
    }
    if (!inTheWay.isEmpty()) {
      return tooLate(key, plan, "orders in its way were not confirmed cancelled");
    }
    Holding holding = books.portfolio().holding(key.account, key.instrument);
    Optional<InstrumentRules> rules = books.market(key.instrument).rules();
    if (rules.isEmpty()) {
      return tooLate(key, plan, "the venue's rules for it are not known");
    }
    BigDecimal qty = holding.sellable(rules.get()).min(rules.get().maxQty());
    if (!books.inPosition(key.account, key.instrument) || qty.signum() <= 0) {
      return true;
    }
    plan.sale =
        outbox.submit(
            key.account,
            key.instrument,
            Side.SELL,
            OrderType.MARKET,
            plan.purpose,
            qty,
            null,
            null,
            null,
            plan.strategy,
            plan.cause);
    return plan.sale == null;
  }

  private boolean saleEnded(Key key, Order sale) {
    if (sale.state() != OrderState.FILLED) {
      outbox.alert(
          Alert.Severity.CRITICAL,
          Reason.ORDER_REJECTED,
          key.instrument.toString(),
          "the sale "
              + sale.id()
              + " that ends the position ended "
              + sale.state().text()
              + " with "
              + sale.filledQty().toPlainString()
              + " of "
              + sale.intent().qty().toPlainString()
              + " filled; the position is protected anew; send /close "
              + key.instrument.symbol()
              + " to try again");
    }
    return true;
  }

  private boolean tooLate(Key key, Plan plan, String why) {
    if (outbox.atMicros() - plan.startedMicros < PATIENCE_MICROS) {
      return false;
    }
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.ORDER_REJECTED,
        key.instrument.toString(),
        "the exit was given up: "
            + why
            + "; look at /orders, then /close "
            + key.instrument.symbol());
    return true;
  }
}
