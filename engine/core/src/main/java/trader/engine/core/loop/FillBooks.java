package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.Optional;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;

/** Books fills, each once, whoever brings them: the stream, or the account's history. */
final class FillBooks implements Reconciler.FillBooking {
  private final Books books;
  private final Outbox outbox;
  private final Executions executions;
  private long fromStream;

  /** What became of a fill. */
  enum Booking {
    /** It is in the books now. */
    BOOKED,
    /** It was in the books already. */
    KNOWN,
    /**
     * It cannot be booked before the instrument's rules are known; the account's history has it.
     */
    DEFERRED
  }

  FillBooks(Books books, Outbox outbox, Executions executions) {
    this.books = books;
    this.outbox = outbox;
    this.executions = executions;
  }

  @Override
  public boolean book(Order order, PastFill fill) {
    return book(order, fill.tradeId(), fill.price(), fill.qty(), fill.fee(), fill.feeAsset())
        == Booking.BOOKED;
  }

  @Override
  public long fromStream() {
    return fromStream;
  }

  Booking bookStreamed(Order order, VenueEvent.Filled fill) {
    Booking booking =
        book(order, fill.tradeId(), fill.price(), fill.qty(), fill.fee(), fill.feeAsset());
    if (booking == Booking.BOOKED) {
      fromStream++;
    }
    return booking;
  }

  private Booking book(
      Order order,
      String tradeId,
      BigDecimal price,
      BigDecimal qty,
      BigDecimal fee,
      String feeAsset) {
    Optional<InstrumentRules> rules = books.market(order.intent().instrument()).rules();
    if (rules.isEmpty()) {
      return Booking.DEFERRED;
    }
    // A fill just after midnight belongs to the new day, which must have begun by then.
    books.mark(order.intent().account(), outbox.atMicros());
    boolean wasOpen = !order.state().finished();
    if (!books.orders().fill(order, tradeId, price, qty)) {
      return Booking.KNOWN;
    }
    books.portfolio().book(order.intent(), price, qty, fee, feeAsset, rules.get());
    if (wasOpen && order.state().finished()) {
      executions.ended(order, decidedPrice(order));
    }
    return Booking.BOOKED;
  }

  static BigDecimal decidedPrice(Order order) {
    BigDecimal price = order.intent().price();
    BigDecimal stop = order.intent().stopPrice();
    if (price != null) {
      return price;
    }
    return stop != null ? stop : BigDecimal.ZERO;
  }
}
