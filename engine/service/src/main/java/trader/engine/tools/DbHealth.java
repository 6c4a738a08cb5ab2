package trader.engine.tools;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import trader.registry.AuditReport;
import trader.registry.TradesFile;

/** {@code check-db-health}: whether {@code trades.db} is whole, ours, and adds up. */
final class DbHealth {
  static final String NAME = "check-db-health";
  private static final Duration OLD = Duration.ofMinutes(5);

  private DbHealth() {}

  static ToolReport run(ToolContext context) {
    List<Finding> findings = findings(context);
    boolean bad = findings.stream().anyMatch(one -> one.verdict() == Finding.Verdict.FAIL);
    return ToolReport.of(
        NAME,
        context.now(),
        context.database() + (bad ? " needs attention" : " is healthy"),
        findings,
        List.of());
  }

  static List<Finding> findings(ToolContext context) {
    List<Finding> findings = new ArrayList<>();
    try (TradesFile file = TradesFile.open(context.database())) {
      TradesFile.Health health = file.health(context.now());
      boolean whole = health.verdict().equals("ok");
      findings.add(
          whole
              ? Finding.ok("integrity", "ok, " + health.bytes() + " bytes")
              : Finding.fail("integrity", health.verdict(), aside(context)));
      findings.add(
          health.ours()
              ? Finding.ok("schema", "version " + health.schema().orElse("unknown"))
              : Finding.fail("schema", "it is another program's file", aside(context)));
      findings.add(Finding.ok("write-ahead log", health.walBytes() + " bytes"));
      health.appliedAt().ifPresent(at -> findings.add(age(context, at)));
      health.audit().ifPresent(audit -> findings.add(audit(audit, context)));
    } catch (UncheckedIOException e) {
      findings.add(Finding.fail("file", String.valueOf(e.getMessage()), aside(context)));
    }
    return findings;
  }

  private static Finding age(ToolContext context, Instant at) {
    Duration age = Duration.between(at, context.now());
    boolean running = context.engine().get("/healthz").isPresent();
    String said = "its newest row is of " + at + ", " + age.toSeconds() + " s ago";
    return running && age.compareTo(OLD.plus(OLD)) > 0
        ? Finding.warn(
            "age",
            said + " while an engine runs",
            "look at database_write_queue_age_seconds and REGISTRY_WAITING in the log")
        : Finding.ok("age", said);
  }

  private static Finding audit(AuditReport audit, ToolContext context) {
    return audit.violationsTotal() == 0
        ? Finding.ok("audit", audit.fields())
        : Finding.fail("audit", audit.fields(), aside(context));
  }

  private static String aside(ToolContext context) {
    return "move "
        + context.database()
        + " away while the engine runs: it is made anew from the journal; then look again";
  }
}
