/**
 * What every venue's adapter stands on: the life of market data, WebSockets that come back, REST on
 * the event loop, pauses, calls that wait for answers, the venue's clock and its limits. Every
 * class is used on one event loop only; what several may use says so.
 */
@NullMarked
package trader.venues.net;

import org.jspecify.annotations.NullMarked;
