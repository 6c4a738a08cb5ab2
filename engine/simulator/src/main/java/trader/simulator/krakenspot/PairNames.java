package trader.simulator.krakenspot;

import java.util.Map;

/**
 * The names of one pair.
 *
 * @param symbol base and quote joined, such as {@code BTCUSD}
 * @param baseId the base asset in answers of REST, such as {@code XXBT}
 * @param quoteId the quote asset in answers of REST, such as {@code ZUSD}
 * @param key under which answers of REST have it, such as {@code XXBTZUSD}
 * @param altname by which it is also asked for, such as {@code XBTUSD}
 * @param wsname its name on the first WebSocket, such as {@code XBT/USD}
 * @param name its name on WebSocket version 2, such as {@code BTC/USD}
 */
record PairNames(
    String symbol,
    String baseId,
    String quoteId,
    String key,
    String altname,
    String wsname,
    String name) {

  private static final Map<String, String> OLD_IDS =
      Map.ofEntries(
          Map.entry("BTC", "XXBT"),
          Map.entry("ETH", "XETH"),
          Map.entry("LTC", "XLTC"),
          Map.entry("XRP", "XXRP"),
          Map.entry("XMR", "XXMR"),
          Map.entry("ETC", "XETC"),
          Map.entry("USD", "ZUSD"),
          Map.entry("EUR", "ZEUR"),
          Map.entry("GBP", "ZGBP"),
          Map.entry("JPY", "ZJPY"));

  static PairNames of(String base, String quote) {
    String alternative = alternative(base) + alternative(quote);
    boolean old = OLD_IDS.containsKey(base) && OLD_IDS.containsKey(quote);
    return new PairNames(
        base + quote,
        assetId(base),
        assetId(quote),
        old ? assetId(base) + assetId(quote) : alternative,
        alternative,
        alternative(base) + "/" + alternative(quote),
        base + "/" + quote);
  }

  /** The id of an asset in answers of REST. */
  static String assetId(String asset) {
    return asset.equals("DOGE") ? "XXDG" : OLD_IDS.getOrDefault(asset, asset);
  }

  /** The short name of an asset in REST. */
  static String alternative(String asset) {
    return switch (asset) {
      case "BTC" -> "XBT";
      case "DOGE" -> "XDG";
      default -> asset;
    };
  }

  /** The common name of an asset by any of its names, such as {@code BTC} of {@code XXBT}. */
  static String asset(String name) {
    for (Map.Entry<String, String> old : OLD_IDS.entrySet()) {
      if (old.getValue().equals(name)) {
        return old.getKey();
      }
    }
    return switch (name) {
      case "XBT" -> "BTC";
      case "XDG", "XXDG" -> "DOGE";
      default -> name;
    };
  }

  /** Whether a request means this pair by one of its names. */
  boolean isCalled(String text) {
    return text.equals(key)
        || text.equals(altname)
        || text.equals(wsname)
        || text.equals(name)
        || text.equals(symbol);
  }
}
