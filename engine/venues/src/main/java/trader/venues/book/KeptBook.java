package trader.venues.book;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;

/**
 * One instrument's book with what is known of it. It belongs to one thread; only {@link #health}
 * may be asked for on any.
 */
public final class KeptBook {
  private final InstrumentId instrument;
  private final AtomicLong changedMicros = new AtomicLong();
  private final AtomicLong updates = new AtomicLong();
  private final AtomicLong wholes = new AtomicLong();
  private final AtomicLong gaps = new AtomicLong();
  private final AtomicLong mismatches = new AtomicLong();
  private volatile boolean inStep;
  private @Nullable OrderBook levels;

  /** Of an instrument; nothing is known yet. */
  public KeptBook(InstrumentId instrument) {
    this.instrument = instrument;
  }

  /** Where its levels are. */
  public void levels(OrderBook book) {
    levels = book;
  }

  /** The venue told it as a whole. */
  public void whole(long atMicros) {
    wholes.incrementAndGet();
    changed(atMicros);
  }

  /** It has changed, and is the venue's. */
  public void changed(long atMicros) {
    updates.incrementAndGet();
    changedMicros.set(atMicros);
    inStep = true;
  }

  /** Changes are missing. */
  public void gap() {
    gaps.incrementAndGet();
    inStep = false;
  }

  /** Its checksum is not the venue's. */
  public void mismatch() {
    mismatches.incrementAndGet();
    inStep = false;
  }

  /** The connection is gone. */
  public void lost() {
    inStep = false;
  }

  /** How it stands. */
  public BookHealth health() {
    return new BookHealth(
        instrument,
        inStep,
        changedMicros.get(),
        updates.get(),
        Math.max(0, wholes.get() - 1),
        gaps.get(),
        mismatches.get());
  }

  /** Its best levels. */
  public BookCopy copy(int most) {
    List<BookLevel> bids = new ArrayList<>();
    List<BookLevel> asks = new ArrayList<>();
    OrderBook book = levels;
    if (book != null) {
      for (int i = 0; i < Math.min(most, book.bids()); i++) {
        bids.add(level(book.price(book.bidPrice(i)), book.quantity(book.bidQuantity(i))));
      }
      for (int i = 0; i < Math.min(most, book.asks()); i++) {
        asks.add(level(book.price(book.askPrice(i)), book.quantity(book.askQuantity(i))));
      }
    }
    return new BookCopy(health(), bids, asks);
  }

  private static BookLevel level(BigDecimal price, BigDecimal qty) {
    return new BookLevel(price.stripTrailingZeros(), qty.stripTrailingZeros());
  }
}
