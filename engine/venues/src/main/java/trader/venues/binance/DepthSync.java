package trader.venues.binance;

import java.util.ArrayDeque;
import java.util.Deque;
import trader.venues.book.DepthUpdate;
import trader.venues.book.OrderBook;

/**
 * Keeps a book in step with Binance: differences are held back until a snapshot has come that they
 * continue, then each must continue the one before. Where one is missing, the book is emptied and a
 * new snapshot is needed.
 */
public final class DepthSync {
  /** Ten seconds of the fastest stream; a snapshot that takes longer is of no use. */
  private static final int MOST_HELD = 1_000;

  /** How a venue numbers its differences. */
  public enum Rules {
    /** Without holes: each begins with the number after the last one's. */
    SPOT,
    /** With holes: each names the last number of the one before it. */
    FUTURES
  }

  /** What an update or a snapshot came to. */
  public enum Step {
    /** It is held back until a snapshot comes. */
    HELD,
    /** It is older than the book, and was passed over. */
    OLD,
    /** The book is the venue's as of this update. */
    APPLIED,
    /** Differences are missing: the book is empty, and a snapshot must be read. */
    GAP,
    /** The snapshot is older than the differences: another one must be read. */
    SNAPSHOT_TOO_OLD
  }

  private final Rules rules;
  private final OrderBook book;
  private final Deque<DepthUpdate> held = new ArrayDeque<>();
  private long lastId = -1;
  private boolean first;
  private long gaps;

  /** The book is empty until the first snapshot. */
  public DepthSync(Rules rules, OrderBook book) {
    this.rules = rules;
    this.book = book;
  }

  /** The book; it is the venue's only while {@link #isInStep}. */
  public OrderBook book() {
    return book;
  }

  /** Whether the book is the venue's as of the last update. */
  public boolean isInStep() {
    return lastId >= 0 && !first;
  }

  /** The number of the venue's change that the book has last, -1 where it has none. */
  public long lastId() {
    return lastId;
  }

  /** How often differences were missing. */
  public long gaps() {
    return gaps;
  }

  /** The connection is new: nothing that was is good any more. */
  public void reset() {
    held.clear();
    book.clear();
    lastId = -1;
  }

  /** Takes a difference from the stream; it is copied where it is kept. */
  public Step update(DepthUpdate update) {
    if (lastId < 0) {
      if (held.size() == MOST_HELD) {
        held.removeFirst();
      }
      held.addLast(update.copy());
      return Step.HELD;
    }
    return take(update);
  }

  /** Takes a snapshot, and the differences that were held back. */
  public Step snapshot(DepthUpdate snapshot) {
    if (!held.isEmpty() && isBefore(snapshot, held.getFirst())) {
      return Step.SNAPSHOT_TOO_OLD;
    }
    book.clear();
    book.apply(snapshot);
    lastId = snapshot.lastId();
    first = true;
    Step step = Step.APPLIED;
    for (DepthUpdate next = held.pollFirst(); next != null; next = held.pollFirst()) {
      if (take(next) == Step.GAP) {
        return Step.GAP;
      }
    }
    return step;
  }

  /** Whether the difference begins after what would continue the snapshot. */
  private boolean isBefore(DepthUpdate snapshot, DepthUpdate difference) {
    return switch (rules) {
      case SPOT -> snapshot.lastId() + 1 < difference.firstId();
      case FUTURES -> snapshot.lastId() < difference.firstId();
    };
  }

  private Step take(DepthUpdate update) {
    if (isOld(update)) {
      return Step.OLD;
    }
    if (!continues(update)) {
      gaps++;
      reset();
      held.addLast(update.copy());
      return Step.GAP;
    }
    book.apply(update);
    lastId = update.lastId();
    first = false;
    return Step.APPLIED;
  }

  private boolean isOld(DepthUpdate update) {
    return switch (rules) {
      case SPOT -> update.lastId() <= lastId;
      case FUTURES -> first ? update.lastId() < lastId : update.lastId() <= lastId;
    };
  }

  private boolean continues(DepthUpdate update) {
    return switch (rules) {
      case SPOT -> first ? update.firstId() <= lastId + 1 : update.firstId() == lastId + 1;
      case FUTURES -> first ? update.firstId() <= lastId : update.previousId() == lastId;
    };
  }
}
