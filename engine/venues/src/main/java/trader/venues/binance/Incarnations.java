package trader.venues.binance;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trader.engine.core.orders.ClientOrderId;
import trader.venues.net.RecentMap;

/**
 * The orders at the venue that one order of ours has been, one after the other. Spot changes an
 * order by cancelling it and placing another, under an id of its own since none is used twice: ours
 * with a mark and a number. To the core it is one order under one id.
 *
 * <p>Only an order of which nothing is executed is changed that way, so that all executions belong
 * to the last one.
 */
final class Incarnations {
  private static final Pattern NUMBERED = Pattern.compile("(t[a-z]-.+)_r([1-9][0-9]{0,3})");
  private static final Pattern CANCEL_OF_CHANGE = Pattern.compile("t[a-z]-.+_r[1-9][0-9]{0,3}c");
  private static final int MOST_REMEMBERED = 10_000;

  private final Map<ClientOrderId, Integer> newest = new RecentMap<>(MOST_REMEMBERED);

  /** Our id of an order, from that at the venue. */
  static ClientOrderId ours(String venueClientId) {
    Matcher numbered = NUMBERED.matcher(venueClientId);
    return Replies.foreignId(numbered.matches() ? numbered.group(1) : venueClientId);
  }

  /** Which one an order at the venue is, 0 for one that has never been changed so. */
  static int number(String venueClientId) {
    Matcher numbered = NUMBERED.matcher(venueClientId);
    return numbered.matches() ? Integer.parseInt(numbered.group(2)) : 0;
  }

  /** Whether a cancel is the first half of a change. */
  static boolean isOfChange(String cancelId) {
    return CANCEL_OF_CHANGE.matcher(cancelId).matches();
  }

  /** The id at the venue of an order's n-th one. */
  static String at(ClientOrderId order, int number) {
    return number == 0 ? order.value() : order.value() + "_r" + number;
  }

  /** The id of the cancel that makes room for the n-th one. */
  static String cancelFor(ClientOrderId order, int number) {
    return at(order, number) + "c";
  }

  /** Which one is the newest that is known of. */
  int newest(ClientOrderId order) {
    return newest.getOrDefault(order, 0);
  }

  /** The id at the venue of the newest one that is known of. */
  String newestId(ClientOrderId order) {
    return at(order, newest(order));
  }

  /** Takes note of an order that the venue has. */
  void seen(String venueClientId) {
    int number = number(venueClientId);
    if (number > 0) {
      newest.merge(ours(venueClientId), number, Math::max);
    }
  }
}
