package trader.registry;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint.PositionRecord;

/** Makes rows of what becomes of positions from one look at the books to the next. */
final class PositionRows {
  private final Stored stored;
  private @Nullable Map<Key, PositionRecord> positions;

  private record Key(Account account, InstrumentId instrument) {}

  PositionRows(Stored stored) {
    this.stored = stored;
  }

  /** Whether it knows what the database has. */
  boolean begun() {
    return positions != null;
  }

  /** The database has these; null where it must be asked. */
  void begin(@Nullable List<PositionRecord> records) throws SQLException {
    positions = held(records == null ? stored.openPositions() : records);
  }

  /** The books have these now; what changed goes to the batch. */
  void take(List<PositionRecord> records, long atMicros, Batch batch) {
    Map<Key, PositionRecord> before = positions == null ? Map.of() : positions;
    Map<Key, PositionRecord> now = held(records);
    now.forEach((key, record) -> {
      PositionRecord old = before.get(key);
      if (old != null && old.qty().signum() != record.qty().signum()) {
        // It was turned: one position has ended and another begun.
        batch.add(closed(old, atMicros));
      }
      if (old == null || !sameHolding(old, record)) {
        batch.add(new Change.PositionRow(record, atMicros));
      }
    });
    before.forEach((key, old) -> {
      if (!now.containsKey(key)) {
        batch.add(closed(old, atMicros));
      }
    });
    positions = now;
  }

  private static Change closed(PositionRecord old, long atMicros) {
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
        atMicros);
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
}
