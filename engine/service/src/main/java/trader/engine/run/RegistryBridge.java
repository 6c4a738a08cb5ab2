package trader.engine.run;

import java.time.InstantSource;
import trader.control.Color;
import trader.engine.core.ControlEvent;
import trader.engine.journal.FolderTail;
import trader.engine.settings.EngineSettings;
import trader.engine.system.SystemPriority;
import trader.engine.venue.VenueName;
import trader.registry.AuditReport;
import trader.registry.Registry;
import trader.registry.RegistrySettings;

/** Keeps {@code trades.db} up with the journal, and tells the core what its audits find. */
final class RegistryBridge implements AutoCloseable {
  private final EngineLoop loop;
  private final Registry registry;
  private volatile int violations;

  private RegistryBridge(
      EngineSettings settings, EngineJournal journal, EngineLoop loop, InstantSource wall) {
    this.loop = loop;
    this.registry =
        Registry.start(
            registrySettings(settings),
            new FolderTail(journal.folder(), journal.writer()),
            wall,
            this::audited,
            SystemPriority.niceThreads("registry"));
  }

  /** Starts on a thread of its own. */
  static RegistryBridge start(
      EngineSettings settings, EngineJournal journal, EngineLoop loop, InstantSource wall) {
    return new RegistryBridge(settings, journal, loop, wall);
  }

  /** Engines of another venue or color may log to the same folder, each to a trail of its own. */
  private static RegistrySettings registrySettings(EngineSettings settings) {
    VenueName venue = settings.marketVenue().venue();
    String trail =
        "orders"
            + (venue == VenueName.BINANCE_SPOT ? "" : "-" + venue.text())
            + (settings.color() == Color.BLUE ? "" : "-" + settings.color().text())
            + ".jsonl";
    return RegistrySettings.in(settings.dataDir(), settings.logDir())
        .withTrail(settings.logDir().resolve(trail));
  }

  /** The registry itself, to read figures off. */
  Registry registry() {
    return registry;
  }

  /** How many violations the last audit found. */
  int violations() {
    return violations;
  }

  /** Hears of audits on the registry's thread; the core is told where something changed. */
  private void audited(AuditReport report) {
    int before = violations;
    violations = report.violationsTotal();
    if (violations != before) {
      String why = String.join("; ", report.details());
      loop.post(at -> new ControlEvent.Audited(at, report.violationsTotal(), why));
    }
  }

  @Override
  public void close() {
    registry.close();
  }
}
