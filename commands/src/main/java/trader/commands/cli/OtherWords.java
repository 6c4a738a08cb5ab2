package trader.commands.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the launcher runs besides the desk's commands, for its help: each with a line. */
final class OtherWords {
  private static final Map<String, String> SERVICES = new LinkedHashMap<>();
  private static final Map<String, String> TOOLS = new LinkedHashMap<>();

  static {
    SERVICES.put("demo", "Everything on this machine against a simulated exchange.");
    SERVICES.put("engine", "The trading engine.");
    SERVICES.put("bot", "The desk for Slack, Telegram and the browser.");
    SERVICES.put("simulate-venue", "A simulated exchange.");
    SERVICES.put("bench", "Measures a part: trader bench lists them.");
    SERVICES.put("test", "Runs the tests: unit, integration or soak.");
    TOOLS.put("check-db-health", "Whether trades.db is whole, ours, and adds up.");
    TOOLS.put("monitor-trade-execution", "Slippage, fills and latency, by venue and symbol.");
    TOOLS.put("check-tp-coverage", "What of each position has a take-profit and a stop.");
    TOOLS.put("check-live-readiness", "Whether settings, venue, engine and Redis are ready.");
    TOOLS.put("pre-flight-check", "Everything that should be so before trading live.");
    TOOLS.put("sync-positions", "Import what the account holds and the books do not.");
    TOOLS.put("recover-sl-order-ids", "Find or place the stops of positions that have none.");
    TOOLS.put("backfill-tp", "Place the take-profits of positions that have none.");
    TOOLS.put("close-all", "Close every position; flat is said when the venue says so.");
    TOOLS.put("ingest-ohlcv", "Read candles from a venue into candles.db, up to now.");
    TOOLS.put("backfill-historical-data", "Read what is missing between those candles.");
  }

  private OtherWords() {}

  /** The names of the tools. */
  static Iterable<String> tools() {
    return TOOLS.keySet();
  }

  /** The lines that the help ends with, {@code last} behind them. */
  static String[] footer(String last) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Services and development:");
    SERVICES.forEach((name, sentence) -> lines.add(line(name, sentence)));
    lines.add("Tools, which change something only with --execute; each has --help:");
    TOOLS.forEach((name, sentence) -> lines.add(line(name, sentence)));
    lines.add("");
    lines.add(last);
    return lines.toArray(String[]::new);
  }

  private static String line(String name, String sentence) {
    return "  %-26s%s".formatted(name, sentence);
  }
}
