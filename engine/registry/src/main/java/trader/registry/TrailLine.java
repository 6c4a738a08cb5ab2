package trader.registry;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import trader.engine.core.Checkpoint.OrderRecord;
import trader.engine.core.orders.NewOrder;

/** One line of {@code orders.jsonl}: an order and what has just become of it. */
final class TrailLine {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private TrailLine() {}

  static String of(
      OrderRecord record,
      @Nullable String was,
      Tracked known,
      long atMicros,
      JournalPosition journal) {
    NewOrder order = record.order();
    ObjectNode line = MAPPER.createObjectNode();
    line.put("at", Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS).toString());
    line.put("order", order.id().value());
    line.put("state", record.state().text());
    put(line, "was", was);
    line.put("symbol", order.instrument().toString());
    line.put("account", order.account().text());
    line.put("side", order.side().text());
    line.put("type", order.type().text());
    line.put("purpose", order.purpose().text());
    line.put("qty", order.qty().toPlainString());
    line.put("filled", record.filledQty().toPlainString());
    if (record.filledQty().signum() > 0) {
      line.put(
          "average_price",
          record
              .filledQuote()
              .divide(record.filledQty(), MathContext.DECIMAL64)
              .stripTrailingZeros()
              .toPlainString());
    }
    put(line, "price", plain(order.price()));
    put(line, "stop_price", plain(order.stopPrice()));
    line.put("strategy", order.strategy());
    line.put("cause", order.cause());
    put(line, "trace", known.traceId);
    put(line, "venue_order", record.venueOrderId());
    put(line, "why", known.why);
    line.put("journal", journal.toString());
    return MAPPER.writeValueAsString(line);
  }

  private static void put(ObjectNode line, String name, @Nullable String value) {
    if (value != null) {
      line.put(name, value);
    }
  }

  private static @Nullable String plain(@Nullable BigDecimal number) {
    return number == null ? null : number.toPlainString();
  }
}
