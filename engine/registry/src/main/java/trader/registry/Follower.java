package trader.registry;

import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Checkpoint;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.Checkpoint.PositionRecord;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.MarketEvent;
import trader.engine.core.VenueEvent;
import trader.engine.core.journal.JournalDamagedException;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.loop.Core;
import trader.engine.core.orders.ClientOrderId;

/**
 * Reads the journal with a core that reads back, and takes down what becomes of orders, fills and
 * positions: so that they are what the engine's own books say, by the same code.
 *
 * <p>After a fault it is of no use any more; a new one begins from what the database has.
 */
final class Follower {
  private static final int RECORDS_AT_ONCE = 4_096;
  private static final int CHANGES_AT_ONCE = 1_024;
  private static final long WORTH_WRITING = 10_000;
  private final JournalTail tail;
  private final Stored stored;
  private final JournalWalk walk;
  private final JournalPosition applied;
  private final Arrivals arrivals = new Arrivals();
  private final Map<ClientOrderId, Tracked> tracked = new HashMap<>();
  private final Map<String, PastFill> history = new HashMap<>();
  private Batch batch = new Batch();
  private @Nullable Core shadow;
  private @Nullable Map<Key, PositionRecord> positions;
  private @Nullable Event cause;
  private JournalPosition causeStart = JournalPosition.NONE;
  private JournalPosition position;
  private long events;
  private long lastMicros;
  private long eventsAtWrite;
  private JournalPosition segmentAtWrite = JournalPosition.NONE;
  private boolean behind = true;
  private @Nullable SQLException failed;

  private record Key(Account account, InstrumentId instrument) {}

