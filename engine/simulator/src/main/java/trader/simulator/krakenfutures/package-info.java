/**
 * Kraken Futures on loopback: REST, charts, history and the WebSocket feeds of linear perpetuals,
 * after the venue's documentation, with faults and a witness.
 */
@NullMarked
package trader.simulator.krakenfutures;

import org.jspecify.annotations.NullMarked;
