package trader.engine.core.loop;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Checkpoint.Ending;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderType;

/** One order and how far it has come. Owned by the core's thread. */
final class Order {
  private static final long ASK_AGAIN_MICROS = 250_000;
  private static final long MOST_DOUBLINGS = 4;
  private NewOrder intent;
  private final Set<String> tradeIds = new LinkedHashSet<>();
  private OrderState state;
  private @Nullable String venueOrderId;
  private BigDecimal filledQty = BigDecimal.ZERO;
  private BigDecimal filledQuote = BigDecimal.ZERO;
  private long sentMicros;
  private long queries;
  private long nextQueryMicros;
  private long missingSinceMicros = -1;
  private @Nullable Ending ending;
  private boolean cancelAsked;
  private boolean absent;

  /** A new order, not answered yet. */
  Order(NewOrder intent) {
    this.intent = intent;
    this.state = OrderState.PENDING;
    this.sentMicros = intent.intendedMicros();
  }

  /** An order of an earlier session. What was on its way then is unknown now. */
  Order(OrderRecord record) {
    this(record.order());
    this.state =
        switch (record.state()) {
          case PENDING, REPLACING, CANCELLING -> OrderState.UNKNOWN;
          case WORKING, UNKNOWN, FILLED, CANCELLED, EXPIRED, REJECTED, LOST -> record.state();
        };
    this.venueOrderId = record.venueOrderId();
    this.filledQty = record.filledQty();
    this.filledQuote = record.filledQuote();
    this.tradeIds.addAll(record.tradeIds());
    this.ending = record.ending();
    this.cancelAsked = record.state() == OrderState.CANCELLING;
  }

  /** What was intended, as the latest change that the venue confirmed has left it. */
  NewOrder intent() {
    return intent;
  }

  /** Our id. */
  ClientOrderId id() {
    return intent.id();
  }

  /** Where it stands. */
  OrderState state() {
    return state;
  }

  /** The venue's id, once it is known. */
  Optional<String> venueOrderId() {
    return Optional.ofNullable(venueOrderId);
  }

  /** How much is filled, in the base asset. */
  BigDecimal filledQty() {
    return filledQty;
  }

  /** What the fills cost or brought, in the quote asset, without fees. */
  BigDecimal filledQuote() {
    return filledQuote;
  }

  /**
   * How much may still be booked as filled, in the base asset: the rest, or what the venue has
   * executed of an order that it has ended.
   */
  BigDecimal openQty() {
    return (ending == null ? intent.qty() : ending.executedQty()).subtract(filledQty);
  }

  /**
   * Takes the venue's word that it has ended the order. Where it has executed more than is booked,
   * the order stays unknown until its fills are booked, and then ends so. Answers whether the table
   * has such a transition.
   */
  boolean endAs(OrderState.Trigger trigger, BigDecimal executedQty) {
    if (executedQty.compareTo(filledQty) <= 0) {
      return move(trigger);
    }
    if (!move(OrderState.Trigger.FILLS_MISSING)) {
      return false;
    }
    ending =
        new Ending(trigger, ending == null ? executedQty : executedQty.max(ending.executedQty()));
    askSoon();
    return true;
  }

  /**
   * Takes the venue's word for what it changed the order to. What is filled already stays filled:
   * where that is all of it now, the order is. Answers whether the table has such a transition.
   */
  boolean replaced(BigDecimal qty, @Nullable BigDecimal price, @Nullable BigDecimal stopPrice) {
    if (ending != null || !move(OrderState.Trigger.REPLACED)) {
      return false;
    }
    intent = intent.amended(qty, price, stopPrice);
    if (filledQty.compareTo(qty) >= 0) {
      move(OrderState.Trigger.ALL_FILLED);
    }
    return true;
  }

  /** Takes quantity and prices of a working order from the venue, where they are not as ours. */
  void standsAs(VenueOrder venues) {
    BigDecimal qty = said(intent.qty(), venues.qty());
    BigDecimal price = intent.price() == null ? null : said(intent.price(), venues.price());
    BigDecimal stop =
        intent.stopPrice() == null ? null : said(intent.stopPrice(), venues.stopPrice());
    boolean same =
        qty.compareTo(intent.qty()) == 0
            && same(price, intent.price())
            && same(stop, intent.stopPrice());
    if (!same && !state.finished() && qty.compareTo(filledQty) > 0) {
      intent = intent.amended(qty, price, stop);
    }
  }

