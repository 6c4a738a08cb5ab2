package trader.registry;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean for us. */
final class SqlFaults {
  private static final int PRIMARY = 0xff;

  private SqlFaults() {}

  /** Whether the file itself is broken or not ours, so that trying again is of no use. */
  static boolean damaged(SQLException fault) {
    for (Throwable one = fault; one != null; one = one.getCause()) {
      if (one instanceof SQLiteException sqlite) {
        int code = sqlite.getResultCode().code & PRIMARY;
        boolean otherTables =
            String.valueOf(sqlite.getMessage()).matches("(?s).*(no such|has no column).*");
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code
            || code == SQLiteErrorCode.SQLITE_NOTADB.code
            || (code == SQLiteErrorCode.SQLITE_ERROR.code && otherTables)
            || code == SQLiteErrorCode.SQLITE_MISMATCH.code
            || code == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
      }
    }
    return false;
  }

  /** The fault in a few words, e.g. {@code SQLITE_BUSY the database file is locked}. */
  static String text(Throwable fault) {
    for (Throwable one = fault; one != null; one = one.getCause()) {
      if (one instanceof SQLiteException sqlite) {
        return sqlite.getResultCode().name() + " " + sqlite.getResultCode().message;
      }
    }
    return String.valueOf(fault.getMessage());
  }
}