  /** Goes on behind {@code applied}, up to which the database has everything. */
  Follower(JournalTail tail, Stored stored, JournalPosition applied) {
    this.tail = tail;
    this.stored = stored;
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
    tracked.values().removeIf(Tracked::finished);
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

  /** The books as far as they are read; empty before the first event. */
  Optional<Checkpoint> books() {
    return Optional.ofNullable(shadow).map(Core::checkpoint);
  }

  private void take(JournalRecord record) throws SQLException {
    boolean news = walk.end().compareTo(applied) > 0;
    if (news && positions == null) {
      positions = baseline();
    }
    try {
      switch (record) {
        case JournalRecord.Happened(Event event) -> happened(event, news);
        case JournalRecord.Wanted(var action) -> begun().replayed(action);
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

  private void happened(Event event, boolean news) throws SQLException {
    cause = event;
    causeStart = walk.start();
    lastMicros = event.atMicros();
    if (walk.start().session() == tail.written().session()) {
      events++;
    }
    if (event instanceof ControlEvent.Configured first) {
      shadow = Core.following(first, this::changed);
      return;
    }
    arrivals.take(event);
    if (event instanceof VenueEvent.AccountRead(long _, var account)) {
      history.clear();
      account.fills().forEach(fill -> history.put(name(fill.instrument(), fill.tradeId()), fill));
    }
    Core core = begun();
    core.on(event);
    if (!news) {
      return;
    }
    if (event instanceof ControlEvent.Restored) {
      core.checkpoint().orders().forEach(this::changed);
    }
    if (!(event instanceof MarketEvent)) {
      takePositions(core.positions());
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
      take(record, known(record));
    } catch (SQLException e) {
      failed = e;
    }
  }

  private Tracked known(OrderRecord record) throws SQLException {
    Tracked here = tracked.get(record.order().id());
    if (here != null) {
      return here;
    }
    Tracked loaded = stored.order(record.order().id()).orElseGet(() -> begin(record));
    tracked.put(record.order().id(), loaded);
    return loaded;
  }

  private Tracked begin(OrderRecord record) {
    Tracked fresh = new Tracked();
    fresh.decisionPrice = arrivals.decided(record.order());
    if (!(cause instanceof ControlEvent.Restored)) {
      fresh.traceId = causeStart.toString();
    }
    return fresh;
  }

  private void take(OrderRecord record, Tracked known) {
    boolean moved = known.state != record.state();
    boolean named = !java.util.Objects.equals(known.venueOrderId, record.venueOrderId());
    boolean filled = known.filledQty.compareTo(record.filledQty()) != 0;
    boolean whole =
        known.bookedQty.compareTo(record.filledQty()) >= 0
            && known.tradeIds.containsAll(record.tradeIds());
    if (!moved && !named && !filled && whole) {
      return;
    }
    String was = known.state == null ? null : known.state.text();
    if (named && known.ackedMicros == null) {
      known.ackedMicros = lastMicros;
    }
    known.venueOrderId = record.venueOrderId();
    List<Change.FillRow> fills = fills(record, known);
    known.state = record.state();
    known.filledQty = record.filledQty();
    known.endedMicros =
        !record.state().finished()
            ? null
            : known.endedMicros == null ? Long.valueOf(lastMicros) : known.endedMicros;
    String why = why(cause, record.order().id());
    if (why != null) {
      known.why = why;
    }
    batch.add(
        new Change.OrderRow(
            record,
            known.decisionPrice,
            known.traceId,
            known.ackedMicros,
            known.firstFillMicros,
            known.lastFillMicros,
            known.endedMicros,
            known.why,
            lastMicros));
    fills.forEach(batch::add);
    if (moved || filled) {
      batch.line(walk.end(), TrailLine.of(record, was, known, lastMicros, walk.end()));
    }
  }

  /** Fills that the database does not have; what no record tells of is one sum. */
  private List<Change.FillRow> fills(OrderRecord record, Tracked known) {
    List<Change.FillRow> rows = new ArrayList<>();
    for (String trade : record.tradeIds()) {
      if (known.tradeIds.add(trade)) {
        fill(record, known, trade).ifPresent(rows::add);
      }
    }
    BigDecimal missing = record.filledQty().subtract(known.bookedQty);
    if (missing.signum() > 0) {
      BigDecimal quote = record.filledQuote().subtract(known.bookedQuote);
      Change.FillRow sum =
          new Change.FillRow(
              record,
              "before " + causeStart,
              quote.divide(missing, MathContext.DECIMAL64),
              missing,
              BigDecimal.ZERO,
              "unknown",
              false,
              known.decisionPrice,
              Change.Source.CHECKPOINT,
              lastMicros,
              null);
      book(known, sum);
      rows.add(sum);
    }
    return rows;
  }

  private Optional<Change.FillRow> fill(OrderRecord record, Tracked known, String trade) {
    if (cause instanceof VenueEvent.Filled now
        && now.order().equals(record.order().id())
        && now.tradeId().equals(trade)) {
      Change.FillRow row =
          new Change.FillRow(
              record,
              trade,
              now.price(),
              now.qty(),
              now.fee(),
              now.feeAsset(),
              now.maker(),
              known.decisionPrice,
              Change.Source.STREAM,
              lastMicros,
              now.venueMicros());
      book(known, row);
      return Optional.of(row);
    }
    PastFill past = history.get(name(record.order().instrument(), trade));
    if (past == null) {
      return Optional.empty();
    }
    Change.FillRow row =
        new Change.FillRow(
            record,
            trade,
            past.price(),
            past.qty(),
            past.fee(),
            past.feeAsset(),
            past.maker(),
            known.decisionPrice,
            Change.Source.HISTORY,
            lastMicros,
            past.venueMicros());
    book(known, row);
    return Optional.of(row);
  }

  private static void book(Tracked known, Change.FillRow row) {
    known.bookedQty = known.bookedQty.add(row.qty());
    known.bookedQuote = known.bookedQuote.add(row.price().multiply(row.qty()));
    known.filled(row.atMicros());
  }

  /** What the database has as of {@link #applied}: the books of then, where they were read. */
  private Map<Key, PositionRecord> baseline() throws SQLException {
    Core core = shadow;
    return held(core == null ? stored.openPositions() : core.positions());
  }

  private void takePositions(List<PositionRecord> records) {
    Map<Key, PositionRecord> before = positions == null ? Map.of() : positions;
    Map<Key, PositionRecord> now = held(records);
    now.forEach((key, record) -> {
      PositionRecord old = before.get(key);
      if (old != null && old.qty().signum() != record.qty().signum()) {
        // It was turned: one position has ended and another begun.
        batch.add(closed(old));
      }
      if (old == null || !sameHolding(old, record)) {
        batch.add(new Change.PositionRow(record, lastMicros));
      }
    });
    before.forEach((key, old) -> {
      if (!now.containsKey(key)) {
        batch.add(closed(old));
      }
    });
    positions = now;
  }

  private Change closed(PositionRecord old) {
    return new Change.PositionRow(
        new PositionRecord(
            old.account(),
            old.instrument(),
            BigDecimal.ZERO,
            BigDecimal.ZERO,
            old.strategy(),
            old.openedMicros(),
            old.stopDistance(),
            old.lastTradeId()),
        lastMicros);
  }

  private static boolean sameHolding(PositionRecord one, PositionRecord other) {
    return one.qty().compareTo(other.qty()) == 0
        && one.cost().compareTo(other.cost()) == 0
        && one.strategy().equals(other.strategy())
        && one.openedMicros() == other.openedMicros()
        && same(one.stopDistance(), other.stopDistance());
  }

  private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other == null : other != null && one.compareTo(other) == 0;
  }

  private static Map<Key, PositionRecord> held(List<PositionRecord> records) {
    Map<Key, PositionRecord> held = new HashMap<>();
    for (PositionRecord record : records) {
      if (record.qty().signum() != 0) {
        held.put(new Key(record.account(), record.instrument()), record);
      }
    }
    return held;
  }

  private static String name(InstrumentId instrument, String trade) {
    return instrument + " " + trade;
  }

  /** Why the order is where it is, where the event at hand says so of it. */
  private static @Nullable String why(@Nullable Event event, ClientOrderId id) {
    return switch (event) {
      case VenueEvent.Rejected(long _, var order, var code, var why) when order.equals(id) ->
          code + " " + why;
      case VenueEvent.Cancelled(long _, var order, var _, var why) when order.equals(id) -> why;
      case VenueEvent.Expired(long _, var order, var _, var why) when order.equals(id) -> why;
      case VenueEvent.OutcomeUnknown(long _, var order, var why) when order.equals(id) -> why;
      case null, default -> null;
    };
  }
}
