/**
 * What every simulated venue's protocol stands on: the one thread, HTTP and WebSocket connections,
 * faults on requests, streams, and the playing of prices. Everything here runs on that thread
 * unless it says otherwise.
 */
@NullMarked
package trader.simulator.net;

import org.jspecify.annotations.NullMarked;
