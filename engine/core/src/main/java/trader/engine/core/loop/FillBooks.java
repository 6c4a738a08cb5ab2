package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.Optional;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Action;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueEvent;
import trader.engine.core.portfolio.Execution;
import trader.engine.core.portfolio.Ledger;

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
    return book(order, Execution.of(fill)) == Booking.BOOKED;
  }

  @Override
  public long fromStream() {
    return fromStream;
  }

  /** Books funding that the stream told; answers whether it was new. */
  boolean fundStreamed(VenueEvent.FundingPaid paid) {
    boolean booked =
        fund(paid.account(), paid.instrument(), paid.amount(), paid.asset(), paid.venueMicros());
    if (booked) {
      fromStream++;
    }
    return booked;
  }

  @Override
  public boolean fund(
      Account account, InstrumentId instrument, BigDecimal amount, String asset, long venueMicros) {
    if (!asset.equals(books.settings().quoteAsset())) {
      outbox.log(
          Action.Log.Level.WARN,
          "FUNDING_NOT_BOOKED",
          "symbol="
              + instrument
              + " amount="
              + amount.toPlainString()
              + " asset="
              + asset
              + " reason=\"cash is kept in "
              + books.settings().quoteAsset()
              + "; the venue's balance is taken when the account is next compared\"");
      return false;
    }
    books.mark(account, outbox.atMicros());
    return books.portfolio().fund(account, instrument, amount, venueMicros);
  }

  Booking bookStreamed(Order order, VenueEvent.Filled fill) {
    Booking booking = book(order, Execution.of(fill));
    if (booking == Booking.BOOKED) {
      fromStream++;
    }
    return booking;
  }

  private Booking book(Order order, Execution execution) {
    Optional<InstrumentRules> rules = books.market(order.intent().instrument()).rules();
    if (rules.isEmpty()) {
      return Booking.DEFERRED;
    }
    // A fill just after midnight belongs to the new day, which must have begun by then.
    books.mark(order.intent().account(), outbox.atMicros());
    boolean wasOpen = !order.state().finished();
    if (!books.orders().fill(order, execution.tradeId(), execution.price(), execution.qty())) {
      return Booking.KNOWN;
    }
    Ledger ledger = books.portfolio().ledger(order.intent().account());
    BigDecimal unvaluedBefore = ledger.unvaluedFees(execution.feeAsset());
    books.portfolio().book(order.intent(), execution, rules.get(), books.markets());
    if (unvaluedBefore.signum() == 0 && ledger.unvaluedFees(execution.feeAsset()).signum() != 0) {
      notValued(order, execution.fee(), execution.feeAsset());
    }
    if (wasOpen && order.state().finished()) {
      executions.ended(order, decidedPrice(order));
    }
    return Booking.BOOKED;
  }

  private void notValued(Order order, BigDecimal fee, String feeAsset) {
    outbox.log(
        Action.Log.Level.WARN,
        "FEE_NOT_VALUED",
        "order="
            + order.id()
            + " fee="
            + fee.toPlainString()
            + " fee_asset="
            + feeAsset
            + " reason=\"no price of "
            + feeAsset
            + " in "
            + books.settings().quoteAsset()
            + " is known here, so fees in it count for nothing today; the state lists them under"
            + " fees; add it to TRADE_SYMBOLS to have them valued\"");
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
