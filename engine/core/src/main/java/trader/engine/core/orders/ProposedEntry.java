package trader.engine.core.orders;

import java.math.BigDecimal;
import trader.control.Account;
import trader.control.InstrumentId;

/**
 * An entry that a strategy wants and that waits for a person.
 *
 * @param id names it towards people
 * @param qty the most that an approval lets be ordered, in the base asset
 * @param price the limit price that it was decided at
 * @param stopDistance how far below its price the protective stop belongs, in the quote asset
 * @param cause the strategy's reason
 * @param proposedMicros when it was decided
 * @param expiresMicros from then on it cannot be approved
 */
public record ProposedEntry(
    String id,
    Account account,
    InstrumentId instrument,
    BigDecimal qty,
    BigDecimal price,
    BigDecimal stopDistance,
    String strategy,
    String cause,
    long proposedMicros,
    long expiresMicros) {

  private static final String MARK = "P-";

  /**
   * The id of the {@code count}-th proposal of a session; no two sessions share one.
   *
   * @param color first letter of the engine's color
   * @param session the session's number, which never repeats
   */
  public static String deriveId(char color, long session, long count) {
    return MARK + color + Long.toString(session, 36) + "-" + Long.toString(count, 36);
  }

  /** Whether an engine of that color, and no other, can have made a proposal of that id. */
  public static boolean madeBy(String id, char color) {
    return id.startsWith(MARK + color);
  }
}
