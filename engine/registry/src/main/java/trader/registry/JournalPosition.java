package trader.registry;

import java.util.Comparator;

/**
 * A place in an engine's journal.
 *
 * @param session the engine's session
 * @param segment the number of the segment within it
 * @param offset bytes from the segment's beginning
 */
public record JournalPosition(long session, int segment, long offset)
    implements Comparable<JournalPosition> {
  private static final Comparator<JournalPosition> ORDER =
      Comparator.comparingLong(JournalPosition::session)
          .thenComparingInt(JournalPosition::segment)
          .thenComparingLong(JournalPosition::offset);

  /** Before everything. */
  public static final JournalPosition NONE = new JournalPosition(0, 0, 0);

  /** Reads what {@link #toString} gives. Throws {@link IllegalArgumentException} for all else. */
  static JournalPosition parse(String text) {
    String[] parts = text.split("[-:]", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException("'" + text + "' is no place in a journal");
    }
    return new JournalPosition(
        Long.parseLong(parts[0]), Integer.parseInt(parts[1]), Long.parseLong(parts[2]));
  }

  @Override
  public int compareTo(JournalPosition other) {
    return ORDER.compare(this, other);
  }

  /** The text by which an order names the event that caused it, e.g. {@code 1763730000-0:5120}. */
  @Override
  public String toString() {
    return session + "-" + segment + ":" + offset;
  }
}
