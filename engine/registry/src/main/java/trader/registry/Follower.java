package trader.registry;

import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Checkpoint;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.journal.JournalDamagedException;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.loop.Core;

/**
 * Reads the journal with a core that reads back, and takes down what becomes of orders, fills and
 * positions: so that they are what the engine's own books say, by the same code. Of trades and
 * quotes, which are most of a journal and change no order, that core gets the latest ones only,
 * before whatever else happens.
 *
 * <p>After a fault it is of no use any more; a new one begins from what the database has.
 */
final class Follower {
  private static final int RECORDS_AT_ONCE = 4_096;
  private static final int CHANGES_AT_ONCE = 1_024;
  private static final long WORTH_WRITING = 10_000;
  private final JournalTail tail;
  private final OrderRows orders;
  private final PositionRows positions;
  private final JournalWalk walk;
  private final JournalPosition applied;
  private final LatestPrices prices = new LatestPrices();
  private Batch batch = new Batch();
  private @Nullable Core shadow;

  /** Whether the shadow has what earlier sessions left, and not only what it is to be. */
  private boolean restored;

  private JournalPosition position;
  private long events;
  private long lastMicros;
  private long eventsAtWrite;
  private JournalPosition segmentAtWrite = JournalPosition.NONE;
  private boolean behind = true;
  private @Nullable SQLException failed;

  /** Goes on behind {@code applied}, up to which the database has everything. */
  Follower(JournalTail tail, Stored stored, JournalPosition applied) {
    this.tail = tail;
    this.orders = new OrderRows(stored);
    this.positions = new PositionRows(stored);
    this.applied = applied;
    this.position = applied;
    this.walk = new JournalWalk(tail, applied);
  }

  /** Reads on for a while and answers what is to be written. */
  Batch read() throws SQLException {
    batch = new Batch();
    for (int i = 0; i < RECORDS_AT_ONCE && batch.changes().size() < CHANGES_AT_ONCE; i++) {
      JournalRecord record = walk.next();
      if (record == null) {
        behind = false;
        return batch;
      }
      take(record);
    }
    behind = true;
    return batch;
  }

  /** The last batch is written. */
  void written() {
    if (!batch.changes().isEmpty() || positionIsWorthWriting()) {
      eventsAtWrite = events;
      segmentAtWrite = segment();
    }
    orders.written();
  }

  /** Whether there is more to be read at once. */
  boolean behind() {
    return behind;
  }

  /** Whether so much was read without a change that reading it again would cost. */
  boolean positionIsWorthWriting() {
    boolean worth = events - eventsAtWrite > WORTH_WRITING || !segmentAtWrite.equals(segment());
    return worth && position.compareTo(applied) > 0;
  }

  private JournalPosition segment() {
    return new JournalPosition(position.session(), position.segment(), 0);
  }

  /** Up to where it has read. */
  JournalPosition position() {
    return position;
  }

  /** Events of the running session that it has read. */
  long events() {
    return events;
  }

  /** When the last event was that it has read, microseconds since the epoch. */
  long lastMicros() {
    return lastMicros;
  }

  /** The books as far as they are read; empty before what earlier sessions left is in them. */
  Optional<Checkpoint> books() {
    return Optional.ofNullable(shadow).filter(_ -> restored).map(Core::checkpoint);
  }

  private void take(JournalRecord record) throws SQLException {
    boolean news = walk.end().compareTo(applied) > 0;
    if (news && !positions.begun()) {
      Core core = shadow;
      positions.begin(core == null ? null : core.positions());
    }
    try {
      switch (record) {
        case JournalRecord.Happened(Event event) -> happened(event, news);
        case JournalRecord.Wanted(var action) -> {
          prices.giveTo(begun());
          begun().replayed(action);
        }
      }
    } catch (JournalDamagedException e) {
      throw e;
    } catch (RuntimeException e) {
      if (walk.live()) {
        throw e;
      }
      // The engine went on from the records before it, and so does the segment behind it.
      shadow = null;
      walk.skipRest(record + " cannot be applied: " + e);
      return;
    }
    SQLException fault = failed;
    if (fault != null) {
      throw fault;
    }
    if (news) {
      position = walk.end();
    }
  }

  private void happened(Event event, boolean news) {
    lastMicros = event.atMicros();
    orders.happened(event, walk.start());
    if (walk.start().session() == tail.written().session()) {
      events++;
    }
    if (event instanceof ControlEvent.Configured first) {
      prices.forget();
      restored = false;
      shadow = Core.following(first, this::changed);
      return;
    }
    Core core = begun();
    if (prices.keeps(event)) {
      return;
    }
    prices.giveTo(core);
    core.on(event);
    restored |= event instanceof ControlEvent.Restored;
    if (!news) {
      return;
    }
    if (event instanceof ControlEvent.Restored) {
      core.checkpoint().orders().forEach(this::changed);
    }
    if (!(event instanceof MarketEvent)) {
      positions.take(core.positions(), lastMicros, batch);
    }
  }

  private Core begun() {
    Core core = shadow;
    if (core == null) {
      throw new JournalDamagedException("the segment does not begin with a configuration");
    }
    return core;
  }

  /** The books changed an order, or may have while nobody looked. */
  private void changed(OrderRecord record) {
    if (walk.end().compareTo(applied) <= 0 || failed != null) {
      return;
    }
    try {
      orders.take(record, walk.end(), batch);
    } catch (SQLException e) {
      failed = e;
    }
  }
}
