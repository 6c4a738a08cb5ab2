package trader.registry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.Checkpoint.PositionRecord;

/** Something to be written to the database. Writing it twice leaves what writing it once does. */
sealed interface Change {

  /** An order as it is now. */
  record OrderRow(
      OrderRecord record,
      @Nullable BigDecimal decisionPrice,
      @Nullable String traceId,
      @Nullable Long ackedMicros,
      @Nullable Long firstFillMicros,
      @Nullable Long lastFillMicros,
      @Nullable Long endedMicros,
      @Nullable String why,
      long updatedMicros)
      implements Change {}

  /** Where a fill became known. */
  enum Source {
    /** The venue's stream told of it. */
    STREAM,
    /** The account's history had it. */
    HISTORY,
    /** A checkpoint counted it, and the journal that told of it is gone: price is an average. */
    CHECKPOINT;

    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** A fill of an order. */
  record FillRow(
      OrderRecord order,
      String tradeId,
      BigDecimal price,
      BigDecimal qty,
      BigDecimal fee,
      String feeAsset,
      boolean maker,
      @Nullable BigDecimal decisionPrice,
      Source source,
      long atMicros,
      @Nullable Long venueMicros)
      implements Change {}

  /** A position as it is now; none is left where its quantity is zero. */
  record PositionRow(PositionRecord record, long atMicros) implements Change {}
}
