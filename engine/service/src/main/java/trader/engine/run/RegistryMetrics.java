package trader.engine.run;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import trader.registry.AuditReport;
import trader.registry.Registry;
import trader.registry.RegistryStatus;

/** The figures of {@code trades.db}'s writing under Prometheus' names. */
final class RegistryMetrics {
  private static final double MICROS = 1e6;

  private RegistryMetrics() {}

  static void bind(MeterRegistry meters, Registry trades) {
    Gauge.builder("database_write_queue", () -> trades.status().queueEvents())
        .description("events of this session that trades.db does not have yet")
        .register(meters);
    Gauge.builder(
            "database_write_queue_age_seconds", () -> trades.status().queueAgeMicros() / MICROS)
        .description("how old the oldest of them is at least")
        .register(meters);
    Gauge.builder("database_waiting", () -> trades.status().waiting().isPresent() ? 1 : 0)
        .description("whether trades.db cannot be written now")
        .register(meters);
    counter(meters, "database_commits", trades, RegistryStatus::commits);
    counter(meters, "database_write_retries", trades, RegistryStatus::retries);
    counter(meters, "database_rebuilds", trades, RegistryStatus::rebuilds);
    audit(meters, "registry_violations", trades, AuditReport::violationsTotal);
    audit(
        meters,
        "registry_duplicate_active_symbol_keys",
        trades,
        AuditReport::duplicateActiveSymbolKeys);
    audit(
        meters,
        "registry_non_terminal_in_closed_history",
        trades,
        AuditReport::nonTerminalInClosedHistory);
    audit(meters, "registry_remaining_qty_violations", trades, AuditReport::remainingQtyViolations);
  }

  private interface Count {
    long of(RegistryStatus status);
  }

  private interface Finding {
    int of(AuditReport report);
  }

  private static void counter(MeterRegistry meters, String name, Registry trades, Count count) {
    FunctionCounter.builder(name, trades, from -> count.of(from.status())).register(meters);
  }

  private static void audit(MeterRegistry meters, String name, Registry trades, Finding finding) {
    Gauge.builder(
            name,
            () ->
                trades
                    .status()
                    .audit()
                    .map(report -> (double) finding.of(report))
                    .orElse(Double.NaN))
        .register(meters);
  }
}
