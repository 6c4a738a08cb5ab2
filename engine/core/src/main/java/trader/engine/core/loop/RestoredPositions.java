package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint.PositionRecord;

/**
 * Positions as an earlier session left them: each under the one canonical key of its symbol, so
 * that two forms of one symbol are one position, and each held against what can be.
 */
final class RestoredPositions {
  private final Map<PositionKey, PositionRecord> merged = new LinkedHashMap<>();
  private final List<String> collisions = new ArrayList<>();
  private final List<String> corrupted = new ArrayList<>();

  RestoredPositions(List<PositionRecord> left) {
    for (PositionRecord record : left) {
      InstrumentId written = record.instrument();
      InstrumentId canonical = InstrumentId.parse(written.toString(), written.venue());
      PositionKey key = new PositionKey(record.account(), canonical);
      PositionRecord before = merged.get(key);
      merged.put(key, before == null ? under(canonical, record) : merged(key, before, record));
    }
    merged.values().forEach(this::check);
  }

  /** Every position, in the order in which they were left. */
  List<PositionRecord> records() {
    return List.copyOf(merged.values());
  }

  /** The fields of a log line for each two that became one. */
  List<String> collisions() {
    return collisions;
  }

  /** The fields of a log line for each that cannot be as it was left. */
  List<String> corrupted() {
    return corrupted;
  }

  private PositionRecord merged(PositionKey key, PositionRecord one, PositionRecord other) {
    PositionRecord named = one.qty().signum() != 0 ? one : other;
    collisions.add(
        "symbol="
            + key.instrument()
            + " account="
            + key.account().text()
            + " qty="
            + one.qty().toPlainString()
            + " other="
            + other.instrument()
            + " other_qty="
            + other.qty().toPlainString()
            + " action=\"merged into one position\"");
    return new PositionRecord(
        key.account(),
        key.instrument(),
        one.qty().add(other.qty()),
        one.cost().add(other.cost()),
        named.strategy(),
        named.openedMicros(),
        named.stopDistance(),
        one.lastTradeId() == null ? other.lastTradeId() : one.lastTradeId(),
        Math.max(one.fundedMicros(), other.fundedMicros()),
        named.trace(),
        one.entered().add(other.entered()));
  }

  private static PositionRecord under(InstrumentId canonical, PositionRecord record) {
    return record.instrument().equals(canonical)
        ? record
        : new PositionRecord(
            record.account(),
            canonical,
            record.qty(),
            record.cost(),
            record.strategy(),
            record.openedMicros(),
            record.stopDistance(),
            record.lastTradeId(),
            record.fundedMicros(),
            record.trace(),
            record.entered());
  }

  private void check(PositionRecord record) {
    String why = fault(record);
    if (why != null) {
      corrupted.add(
          "symbol="
              + record.instrument()
              + " account="
              + record.account().text()
              + " qty="
              + record.qty().toPlainString()
              + " cost="
              + record.cost().toPlainString()
              + " reason=\""
              + why
              + "\"");
    }
  }

  private static @Nullable String fault(PositionRecord record) {
    BigDecimal distance = record.stopDistance();
    if (record.qty().signum() == 0 && record.cost().signum() != 0) {
      return "it has a cost and no quantity";
    }
    if (record.qty().signum() * record.cost().signum() < 0) {
      return "its quantity and its cost have different signs";
    }
    if (distance != null && distance.signum() <= 0) {
      return "its stop distance of " + distance.toPlainString() + " is not above zero";
    }
    return null;
  }
}
