package trader.engine.tools;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import trader.engine.settings.EngineSettings;

/** {@code pre-flight-check}: everything that should be so before trading live. */
final class PreFlight {
  static final String NAME = "pre-flight-check";
  private static final long LEAST_FREE = 5L << 30;

  private PreFlight() {}

  static ToolReport run(ToolContext context) {
    List<Finding> findings = new ArrayList<>(LiveReadiness.findings(context));
    context
        .settings()
        .ifPresent(settings -> {
          secrets(settings, findings);
          limits(settings, findings);
          findings.add(disk(settings.dataDir()));
          findings.add(disk(settings.logDir()));
        });
    if (Files.exists(context.database())) {
      findings.addAll(DbHealth.findings(context));
      findings.addAll(TpCoverage.run(context).findings());
    } else {
      findings.add(Finding.ok("trades.db", "not there yet: the first start makes it"));
    }
    long failed = findings.stream().filter(one -> one.verdict() == Finding.Verdict.FAIL).count();
    long warned = findings.stream().filter(one -> one.verdict() == Finding.Verdict.WARN).count();
    return ToolReport.of(
        NAME,
        context.now(),
        failed == 0
            ? "cleared, with " + warned + " warnings"
            : "not cleared: " + failed + " failures, " + warned + " warnings",
        findings,
        List.of());
  }

  private static void secrets(EngineSettings settings, List<Finding> findings) {
    findings.add(
        settings.controlKey().isPresent()
            ? Finding.ok("CONTROL_KEY", "set")
            : Finding.fail(
                "CONTROL_KEY", "not set: nothing can raise risk", "set it for engine and desk"));
    findings.add(
        settings.apiToken().isPresent()
            ? Finding.ok("OPS_API_TOKEN", "set")
            : Finding.fail(
                "OPS_API_TOKEN",
                "not set: the way to stop an engine without Redis is closed",
                "set it for engine and desk"));
  }

  private static void limits(EngineSettings settings, List<Finding> findings) {
    var limits = settings.limits();
    findings.add(
        Finding.ok(
            "limits",
            "an order at most "
                + limits.maxNotionalPerOrder().toPlainString()
                + ", all at most "
                + limits.maxTotalNotional().toPlainString()
                + " "
                + settings.quoteAsset()
                + ", a day's drawdown at most "
                + limits.maxDailyDrawdown().toPlainString()));
    findings.add(
        settings.tradingEnabled()
            ? Finding.ok("TRADING_ENABLED", "on")
            : Finding.fail(
                "TRADING_ENABLED",
                "trading is switched off by the environment",
                "set TRADING_ENABLED and EXCHANGE_TRADING_ENABLED"));
  }

  private static Finding disk(Path folder) {
    String subject = "folder " + folder.getFileName();
    Path there = folder.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      FileStore store = Files.getFileStore(there);
      if (!Files.isWritable(there)) {
        return Finding.fail(
            subject, there + " cannot be written to", "give it to the engine's user");
      }
      long free = store.getUsableSpace();
      return free < LEAST_FREE
          ? Finding.warn(subject, (free >> 20) + " MiB are free on " + there, "make room: 5 GiB")
          : Finding.ok(subject, (free >> 30) + " GiB are free on " + there);
    } catch (IOException e) {
      return Finding.fail(subject, there + " cannot be looked at: " + e, "check the disk");
    }
  }
}
