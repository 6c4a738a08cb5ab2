/**
 * Binance USD-M futures: orders by the WebSocket API, reads by REST, market data and user data by
 * stream. Every class is used on the event loop only.
 */
@NullMarked
package trader.venues.binance.futures;

import org.jspecify.annotations.NullMarked;
