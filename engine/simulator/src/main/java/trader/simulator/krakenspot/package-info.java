/**
 * Kraken's spot protocol over the matching engine: REST with its signatures, nonces and counters,
 * and WebSocket version 2 with its books, executions and orders. Everything belongs to one thread.
 */
@NullMarked
package trader.simulator.krakenspot;

import org.jspecify.annotations.NullMarked;
