package trader.simulator.krakenspot;

import trader.simulator.matching.Decimals;
import trader.simulator.matching.Side;

/** Reads the prices of orders, which may be relative to the last trade. */
final class Prices {
  private Prices() {}

  /**
   * A price, scaled as in {@link Decimals}.
   *
   * @param text such as {@code 58500.1}, {@code +100}, {@code -1%} or {@code #100}, where {@code #}
   *     means away from the market
   */
  static long read(String text, Side side, Listing listing, String field) {
    long price;
    char first = text.charAt(0);
    boolean relative = first == '+' || first == '-' || first == '#';
    if (relative || text.endsWith("%")) {
      long last = listing.market().lastPrice();
      long offset = offset(text, last, field);
      boolean up = first == '#' ? side == Side.SELL : first != '-';
      price =
          Decimals.floorTo(
              up ? last + offset : last - offset, listing.market().instrument().tick());
    } else {
      price = plain(text, field);
    }
    if (price <= 0) {
      throw KrakenError.arguments(field);
    }
    listing.checkPrice(price);
    return price;
  }

  /** The distance of a trailing trigger in basis points of the last price, at least one. */
  static int trailingBps(String text, Listing listing) {
    if (text.charAt(0) != '+') {
      throw KrakenError.arguments("price");
    }
    long last = Math.max(1, listing.market().lastPrice());
    long offset = offset(text, last, "price");
    return Math.clamp(Decimals.dividedBy(offset, last) / 10_000, 1, 10_000);
  }

  private static long offset(String text, long last, String field) {
    int from = "+-#".indexOf(text.charAt(0)) >= 0 ? 1 : 0;
    boolean percent = text.endsWith("%");
    long value = plain(text.substring(from, text.length() - (percent ? 1 : 0)), field);
    return percent ? Decimals.times(last, value) / 100 : value;
  }

  private static long plain(String text, String field) {
    try {
      return Decimals.parse(text);
    } catch (NumberFormatException e) {
      throw KrakenError.arguments(field);
    }
  }
}
