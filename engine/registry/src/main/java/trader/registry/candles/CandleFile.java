package trader.registry.candles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.sqlite.SQLiteConfig;
import trader.control.InstrumentId;
import trader.engine.core.Bar;

/**
 * {@code candles.db}: each closed bar once. Every method throws {@link UncheckedIOException} naming
 * the file where it cannot be read or written; one thread uses it.
 */
public final class CandleFile implements AutoCloseable {
  private static final int APPLICATION_ID = 1_414_677_571;
  private static final long MICROS = 1_000_000;
  private static final int BUSY_MILLIS = 5_000;
  private final Path path;
  private final Connection connection;

  private CandleFile(Path path, Connection connection) {
    this.path = path;
    this.connection = connection;
  }

  /** Opens it for writing, making it where there is none. */
  public static CandleFile open(Path path) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder of " + path + " cannot be made", e);
    }
    return open(path, false);
  }

  /** Opens it for reading; empty where there is none. */
  public static Optional<CandleFile> reading(Path path) {
    return Files.isRegularFile(path) ? Optional.of(open(path, true)) : Optional.empty();
  }

  private static CandleFile open(Path path, boolean readOnly) {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setReadOnly(readOnly);
    if (!readOnly) {
      config.setJournalMode(SQLiteConfig.JournalMode.WAL);
      config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    }
    try {
      CandleFile file =
          new CandleFile(
              path, DriverManager.getConnection("jdbc:sqlite:" + path, config.toProperties()));
      try {
        file.check(readOnly);
        return file;
      } catch (SQLException | UncheckedIOException e) {
        file.connection.close();
        throw e;
      }
    } catch (SQLException e) {
      throw unusable(path, e);
    }
  }

  private void check(boolean readOnly) throws SQLException {
    String verdict = text("PRAGMA quick_check(1)");
    if (!verdict.equals("ok")) {
      throw new UncheckedIOException(
          path + " is damaged (" + verdict + "); move it away, it is read again from the venue",
          new IOException(verdict));
    }
    boolean empty = text("SELECT count(*) FROM sqlite_schema").equals("0");
    String owner = text("PRAGMA application_id");
    if (!empty && !owner.equals(Integer.toString(APPLICATION_ID))) {
      throw new UncheckedIOException(
          path + " is another program's, by its application id " + owner, new IOException(owner));
    }
    if (!readOnly) {
      if (empty) {
        // Ours before it has a table: a process that dies while it makes them leaves no stranger's.
        try (Statement statement = connection.createStatement()) {
          statement.execute("PRAGMA application_id = " + APPLICATION_ID);
        }
      }
      migrate();
    }
  }

  private void migrate() {
    try {
      Flyway.configure(CandleFile.class.getClassLoader())
          .dataSource("jdbc:sqlite:" + path, null, null)
          .locations("classpath:trader/registry/candles/migrations")
          .loggers("slf4j")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new UncheckedIOException(
          path + " has a schema that cannot be used: " + e.getMessage(), new IOException(e));
    }
  }

  /** Every series that has a bar. */
  public List<Series> series() {
    List<Series> all = new ArrayList<>();
    try (PreparedStatement query =
            connection.prepareStatement(
                "SELECT DISTINCT instrument, interval_sec FROM candles ORDER BY 1, 2");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        all.add(
            new Series(
                InstrumentId.parse(rows.getString(1), "UNKNOWN"),
                Duration.ofSeconds(rows.getLong(2))));
      }
      return all;
    } catch (SQLException e) {
      throw unusable(path, e);
    }
  }

  /** How many bars it has of a series. */
  public long count(Series series) {
    return number("SELECT count(*) FROM candles WHERE instrument = ? AND interval_sec = ?", series)
        .orElse(0L);
  }

  /** From the first bar of a series to the end of its last; empty where it has none. */
  public Optional<Span> reach(Series series) {
    Optional<Long> first =
        number(
            "SELECT min(open_sec) FROM candles WHERE instrument = ? AND interval_sec = ?", series);
    Optional<Long> last =
        number(
            "SELECT max(open_sec) FROM candles WHERE instrument = ? AND interval_sec = ?", series);
    return first.isEmpty() || last.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Span(
                Instant.ofEpochSecond(first.get()),
                Instant.ofEpochSecond(last.get()).plus(series.interval())));
  }

  /** What is missing of a series within a span, oldest first. */
  public List<Span> missing(Series series, Span within) {
    List<Span> gaps = new ArrayList<>();
    Instant next = within.from();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT open_sec FROM candles WHERE instrument = ? AND interval_sec = ?"
                + " AND open_sec >= ? AND open_sec < ? ORDER BY open_sec")) {
      bind(query, series);
      query.setLong(3, within.from().getEpochSecond());
      query.setLong(4, within.to().getEpochSecond());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          Instant open = Instant.ofEpochSecond(rows.getLong(1));
          if (next.isBefore(open)) {
            gaps.add(new Span(next, open));
          }
          next = open.plus(series.interval());
        }
      }
    } catch (SQLException e) {
      throw unusable(path, e);
    }
    if (next.isBefore(within.to())) {
      gaps.add(new Span(next, within.to()));
    }
    return gaps;
  }

  /** Adds those bars that are not there yet, all or none; answers how many that were. */
  public int add(Series series, List<Bar> bars) {
    try (Statement transaction = connection.createStatement()) {
      transaction.execute("BEGIN IMMEDIATE");
      try {
        int added = insert(series, bars);
        transaction.execute("COMMIT");
        return added;
      } catch (SQLException e) {
        transaction.execute("ROLLBACK");
        throw e;
      }
    } catch (SQLException e) {
      throw unusable(path, e);
    }
  }

  private int insert(Series series, List<Bar> bars) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO candles VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING")) {
      int added = 0;
      for (Bar bar : bars) {
        bind(insert, series);
        insert.setLong(3, bar.openMicros() / MICROS);
        insert.setString(4, bar.open().toPlainString());
        insert.setString(5, bar.high().toPlainString());
        insert.setString(6, bar.low().toPlainString());
        insert.setString(7, bar.close().toPlainString());
        insert.setString(8, bar.volume().toPlainString());
        added += insert.executeUpdate();
      }
      return added;
    }
  }

  /** The bars of a series within a span, oldest first. */
  public List<Bar> bars(Series series, Span within) {
    List<Bar> bars = new ArrayList<>();
    try (PreparedStatement query =
        connection.prepareStatement(
            "SELECT open_sec, open, high, low, close, volume FROM candles WHERE instrument = ?"
                + " AND interval_sec = ? AND open_sec >= ? AND open_sec < ? ORDER BY open_sec")) {
      bind(query, series);
      query.setLong(3, within.from().getEpochSecond());
      query.setLong(4, within.to().getEpochSecond());
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          bars.add(
              new Bar(
                  rows.getLong(1) * MICROS,
                  series.interval().toSeconds() * MICROS,
                  new BigDecimal(rows.getString(2)),
                  new BigDecimal(rows.getString(3)),
                  new BigDecimal(rows.getString(4)),
                  new BigDecimal(rows.getString(5)),
                  new BigDecimal(rows.getString(6))));
        }
      }
      return bars;
    } catch (SQLException e) {
      throw unusable(path, e);
    }
  }

  private Optional<Long> number(String sql, Series series) {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      bind(query, series);
      try (ResultSet rows = query.executeQuery()) {
        if (!rows.next()) {
          return Optional.empty();
        }
        long value = rows.getLong(1);
        return rows.wasNull() ? Optional.empty() : Optional.of(value);
      }
    } catch (SQLException e) {
      throw unusable(path, e);
    }
  }

  private static void bind(PreparedStatement statement, Series series) throws SQLException {
    statement.setString(1, series.instrument().toString());
    statement.setLong(2, series.interval().toSeconds());
  }

  private String text(String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  private static UncheckedIOException unusable(Path path, SQLException fault) {
    return new UncheckedIOException(
        path + " cannot be used: " + fault.getMessage(), new IOException(fault));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unusable(path, e);
    }
  }
}
