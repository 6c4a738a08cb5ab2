package trader.simulator.krakenspot;

/** The venue's ids: a letter and five, five and six of A to Z and 0 to 9, derived from numbers. */
final class Ids {
  private static final char[] ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".toCharArray();

  private Ids() {}

  /** The id of an order, which begins with {@code O}. */
  static String order(long number) {
    return of('O', number);
  }

  /** The id of one order's side of a trade, which begins with {@code T}. */
  static String trade(long orderNumber, long tradeNumber) {
    return of('T', (orderNumber << 32) ^ tradeNumber);
  }

  /** The id of a ledger entry, which begins with {@code L}. */
  static String ledger(long number) {
    return of('L', number);
  }

  /** Two numbers of one kind never share an id: the mixing can be undone. */
  private static String of(char kind, long number) {
    long high = mix(number * 4 + kind % 3);
    StringBuilder id = new StringBuilder(19).append(kind);
    for (int i = 1; i < 17; i++) {
      if (i == 6 || i == 11) {
        id.append('-');
      }
      id.append(ALPHABET[(int) (high & 31)]);
      high = i == 13 ? mix(number + kind) & 0x7FFF : high >>> 5;
    }
    return id.toString();
  }

  private static long mix(long value) {
    long z = value * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
