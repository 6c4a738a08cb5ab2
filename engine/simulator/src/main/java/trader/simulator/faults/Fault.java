package trader.simulator.faults;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One thing to go wrong.
 *
 * @param kind what
 * @param venue where: a venue's name such as {@code kraken-spot}, {@code *} for every venue
 * @param target on what: names separated by commas, {@code *} stands for any text; endpoints such
 *     as {@code POST /api/v3/order} or {@code order.place}, streams such as {@code btcusdt@trade}
 *     or {@code user}, user events such as {@code executionReport}, symbols
 * @param count how often at most; 0 is without end
 * @param at when it begins, from the moment it is added
 * @param lasts how long it lasts, if not for ever
 * @param probability how likely each occasion is hit, in (0, 1]
 * @param with what else the kind needs, by name
 */
public record Fault(
    FaultKind kind,
    String venue,
    String target,
    int count,
    Duration at,
    Optional<Duration> lasts,
    double probability,
    Map<String, String> with) {

  /** Checks the numbers and that the kind knows each field. */
  public Fault {
    with = Map.copyOf(with);
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative: " + count);
    }
    if (!(probability > 0 && probability <= 1)) {
      throw new IllegalArgumentException("probability must be in (0, 1]: " + probability);
    }
    for (String field : with.keySet()) {
      if (!kind.fields().contains(field)) {
        throw new IllegalArgumentException(
            kind.code() + " has no field '" + field + "'; it has " + kind.fields());
      }
    }
  }

  /** A fault on everything, without end, from now on. */
  public static Fault of(FaultKind kind) {
    return new Fault(kind, "*", "*", 0, Duration.ZERO, Optional.empty(), 1, Map.of());
  }

  /** The same at one venue, such as {@code kraken-spot}. */
  public Fault atVenue(String newVenue) {
    return new Fault(kind, newVenue, target, count, at, lasts, probability, with);
  }

  /** Whether it is meant for a venue. */
  public boolean concerns(String venueName) {
    return venue.equals("*") || venue.equals(venueName);
  }

  /** The same on a target. */
  public Fault on(String newTarget) {
    return new Fault(kind, venue, newTarget, count, at, lasts, probability, with);
  }

  /** The same so many times at most. */
  public Fault times(int newCount) {
    return new Fault(kind, venue, target, newCount, at, lasts, probability, with);
  }

  /** The same for a while. */
  public Fault lasting(Duration duration) {
    return new Fault(kind, venue, target, count, at, Optional.of(duration), probability, with);
  }

  /** The same from later on. */
  public Fault after(Duration delay) {
    return new Fault(kind, venue, target, count, delay, lasts, probability, with);
  }

  /** The same by chance. */
  public Fault likely(double newProbability) {
    return new Fault(kind, venue, target, count, at, lasts, newProbability, with);
  }

  /** The same with a field. */
  public Fault with(String field, Object value) {
    Map<String, String> more = new LinkedHashMap<>(with);
    more.put(field, value.toString());
    return new Fault(kind, venue, target, count, at, lasts, probability, more);
  }

  /** Whether its target names a name. */
  public boolean matches(String name) {
    int from = 0;
    while (from <= target.length()) {
      int comma = target.indexOf(',', from);
      int end = comma < 0 ? target.length() : comma;
      if (matches(target.substring(from, end).strip(), 0, name, 0)) {
        return true;
      }
      from = end + 1;
    }
    return false;
  }

  private static boolean matches(String pattern, int p, String name, int n) {
    if (p == pattern.length()) {
      return n == name.length();
    }
    if (pattern.charAt(p) == '*') {
      return matches(pattern, p + 1, name, n)
          || (n < name.length() && matches(pattern, p, name, n + 1));
    }
    return n < name.length()
        && pattern.charAt(p) == name.charAt(n)
        && matches(pattern, p + 1, name, n + 1);
  }

  /** A whole number of its fields. */
  public long number(String field, long otherwise) {
    String text = with.get(field);
    return text == null ? otherwise : Long.parseLong(text);
  }

  /** A switch of its fields. */
  public boolean flag(String field, boolean otherwise) {
    String text = with.get(field);
    return text == null ? otherwise : Boolean.parseBoolean(text);
  }

  /** A text of its fields. */
  public String text(String field, String otherwise) {
    return with.getOrDefault(field, otherwise);
  }
}
