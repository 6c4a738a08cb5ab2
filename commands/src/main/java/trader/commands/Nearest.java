package trader.commands;

import java.util.Collection;
import java.util.Optional;

/**
 * Finds what was probably meant: the candidate that begins so, or the one with the fewest edits, if
 * they are few enough.
 */
public final class Nearest {
  private Nearest() {}

  /** The candidate that was probably meant, empty where none is near. */
  public static Optional<String> to(String word, Collection<String> candidates) {
    if (word.chars().anyMatch(Character::isDigit)) {
      // Another number is never what a wrong number meant.
      return Optional.empty();
    }
    Optional<String> begun =
        word.isEmpty()
            ? Optional.empty()
            : candidates.stream().filter(candidate -> candidate.startsWith(word)).findFirst();
    if (begun.isPresent()) {
      return begun;
    }
    String best = null;
    int fewest = Integer.MAX_VALUE;
    for (String candidate : candidates) {
      int edits = edits(word, candidate);
      if (edits < fewest) {
        fewest = edits;
        best = candidate;
      }
    }
    // A third of the word may be wrong, and one swapped pair even in a short one.
    return best != null && fewest <= Math.max(2, word.length() / 3) && fewest < word.length()
        ? Optional.of(best)
        : Optional.empty();
  }

  /** Optimal string alignment: insert, delete, replace, or swap two neighbours. */
  private static int edits(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      d[i][0] = i;
    }
    for (int j = 0; j <= b.length(); j++) {
      d[0][j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + cost);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
