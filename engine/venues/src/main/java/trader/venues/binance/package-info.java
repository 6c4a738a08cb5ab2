/**
 * Binance spot: market streams and the order connection on the engine's event loop, everything else
 * by REST. Every class is used on the event loop only.
 */
@NullMarked
package trader.venues.binance;

import org.jspecify.annotations.NullMarked;
