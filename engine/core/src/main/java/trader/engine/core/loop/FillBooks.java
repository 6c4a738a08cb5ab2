package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.Optional;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;

/** Books fills, each once, whoever brings them: the stream, or the account's history. */
final class FillBooks implements Reconciler.FillBooking {
  private final Books books;
  private final Executions executions;
  private long fromStream;

  FillBooks(Books books, Executions executions) {
    this.books = books;
    this.executions = executions;
  }

  @Override
  public boolean book(Order order, PastFill fill) {
    return book(order, fill.tradeId(), fill.price(), fill.qty(), fill.fee(), fill.feeAsset());
  }

  @Override
  public long fromStream() {
    return fromStream;
  }

  boolean bookStreamed(Order order, VenueEvent.Filled fill) {
    boolean booked =
        book(order, fill.tradeId(), fill.price(), fill.qty(), fill.fee(), fill.feeAsset());
    if (booked) {
      fromStream++;
    }
    return booked;
  }

  private boolean book(
      Order order,
      String tradeId,
      BigDecimal price,
      BigDecimal qty,
      BigDecimal fee,
      String feeAsset) {
    Optional<InstrumentRules> rules = books.market(order.intent().instrument()).rules();
    if (rules.isEmpty()) {
      throw new IllegalStateException(
          "a fill of " + order.id() + " came before the rules of " + order.intent().instrument());
    }
    boolean wasOpen = !order.state().finished();
    if (!books.orders().fill(order, tradeId, price, qty)) {
      return false;
    }
    books.portfolio().book(order.intent(), price, qty, fee, feeAsset, rules.get());
    if (wasOpen && order.state().finished()) {
      executions.ended(order, decidedPrice(order));
    }
    return true;
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
