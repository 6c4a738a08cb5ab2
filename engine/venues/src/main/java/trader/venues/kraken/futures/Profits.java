package trader.venues.kraken.futures;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The profit that the venue booked for each execution. Only the account's log says it; it is kept
 * by the execution's id until the execution itself is told.
 */
final class Profits {
  private static final int MOST = 2_000;
  private final Map<String, BigDecimal> byExecution = new LinkedHashMap<>();

  /** Notes what one line of the account's log says. */
  void logged(JsonNode entry) {
    String execution = entry.path("execution").asString("");
    JsonNode profit = entry.path("realized_pnl");
    if (execution.isEmpty() || !profit.isNumber()) {
      return;
    }
    byExecution.put(execution, profit.decimalValue());
    if (byExecution.size() > MOST) {
      byExecution.remove(byExecution.keySet().iterator().next());
    }
  }

  /** The profit of an execution, before its fee; null where the log has not told it yet. */
  @Nullable BigDecimal of(String execution) {
    return byExecution.get(execution);
  }
}
