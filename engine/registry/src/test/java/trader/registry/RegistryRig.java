package trader.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Checkpoint;
import trader.engine.core.ControlEvent;
import trader.engine.core.Event;
import trader.engine.core.journal.JournalRecord;
import trader.engine.core.kit.CoreKit;
import trader.engine.core.kit.Story;
import trader.engine.core.loop.Core;
import trader.engine.core.orders.OrderState;

/** A journal of random trading, and a registry that follows it. */
final class RegistryRig implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration OFTEN = Duration.ofMillis(2);
  private final Path folder;
  final WrittenJournal journal;
  final List<AuditReport> audits = new CopyOnWriteArrayList<>();
  long maxPages;
  private @Nullable Registry registry;

  RegistryRig(Path folder) {
    this(folder, 1_767_614_400);
  }

  /** A rig whose journal begins with that session. */
  RegistryRig(Path folder, long session) {
    this.folder = folder;
    this.journal = new WrittenJournal(folder.resolve("journal"), session);
  }

  /** Records of that long a time of trading under faults; the same seed gives the same. */
  static List<JournalRecord> lived(long seed, int seconds) {
    System.out.println("seed=" + seed);
    Story story =
        new Story(
                seed, CoreKit.setup().maxDailyDrawdown("0.2").warmUp(2 * CoreKit.SECOND).settings())
            .troubled();
    story.live(seconds * CoreKit.SECOND);
    return story.rig().journal();
  }

  /** The books that the core has after these records. */
  static Checkpoint books(List<JournalRecord> records) {
    Core core = Core.readingBack((ControlEvent.Configured) event(records.getFirst()));
    for (JournalRecord record : records.subList(1, records.size())) {
      switch (record) {
        case JournalRecord.Happened(Event event) -> core.on(event);
        case JournalRecord.Wanted(var action) -> core.replayed(action);
      }
    }
    return core.checkpoint();
  }

  private static Event event(JournalRecord record) {
    return ((JournalRecord.Happened) record).event();
  }

  Path database() {
    return folder.resolve("trades.db");
  }

  Path trail() {
    return folder.resolve("log/orders.jsonl");
  }

  Path portfolio() {
    return folder.resolve("portfolio.json");
  }

  Registry start() {
    Registry started =
        Registry.start(
            new RegistrySettings(
                database(), portfolio(), trail(), OFTEN, OFTEN, Duration.ofMinutes(1), maxPages),
            journal,
            InstantSource.system(),
            audits::add);
    registry = started;
    return started;
  }

  /** Waits until everything that is written is in the database. */
  void awaitCaughtUp() {
    Registry running = java.util.Objects.requireNonNull(registry);
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(5))
        .until(() ->
            running.status().caughtUp()
                && running.status().queueEvents() == 0
                && running.status().waiting().isEmpty());
  }

  /** Holds every row, and the trail, against the books. */
  void assertIsAs(Checkpoint books) {
    Map<String, Checkpoint.OrderRecord> wanted = new HashMap<>();
    books.orders().forEach(record -> wanted.put(record.order().id().value(), record));
    Map<String, BigDecimal> fills = new HashMap<>();
    query(
        "SELECT order_id, qty FROM fills",
        row -> fills.merge(row.get(0), new BigDecimal(row.get(1)), BigDecimal::add));
    List<String> seen = new ArrayList<>();
    query(
        "SELECT id, state, filled_qty, filled_quote, coalesce(venue_order_id, '-') FROM orders",
        row -> {
          String id = row.get(0);
          seen.add(id);
          Checkpoint.OrderRecord record = wanted.get(id);
          if (record == null) {
            assertThat(row.get(1)).as("a forgotten order %s", id).isIn(ENDED);
            return;
          }
          assertThat(row.get(1)).as(id).isEqualTo(record.state().text());
          assertThat(new BigDecimal(row.get(2))).as(id).isEqualByComparingTo(record.filledQty());
          assertThat(new BigDecimal(row.get(3))).as(id).isEqualByComparingTo(record.filledQuote());
          assertThat(fills.getOrDefault(id, BigDecimal.ZERO))
              .as("fills of %s", id)
              .isEqualByComparingTo(record.filledQty());
        });
    assertThat(seen).containsAll(wanted.keySet());
    assertPositions(books);
  }

  private static final List<String> ENDED =
      List.of("filled", "cancelled", "expired", "rejected", "lost");

  private void assertPositions(Checkpoint books) {
    Map<String, String> wanted = new TreeMap<>();
    books.positions().stream()
        .filter(held -> held.qty().signum() != 0)
        .forEach(held ->
            wanted.put(
                held.account().text() + " " + held.instrument(),
                held.qty().toPlainString() + " " + held.cost().toPlainString()));
    Map<String, String> here = new TreeMap<>();
    query(
        "SELECT account, instrument, qty, cost FROM positions WHERE state = 'open'",
        row -> here.put(row.get(0) + " " + row.get(1), row.get(2) + " " + row.get(3)));
    assertThat(here).isEqualTo(wanted);
  }

  /** Each order's last line in the trail says what the books say, and no line stands twice. */
  void assertTrailEndsAs(Checkpoint books) {
    List<String> lines = trailLines();
    assertThat(lines).doesNotHaveDuplicates();
    Map<String, String> last = new HashMap<>();
    for (String line : lines) {
      String order = field(line, "order");
      last.put(order, field(line, "state"));
    }
    for (Checkpoint.OrderRecord record : books.orders()) {
      assertThat(last.get(record.order().id().value()))
          .as("the trail of %s", record.order().id())
          .isEqualTo(record.state().text());
    }
  }

  List<String> trailLines() {
    try {
      return Files.exists(trail()) ? Files.readAllLines(trail()) : List.of();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String field(String json, String name) {
    int at = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return json.substring(at, json.indexOf('"', at));
  }

  static boolean finished(String state) {
    return OrderState.valueOf(state.toUpperCase(java.util.Locale.ROOT)).finished();
  }

  interface OnRow {
    void take(List<String> row);
  }

  void query(String sql, OnRow each) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(rows.getString(i)));
        }
        each.take(row);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  void execute(String sql) {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Connection connect() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database());
  }

  List<Path> aside() {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches("trades\\.db\\.damaged-[0-9-]+"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stop() {
    Registry running = registry;
    if (running != null) {
      running.close();
      registry = null;
    }
  }

  @Override
  public void close() {
    stop();
  }
}
