package trader.venues.kraken.futures;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.engine.core.MarketEvent;
import trader.venues.book.OrderBook;
import trader.venues.book.SentDecimal;

/** The book of one product, whose changes are numbered without holes from its snapshot on. */
final class SequencedBook {
  /** How a change stands to what is known. */
  enum Step {
    /** It is the next one. */
    NEXT,
    /** It is in the snapshot already, or there is no snapshot yet. */
    OLD,
    /** Others are missing before it. */
    HOLE
  }

  private static final int DEPTH = 1_000;
  private static final int MOST_SCALE = 18;
  private static final int FINE = 8;

  private final InstrumentId instrument;
  private final int priceScale;
  private final int quantityScale;
  private final OrderBook book;
  private long sequence = -1;
  private long bid;
  private long bidQuantity;
  private long ask;
  private long askQuantity;

  SequencedBook(InstrumentRules rules) {
    this(rules.instrument(), scale(rules.tickSize()), scale(rules.lotSize()));
  }

  /** In steps that are fine enough for any product. */
  SequencedBook(InstrumentId instrument) {
    this(instrument, FINE, FINE);
  }

  private SequencedBook(InstrumentId instrument, int priceScale, int quantityScale) {
    this.instrument = instrument;
    this.priceScale = priceScale;
    this.quantityScale = quantityScale;
    this.book = new OrderBook(priceScale, quantityScale, DEPTH);
  }

  private static int scale(BigDecimal step) {
    return Math.clamp(step.stripTrailingZeros().scale(), 0, MOST_SCALE);
  }

  InstrumentId instrument() {
    return instrument;
  }

  long sequence() {
    return sequence;
  }

  OrderBook levels() {
    return book;
  }

  void forget() {
    sequence = -1;
    book.clear();
    bid = 0;
    ask = 0;
  }

  /** A snapshot begins. */
  void begin() {
    forget();
  }

  /** A snapshot is all here. */
  void whole(long atSequence) {
    sequence = atSequence;
  }

  Step follow(long next) {
    if (sequence < 0 || next <= sequence) {
      return Step.OLD;
    }
    if (next != sequence + 1) {
      return Step.HOLE;
    }
    sequence = next;
    return Step.NEXT;
  }

  /** Sets a level; throws {@link ArithmeticException} where it is no multiple of the steps. */
  void set(boolean isBid, SentDecimal price, SentDecimal quantity) {
    long at = price.scaled(priceScale);
    long size = quantity.scaled(quantityScale);
    if (isBid) {
      book.bid(at, size);
    } else {
      book.ask(at, size);
    }
  }

  /** The best prices where they have changed since the last call; null where not. */
  MarketEvent.@Nullable Quote quote(long nowMicros) {
    if (sequence < 0 || !book.isTwoSided() || book.isCrossed()) {
      return null;
    }
    if (bid == book.bidPrice(0)
        && bidQuantity == book.bidQuantity(0)
        && ask == book.askPrice(0)
        && askQuantity == book.askQuantity(0)) {
      return null;
    }
    bid = book.bidPrice(0);
    bidQuantity = book.bidQuantity(0);
    ask = book.askPrice(0);
    askQuantity = book.askQuantity(0);
    return new MarketEvent.Quote(
        nowMicros,
        instrument,
        book.price(bid),
        book.quantity(bidQuantity),
        book.price(ask),
        book.quantity(askQuantity));
  }
}
