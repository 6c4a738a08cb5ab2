package trader.registry;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * {@code trades.db} for one who only reads, be an engine writing to it or not. Throws {@link
 * UncheckedIOException} naming the file where it cannot be read.
 */
public final class TradesFile implements AutoCloseable {
  private final Path path;
  private final Connection connection;

  private TradesFile(Path path, Connection connection) {
    this.path = path;
    this.connection = connection;
  }

  /** Opens it for reading. */
  public static TradesFile open(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UncheckedIOException(
          path + " is not there: no engine has written to this DATA_DIR yet", new IOException());
    }
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(1_000);
    try {
      return new TradesFile(
          path, DriverManager.getConnection("jdbc:sqlite:" + path, config.toProperties()));
    } catch (SQLException e) {
      throw unreadable(path, e);
    }
  }

  /**
   * How the file is.
   *
   * @param verdict {@code ok}, or what SQLite's integrity check says
   * @param schema the version of its tables; empty where it has none
   * @param applied up to where the journal is in it
   * @param appliedAt when the last event was that is in it
   */
  public record Health(
      long bytes,
      long walBytes,
      String verdict,
      boolean ours,
      Optional<String> schema,
      JournalPosition applied,
      Optional<Instant> appliedAt,
      Optional<AuditReport> audit) {}

  /** Looks at all of it. */
  public Health health(Instant now) {
    try {
      String verdict = Database.text(connection, "PRAGMA integrity_check(5)").replace('\n', ' ');
      boolean ours =
          Database.text(connection, "PRAGMA application_id")
              .equals(Integer.toString(Database.APPLICATION_ID));
      boolean sound = verdict.equals("ok") && ours;
      return new Health(
          size(path),
          size(path.resolveSibling(path.getFileName() + "-wal")),
          verdict,
          ours,
          sound
              ? Optional.of(
                  Database.text(
                      connection,
                      "SELECT version FROM flyway_schema_history WHERE success = 1 ORDER BY"
                          + " installed_rank DESC LIMIT 1"))
              : Optional.empty(),
          sound ? applied() : JournalPosition.NONE,
          sound ? appliedAt() : Optional.empty(),
          sound ? Optional.of(Auditor.run(connection, Optional.empty(), now)) : Optional.empty());
    } catch (SQLException e) {
      throw unreadable(path, e);
    }
  }

  private JournalPosition applied() throws SQLException {
    try (PreparedStatement query =
            connection.prepareStatement("SELECT session, segment, byte_offset FROM applied");
        ResultSet rows = query.executeQuery()) {
      return rows.next()
          ? new JournalPosition(rows.getLong(1), rows.getInt(2), rows.getLong(3))
          : JournalPosition.NONE;
    }
  }

  private Optional<Instant> appliedAt() throws SQLException {
    String micros = Database.text(connection, "SELECT at_micros FROM applied");
    return micros.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS));
  }

  /** A position that is open. */
  public record OpenPosition(
      String account, String symbol, BigDecimal qty, BigDecimal averagePrice, String strategy) {}

  /** Every open position. */
  public List<OpenPosition> openPositions() {
    return list(
        "SELECT account, instrument, qty, average_price, strategy FROM positions WHERE state ="
            + " 'open' ORDER BY account, instrument",
        List.of(),
        rows ->
            new OpenPosition(
                rows.getString(1),
                rows.getString(2),
                new BigDecimal(rows.getString(3)),
                new BigDecimal(rows.getString(4)),
                rows.getString(5)));
  }

  /** An order that may still be executed. */
  public record OpenOrder(
      String id,
      String account,
      String symbol,
      String side,
      String type,
      String purpose,
      String state,
      BigDecimal openQty,
      Optional<String> venueOrderId) {}

  /** Every order that is not finished. */
  public List<OpenOrder> openOrders() {
    return list(
        """
        SELECT id, account, instrument, side, type, purpose, state, qty, filled_qty, venue_order_id
        FROM orders WHERE state IN ('pending', 'working', 'replacing', 'cancelling', 'unknown')
        ORDER BY submitted_micros
        """,
        List.of(),
        rows ->
            new OpenOrder(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                new BigDecimal(rows.getString(8)).subtract(new BigDecimal(rows.getString(9))),
                Optional.ofNullable(rows.getString(10))));
  }

  /**
   * How one order was executed.
   *
   * @param slippageBps how much worse than decided, in basis points; null where nothing was filled
   */
  public record Execution(
      String symbol,
      String account,
      String state,
      double qty,
      double filledQty,
      double notional,
      @Nullable Double ackMs,
      @Nullable Double firstFillMs,
      @Nullable Double slippageBps) {}

  /** Orders that were submitted from then on, oldest first. */
  public List<Execution> executions(Instant since) {
    return list(
        """
        SELECT instrument, account, state, qty, filled_qty, notional, ack_ms, first_fill_ms,
          slippage_bps
        FROM execution_quality WHERE submitted_micros >= ? ORDER BY submitted_micros
        """,
        List.of(ChronoUnit.MICROS.between(Instant.EPOCH, since)),
        rows ->
            new Execution(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getDouble(4),
                rows.getDouble(5),
                rows.getDouble(6),
                number(rows, 7),
                number(rows, 8),
                number(rows, 9)));
  }

  /** A fill, for fees and the makers' share. */
  public record Fill(
      String symbol, String account, BigDecimal fee, String feeAsset, boolean maker) {}

  /** Fills from then on, oldest first. */
  public List<Fill> fills(Instant since) {
    return list(
        "SELECT instrument, account, fee, fee_asset, maker FROM fills WHERE at_micros >= ? ORDER BY"
            + " at_micros",
        List.of(ChronoUnit.MICROS.between(Instant.EPOCH, since)),
        rows ->
            new Fill(
                rows.getString(1),
                rows.getString(2),
                new BigDecimal(rows.getString(3)),
                rows.getString(4),
                rows.getBoolean(5)));
  }

  private interface OfRow<T> {
    T of(ResultSet rows) throws SQLException;
  }

  private <T> List<T> list(String sql, List<Long> arguments, OfRow<T> each) {
    try (PreparedStatement query = connection.prepareStatement(sql)) {
      for (int i = 0; i < arguments.size(); i++) {
        query.setLong(i + 1, arguments.get(i));
      }
      List<T> found = new ArrayList<>();
      try (ResultSet rows = query.executeQuery()) {
        while (rows.next()) {
          found.add(each.of(rows));
        }
      }
      return found;
    } catch (SQLException e) {
      throw unreadable(path, e);
    }
  }

  private static @Nullable Double number(ResultSet rows, int column) throws SQLException {
    double value = rows.getDouble(column);
    return rows.wasNull() ? null : Double.valueOf(value);
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be looked at", e);
    }
  }

  private static UncheckedIOException unreadable(Path path, SQLException fault) {
    return new UncheckedIOException(
        path + " cannot be read: " + SqlFaults.text(fault), new IOException(fault));
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw unreadable(path, e);
    }
  }
}
