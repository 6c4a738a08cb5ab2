package trader.venues.kraken.spot;

import trader.engine.core.InstrumentRules;

/**
 * One pair with all its names.
 *
 * @param rules under its canonical name
 * @param key its key in answers of REST, such as {@code XXBTZUSD}
 * @param altname such as {@code XBTUSD}
 * @param name its name on WebSocket version 2, such as {@code BTC/USD}
 * @param priceDecimals with which prices are written
 * @param qtyDecimals with which quantities are written
 */
record Pair(
    InstrumentRules rules,
    String key,
    String altname,
    String name,
    int priceDecimals,
    int qtyDecimals) {}
