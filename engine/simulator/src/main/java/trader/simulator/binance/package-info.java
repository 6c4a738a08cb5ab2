/**
 * The Binance spot protocol over the matching engine: REST, market streams, WebSocket API and user
 * data. One event loop thread owns all state; every class here runs on it unless it says otherwise.
 */
@NullMarked
package trader.simulator.binance;

import org.jspecify.annotations.NullMarked;
