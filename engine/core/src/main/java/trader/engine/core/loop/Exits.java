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
import trader.control.Account;
import trader.control.Alert;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.InstrumentRules;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.engine.core.portfolio.Holding;

/**
 * Ends positions. A stop locks what it protects, so an exit first cancels what works for the
 * position, and sells once the venue has confirmed each; if the stop fills meanwhile, that was the
 * exit. In a perpetual the sale is reduce-only and goes at once, under the stop. A plan that cannot
 * finish gives up, and the position is protected anew.
 */
final class Exits {
  private static final long PATIENCE_MICROS = 10_000_000;
  private static final Set<Purpose> ADDING = EnumSet.of(Purpose.ENTRY);

  /** How long an operator's close waits for the account to be compared with the venue's. */
  private static final long COMPARING_MICROS = 3_000_000;

  private final Books books;
  private final Outbox outbox;
  private final Map<PositionKey, Plan> plans = new LinkedHashMap<>();

  private static final class Plan {
    private Purpose purpose;
    private String strategy;
    private String cause;
    private String trace;
    private long startedMicros;
    private @Nullable Order sale;
    private BigDecimal sold = BigDecimal.ZERO;

    Plan(Purpose purpose, String strategy, String cause, String trace, long startedMicros) {
      this.purpose = purpose;
      this.strategy = strategy;
      this.cause = cause;
      this.trace = trace;
      this.startedMicros = startedMicros;
    }
  }

  Exits(Books books, Outbox outbox) {
    this.books = books;
    this.outbox = outbox;
  }

  boolean exiting(Account account, InstrumentId instrument) {
    return plans.containsKey(new PositionKey(account, instrument));
  }

  /**
   * Whether a position is being ended and needs no stop until it is: not so while the venue does
   * not know the sale.
   */
  boolean ending(Account account, InstrumentId instrument) {
    Plan plan = plans.get(new PositionKey(account, instrument));
    return plan != null && (plan.sale == null || !plan.sale.absentSale());
  }

  boolean idle() {
    return plans.isEmpty();
  }

  /**
   * Starts to end a position. Where that is under way already, a second start does nothing, save
   * that an operator's close or a triggered stop takes a strategy's exit over, since it passes
   * gates that the exit does not.
   *
   * @param trace the decision or command that it comes from
   */
  void start(
      Account account,
      InstrumentId instrument,
      Purpose purpose,
      String strategy,
      String cause,
      String trace) {
    Plan plan = plans.get(new PositionKey(account, instrument));
    if (plan == null) {
      outbox.calm(Reason.ORDER_REJECTED, instrument.toString());
      plans.put(
          new PositionKey(account, instrument),
          new Plan(purpose, strategy, cause, trace, outbox.atMicros()));
    } else if (plan.purpose == Purpose.EXIT) {
      plan.purpose = purpose;
      plan.strategy = strategy;
      plan.cause = cause;
      plan.trace = trace;
      plan.startedMicros = outbox.atMicros();
    }
  }

  /** Takes every plan one step further. */
  void proceed() {
    if (plans.isEmpty()) {
      return;
    }
    List<PositionKey> done = new ArrayList<>();
    plans.forEach((key, plan) -> {
      if (step(key, plan)) {
        done.add(key);
      }
    });
    done.forEach(plans::remove);
  }

  /** Answers whether the plan has come to its end. */
  private boolean step(PositionKey key, Plan plan) {
    Order sale = plan.sale;
    if (sale != null) {
      if (!sale.state().finished()) {
        return false;
      }
      plan.sale = null;
      plan.sold = plan.sold.add(sale.filledQty());
      boolean takenOver = sale.intent().purpose() != plan.purpose;
      if (sale.state() != OrderState.FILLED && !takenOver) {
        if (books.inPosition(key.account(), key.instrument())) {
          saleFailed(key, sale);
        }
        return true;
      }
      plan.startedMicros = outbox.atMicros();
    }
    if (plan.purpose == Purpose.EXIT
        && books.levers().level(key.account(), outbox.atMicros()) == GateLevel.CLOSED) {
      if (books.inPosition(key.account(), key.instrument())) {
        gateClosed(key, plan);
      }
      return true;
    }
    Optional<String> obstacle = obstacle(key, plan);
    return obstacle.isPresent() ? tooLate(key, plan, obstacle.get()) : sell(key, plan);
  }

