/**
 * Kraken spot: market data and the account, by REST and WebSocket version 2. Everything but the
 * sending and parsing of REST calls happens on the engine's event loop.
 */
@NullMarked
package trader.venues.kraken.spot;

import org.jspecify.annotations.NullMarked;
