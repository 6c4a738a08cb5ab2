package trader.registry;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where a registry keeps its files and how often it looks.
 *
 * @param database {@code trades.db}
 * @param portfolio {@code portfolio.json}
 * @param trail {@code orders.jsonl}
 * @param poll how long it rests once it has read everything: what comes meanwhile is read and
 *     written together
 * @param lockPatience how long SQLite itself waits for a lock before the write is put off
 * @param auditEvery how often the files are audited
 * @param maxPages what {@code PRAGMA max_page_count} is set to, 0 for SQLite's own limit
 */
public record RegistrySettings(
    Path database,
    Path portfolio,
    Path trail,
    Duration poll,
    Duration lockPatience,
    Duration auditEvery,
    long maxPages) {

  /** The files of an engine, each in its folder. */
  public static RegistrySettings in(Path data, Path logs) {
    return new RegistrySettings(
        data.resolve("trades.db"),
        data.resolve("portfolio.json"),
        logs.resolve("orders.jsonl"),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMinutes(3),
        0);
  }

  /** The same with another database. */
  RegistrySettings withDatabase(Path other) {
    return new RegistrySettings(other, portfolio, trail, poll, lockPatience, auditEvery, maxPages);
  }

  /** The same with another trail. */
  public RegistrySettings withTrail(Path other) {
    return new RegistrySettings(
        database, portfolio, other, poll, lockPatience, auditEvery, maxPages);
  }
}
