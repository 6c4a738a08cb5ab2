package trader.app.bench;

import java.math.BigDecimal;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;

/** What each venue's frames are about. */
enum DecodeMarket {
  BINANCE_SPOT("binance-spot", "BINANCE", "USDT", 2, 8),
  BINANCE_FUTURES("binance-futures", "BINANCE_FUTURES", "USDT", 1, 3),
  KRAKEN_SPOT("kraken-spot", "KRAKEN", "USD", 1, 8),
  KRAKEN_FUTURES("kraken-futures", "KRAKEN_FUTURES", "USD", 0, 4);

  private final String text;
  private final int priceDecimals;
  private final int quantityDecimals;
  private final String venue;
  private final String quote;

  DecodeMarket(String text, String venue, String quote, int priceDecimals, int quantityDecimals) {
    this.text = text;
    this.venue = venue;
    this.quote = quote;
    this.priceDecimals = priceDecimals;
    this.quantityDecimals = quantityDecimals;
  }

  String text() {
    return text;
  }

  boolean binance() {
    return this == BINANCE_SPOT || this == BINANCE_FUTURES;
  }

  int priceDecimals() {
    return priceDecimals;
  }

  int quantityDecimals() {
    return quantityDecimals;
  }

  InstrumentRules rules() {
    boolean contract = venue.endsWith("FUTURES");
    return new InstrumentRules(
        new InstrumentId("BTC" + quote, venue),
        "BTC",
        quote,
        BigDecimal.ONE.movePointLeft(priceDecimals),
        BigDecimal.ONE.movePointLeft(quantityDecimals),
        BigDecimal.ONE.movePointLeft(quantityDecimals),
        new BigDecimal("1000"),
        new BigDecimal("5"),
        true,
        contract ? InstrumentRules.Kind.LINEAR_PERPETUAL : InstrumentRules.Kind.SPOT,
        !venue.startsWith("BINANCE"));
  }
}