  private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null || other == null || one.compareTo(other) == 0;
  }

  /** The venue's figure where it says another one than ours; zero says nothing. */
  private static BigDecimal said(BigDecimal ours, BigDecimal venues) {
    return venues.signum() <= 0 || venues.compareTo(ours) == 0 ? ours : venues;
  }

  /** Whether the venue has ended it and names fills that are not booked yet. */
  boolean fillsMissing() {
    return ending != null;
  }

  /** Average price of the fills; empty where there is none. */
  Optional<BigDecimal> averagePrice() {
    return filledQty.signum() == 0
        ? Optional.empty()
        : Optional.of(filledQuote.divide(filledQty, MathContext.DECIMAL64));
  }

  /**
   * When the submit, the last replace or the last cancel was sent, microseconds since the epoch.
   */
  long sentMicros() {
    return sentMicros;
  }

  /** A replace or cancel was sent. */
  void requestSent(long atMicros) {
    sentMicros = atMicros;
  }

  /** When the venue may be asked again, microseconds since the epoch. */
  long nextQueryMicros() {
    return nextQueryMicros;
  }

  /** Counts a query and puts the next one off, the longer the more there have been. */
  void queried(long atMicros) {
    nextQueryMicros = atMicros + (ASK_AGAIN_MICROS << Math.min(queries, MOST_DOUBLINGS));
    queries++;
  }

  /** Lets the next query wait until then, microseconds since the epoch. */
  void askAt(long micros) {
    nextQueryMicros = micros;
  }

  /** Lets the next query go at once. */
  void askSoon() {
    nextQueryMicros = 0;
    queries = 0;
    absent = false;
  }

  /** The venue does not know the order, which may still be on its way to it. */
  void notThere() {
    absent = true;
  }

  /**
   * Whether the venue, when it was last asked, did not know the order: nothing of it has happened
   * there, and may yet.
   */
  boolean absent() {
    return absent && state == OrderState.UNKNOWN && venueOrderId == null;
  }

  /**
   * Whether it is a sale at the market that the venue does not know: what it was to sell needs a
   * stop meanwhile. The two do no harm to each other, since coins are sold once.
   */
  boolean absentSale() {
    return absent() && intent.type() == OrderType.MARKET;
  }

  /** Since when the venue says that it does not know the order, microseconds since the epoch. */
  long missingSince(long atMicros) {
    if (missingSinceMicros < 0) {
      missingSinceMicros = atMicros;
    }
    return missingSinceMicros;
  }

  /** Whether we have ever asked to cancel it. */
  boolean cancelAsked() {
    return cancelAsked;
  }

  void knownAs(String id) {
    if (!id.isEmpty()) {
      venueOrderId = id;
    }
  }

  /** Moves along the table; answers whether the table has such a transition. */
  boolean move(OrderState.Trigger trigger) {
    if (ending != null && trigger == OrderState.Trigger.ACCEPTED) {
      // Said before the venue ended it.
      return false;
    }
    Optional<OrderState> next = state.after(trigger);
    next.ifPresent(to -> {
      if (to != OrderState.UNKNOWN) {
        queries = 0;
        missingSinceMicros = -1;
        absent = false;
      }
      if (to.finished()) {
        ending = null;
      }
      cancelAsked |= to == OrderState.CANCELLING;
      state = to;
    });
    return next.isPresent();
  }

  /** Books a fill; answers false for one that is booked already. */
  boolean fill(String tradeId, BigDecimal price, BigDecimal qty) {
    if (!tradeIds.add(tradeId)) {
      return false;
    }
    filledQty = filledQty.add(qty);
    filledQuote = filledQuote.add(price.multiply(qty));
    Ending ended = ending;
    if (filledQty.compareTo(intent.qty()) >= 0) {
      move(OrderState.Trigger.ALL_FILLED);
    } else if (ended == null) {
      move(OrderState.Trigger.PART_FILLED);
    } else if (filledQty.compareTo(ended.executedQty()) >= 0) {
      move(ended.by());
    }
    return true;
  }

  /** Whether a fill is booked. */
  boolean has(String tradeId) {
    return tradeIds.contains(tradeId);
  }

  OrderRecord record() {
    return new OrderRecord(
        intent, state, venueOrderId, filledQty, filledQuote, List.copyOf(tradeIds), ending);
  }
}