  /** What has to be waited for before the sale; cancels what is in its way. */
  private Optional<String> obstacle(PositionKey key, Plan plan) {
    String barred = books.barred(key.account());
    if (barred != null) {
      return Optional.of(barred);
    }
    boolean waits =
        plan.purpose != Purpose.CLOSE || outbox.atMicros() - plan.startedMicros < COMPARING_MICROS;
    if (books.reconciling(key.account()) && waits) {
      return Optional.of("the account is being compared with the venue's");
    }
    List<Order> inTheWay = inTheWay(key);
    for (Order order : inTheWay) {
      if (order.state() == OrderState.WORKING) {
        outbox.cancel(order);
      }
    }
    if (!inTheWay.isEmpty()) {
      return Optional.of("orders in its way were not confirmed cancelled");
    }
    return books.market(key.instrument()).rules().isEmpty()
        ? Optional.of("the venue's rules for it are not known")
        : Optional.empty();
  }

  /**
   * On spot whatever works for the position locks what must be sold. In a perpetual the stop stays
   * until the position is over, and only what would add to it has to go.
   */
  private List<Order> inTheWay(PositionKey key) {
    boolean perpetual =
        books.market(key.instrument()).rules().filter(InstrumentRules::perpetual).isPresent();
    return perpetual
        ? books.open(key.account(), key.instrument(), ADDING)
        : books.open(key.account(), key.instrument());
  }

  private boolean sell(PositionKey key, Plan plan) {
    Holding holding = books.portfolio().holding(key.account(), key.instrument());
    InstrumentRules rules = books.market(key.instrument()).rules().orElseThrow();
    BigDecimal qty = rules.floorQty(holding.qty().min(rules.maxQty()));
    if (!books.inPosition(key.account(), key.instrument()) || qty.signum() <= 0) {
      return true;
    }
    plan.sale =
        outbox.submit(
            key.account(),
            key.instrument(),
            Side.SELL,
            OrderType.MARKET,
            plan.purpose,
            qty,
            null,
            null,
            null,
            plan.strategy,
            plan.cause,
            plan.trace);
    return plan.sale == null;
  }

  private void saleFailed(PositionKey key, Order sale) {
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.ORDER_REJECTED,
        key.instrument().toString(),
        "the sale "
            + sale.id()
            + " that ends the position ended "
            + sale.state().text()
            + " with "
            + sale.filledQty().toPlainString()
            + " of "
            + sale.intent().qty().toPlainString()
            + " filled; the position is protected anew; send /close "
            + key.instrument().symbol()
            + " to try again");
  }

  private void gateClosed(PositionKey key, Plan plan) {
    outbox.log(
        Action.Log.Level.WARN,
        "EXIT_GIVEN_UP",
        "symbol="
            + key.instrument()
            + " reason=\"the gate closed "
            + (plan.sold.signum() == 0
                ? "before the strategy's exit was sent; the position"
                : "after " + plan.sold.toPlainString() + " of the position had been sold; the rest")
            + " is protected anew\"");
  }

  private boolean tooLate(PositionKey key, Plan plan, String why) {
    if (outbox.atMicros() - plan.startedMicros < PATIENCE_MICROS) {
      return false;
    }
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.ORDER_REJECTED,
        key.instrument().toString(),
        "the exit was given up: "
            + why
            + "; look at /orders, then /close "
            + key.instrument().symbol());
    return true;
  }
}
