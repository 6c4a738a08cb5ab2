package trader.engine.run;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import trader.registry.AuditReport;
import trader.registry.RegistryStatus;

/** The figures of {@code trades.db}'s writing under Prometheus' names. */
final class RegistryMetrics {
  private static final double MICROS = 1e6;

  private RegistryMetrics() {}

  static void bind(MeterRegistry meters, Supplier<RegistryStatus> status) {
    Gauge.builder("database_write_queue", () -> status.get().queueEvents())
        .description("events of this session that trades.db does not have yet")
        .register(meters);
    Gauge.builder("database_write_queue_age_seconds", () -> status.get().queueAgeMicros() / MICROS)
        .description("how old the oldest of them is at least")
        .register(meters);
    Gauge.builder("database_waiting", () -> status.get().waiting().isPresent() ? 1 : 0)
        .description("whether trades.db cannot be written now")
        .register(meters);
    counter(meters, "database_commits", status, RegistryStatus::commits);
    counter(meters, "database_write_retries", status, RegistryStatus::retries);
    counter(meters, "database_rebuilds", status, RegistryStatus::rebuilds);
    audit(meters, "registry_violations", status, AuditReport::violationsTotal);
    audit(
        meters,
        "registry_duplicate_active_symbol_keys",
        status,
        AuditReport::duplicateActiveSymbolKeys);
    audit(
        meters,
        "registry_non_terminal_in_closed_history",
        status,
        AuditReport::nonTerminalInClosedHistory);
    audit(
        meters, "registry_remaining_qty_violations", status, AuditReport::remainingQtyViolations);
  }

  private interface Count {
    long of(RegistryStatus status);
  }

  private interface Finding {
    int of(AuditReport report);
  }

  private static void counter(
      MeterRegistry meters, String name, Supplier<RegistryStatus> status, Count count) {
    FunctionCounter.builder(name, status, from -> count.of(from.get())).register(meters);
  }

  private static void audit(
      MeterRegistry meters, String name, Supplier<RegistryStatus> status, Finding finding) {
    Gauge.builder(
            name,
            () -> status.get().audit().map(report -> (double) finding.of(report)).orElse(Double.NaN))
        .register(meters);
  }
}
