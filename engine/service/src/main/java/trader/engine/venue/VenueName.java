package trader.engine.venue;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import trader.control.InstrumentId;

/** A venue that an engine can trade, and the variables by which it is reached. */
public enum VenueName {
  /** Binance spot. */
  BINANCE_SPOT(
      "binance-spot", "BINANCE", "USDT", "BINANCE_SPOT_URL", "https://api.binance.com", "BINANCE"),
  /** Binance USD-M futures. */
  BINANCE_FUTURES(
      "binance-futures",
      "BINANCE_FUTURES",
      "USDT",
      "BINANCE_FUTURES_URL",
      "https://fapi.binance.com",
      "BINANCE_FUTURES"),
  /** Kraken spot. */
  KRAKEN_SPOT(
      "kraken-spot", "KRAKEN", "USD", "KRAKEN_SPOT_URL", "https://api.kraken.com", "KRAKEN"),
  /** Kraken futures. */
  KRAKEN_FUTURES(
      "kraken-futures",
      "KRAKEN_FUTURES",
      "USD",
      "KRAKEN_FUTURES_URL",
      "https://futures.kraken.com",
      "KRAKEN_FUTURES");

  private final String text;
  private final String code;
  private final String quote;
  private final String urlVariable;
  private final URI real;
  private final String keyPrefix;

  VenueName(
      String text, String code, String quote, String urlVariable, String real, String keyPrefix) {
    this.text = text;
    this.code = code;
    this.quote = quote;
    this.urlVariable = urlVariable;
    this.real = URI.create(real);
    this.keyPrefix = keyPrefix;
  }

  /** The venue of a name such as {@code binance-spot}; empty for any other text. */
  public static Optional<VenueName> parse(String text) {
    return Arrays.stream(values()).filter(venue -> venue.text.equals(text)).findFirst();
  }

  /** Every name, for a refusal. */
  public static String allowed() {
    return Arrays.stream(values()).map(VenueName::text).collect(Collectors.joining(", "));
  }

  /** The name in {@code VENUES}, e.g. {@code binance-spot}. */
  public String text() {
    return text;
  }

  /** The venue's part of a symbol, e.g. {@code BINANCE}. */
  public String code() {
    return code;
  }

  /** The asset in which everything is quoted that is traded there, e.g. {@code USDT}. */
  public String quote() {
    return quote;
  }

  /** The variable that names another base. */
  public String urlVariable() {
    return urlVariable;
  }

  /** The real exchange's base. */
  public URI real() {
    return real;
  }

  /** The variable with the API key. */
  public String keyVariable() {
    return keyPrefix + "_API_KEY";
  }

  /** The variable with the key's secret. */
  public String secretVariable() {
    return keyPrefix + "_API_SECRET";
  }

  /** What is traded where nothing is named. */
  public InstrumentId usual() {
    return new InstrumentId("BTC" + quote, code);
  }
}
