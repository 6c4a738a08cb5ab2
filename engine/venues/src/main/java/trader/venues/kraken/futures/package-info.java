/**
 * Kraken Futures: market data, and the account's orders by REST with the private feeds beside it.
 * Everything runs on the engine's event loop unless it says otherwise.
 */
@NullMarked
package trader.venues.kraken.futures;

import org.jspecify.annotations.NullMarked;
