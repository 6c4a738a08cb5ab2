package trader.simulator;

import java.util.List;

/** Takes a venue's symbols apart. */
final class Symbols {
  private static final List<String> QUOTES =
      List.of("USDT", "USDC", "FDUSD", "BUSD", "TUSD", "USD", "EUR", "BTC", "ETH", "BNB");

  private Symbols() {}

  /**
   * Base and quote of a symbol.
   *
   * @throws IllegalArgumentException when the quote asset is not known
   */
  static String[] split(String symbol) {
    for (String quote : QUOTES) {
      if (symbol.endsWith(quote) && symbol.length() > quote.length()) {
        return new String[] {symbol.substring(0, symbol.length() - quote.length()), quote};
      }
    }
    throw new IllegalArgumentException(
        "the symbol '" + symbol + "' does not end with one of " + QUOTES + ", such as BTCUSDT");
  }
}
