package trader.registry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/** {@code trades.db}: opened, checked, brought to this version's schema, and written to. */
final class Database implements AutoCloseable {
  /** {@code TRDR}, by which SQLite's own header says whose file it is. */
  static final int APPLICATION_ID = 1_414_677_586;

  private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
  private static final String MIGRATIONS = "classpath:trader/registry/migrations";
  private static final String HISTORY = "flyway_schema_history";
  private final Connection connection;
  private final Connection reader;

  /** One connection writes; the other reads, which no one's lock keeps it from. */
  private Database(Connection connection, Connection reader) {
    this.connection = connection;
    this.reader = reader;
  }

  /**
   * Opens the file, making it where there is none. Throws {@link DatabaseUnusableException} for one
   * that is damaged, another program's or a later version's, and {@link SQLException} where it
   * cannot be had now.
   */
  static Database open(RegistrySettings settings)
      throws DatabaseUnusableException, SQLException, IOException {
    Path file = settings.database();
    Files.createDirectories(file.toAbsolutePath().getParent());
    checkHeader(file);
    Connection connection = connect(settings);
    try {
      check(connection);
      migrate(connection, settings);
      limit(connection, settings.maxPages());
      return new Database(connection, connect(settings));
    } catch (SQLException e) {
      connection.close();
      if (SqlFaults.damaged(e)) {
        throw new DatabaseUnusableException(SqlFaults.text(e), e);
      }
      throw e;
    } catch (DatabaseUnusableException e) {
      connection.close();
      throw e;
    }
  }

  private static Connection connect(RegistrySettings settings) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout((int) settings.lockPatience().toMillis());
    return DriverManager.getConnection("jdbc:sqlite:" + settings.database(), config.toProperties());
  }

  private static void checkHeader(Path file) throws IOException, DatabaseUnusableException {
    if (!Files.exists(file) || Files.size(file) == 0) {
      return;
    }
    try (var in = Files.newInputStream(file, StandardOpenOption.READ)) {
      if (!Arrays.equals(in.readNBytes(MAGIC.length), MAGIC)) {
        throw new DatabaseUnusableException("it does not begin as an SQLite file does");
      }
    }
  }

  private static void check(Connection connection) throws SQLException, DatabaseUnusableException {
    String verdict = text(connection, "PRAGMA integrity_check(1)");
    if (!verdict.equals("ok")) {
      throw new DatabaseUnusableException(
          "its integrity check says: " + verdict.replace('\n', ' '));
    }
    int owner = Integer.parseInt(text(connection, "PRAGMA application_id"));
    boolean empty = text(connection, "SELECT count(*) FROM sqlite_schema").equals("0");
    if (!empty && owner != APPLICATION_ID) {
      throw new DatabaseUnusableException(
          "it is another program's, by its application id " + owner);
    }
    if (empty) {
      // Ours before it has a table: a process that dies while it makes them leaves no stranger's.
      try (Statement statement = connection.createStatement()) {
        statement.execute("PRAGMA application_id = " + APPLICATION_ID);
      }
    }
  }

  /** Flyway has a connection of its own, which may be refused as ours may. */
  private static void migrate(Connection connection, RegistrySettings settings)
      throws SQLException, DatabaseUnusableException {
    Flyway flyway =
        Flyway.configure(Database.class.getClassLoader())
            .dataSource("jdbc:sqlite:" + settings.database(), null, null)
            .locations(MIGRATIONS)
            .table(HISTORY)
            .loggers("slf4j")
            .load();
    try {
      if (Arrays.stream(flyway.info().all())
          .anyMatch(one ->
              one.getState() == MigrationState.FUTURE_SUCCESS
                  || one.getState() == MigrationState.FUTURE_FAILED)) {
        throw new DatabaseUnusableException(
            "a later version of trader made it: its schema is "
                + flyway.info().current().getVersion()
                + ", which this version does not know");
      }
      flyway.migrate();
    } catch (FlywayException e) {
      SQLException sql = sqlCause(e);
      if (sql != null && !SqlFaults.damaged(sql)) {
        throw sql;
      }
      throw new DatabaseUnusableException(
          "its schema cannot be used: " + String.valueOf(e.getMessage()).replace('\n', ' '), e);
    }
    if (!text(connection, "PRAGMA integrity_check(1)").equals("ok")) {
      throw new DatabaseUnusableException("it is damaged after its schema was renewed");
    }
  }

  private static @Nullable SQLException sqlCause(Throwable fault) {
    for (Throwable one = fault; one != null; one = one.getCause()) {
      if (one instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }

  private static void limit(Connection connection, long pages) throws SQLException {
    if (pages > 0) {
      text(connection, "PRAGMA max_page_count=" + pages);
    }
  }

  static String text(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return rows.next() ? String.valueOf(rows.getString(1)) : "";
    }
  }

  /** For reading; it sees what is written whole. */
  Connection reader() {
    return reader;
  }

  /** Up to where the journal is in here. */
  JournalPosition applied() throws SQLException {
    try (PreparedStatement query =
            reader.prepareStatement("SELECT session, segment, byte_offset FROM applied");
        ResultSet rows = query.executeQuery()) {
      return rows.next()
          ? new JournalPosition(rows.getLong(1), rows.getInt(2), rows.getLong(3))
          : JournalPosition.NONE;
    }
  }

  /** Which line of the trail was the last when this was last written to. */
  JournalPosition trail() throws SQLException {
    String text = text(reader, "SELECT coalesce(trail, '') FROM applied");
    return text.isEmpty() ? JournalPosition.NONE : JournalPosition.parse(text);
  }

  /**
   * Writes all of it, and up to where the journal is in here by then, or nothing.
   *
   * @param trail the last line of the trail by then
   */
  void write(List<Change> changes, JournalPosition upTo, long atMicros, JournalPosition trail)
      throws SQLException {
    // The driver's own transactions begin anew at each commit and would hold the lock in between.
    execute("BEGIN IMMEDIATE");
    try (RowWriter rows = new RowWriter(connection)) {
      for (Change change : changes) {
        rows.write(change);
      }
      rows.applied(upTo, atMicros, trail);
      execute("COMMIT");
    } catch (SQLException e) {
      rollback(e);
      throw e;
    }
  }

  private void rollback(SQLException because) {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      because.addSuppressed(e);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    reader.close();
    connection.close();
  }
}
