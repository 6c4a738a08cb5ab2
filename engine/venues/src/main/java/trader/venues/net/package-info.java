/**
 * What every venue's adapter stands on: WebSockets that come back, REST on the event loop, pauses,
 * calls that wait for answers, the venue's clock and its limits. Every class is used on the event
 * loop only.
 */
@NullMarked
package trader.venues.net;

import org.jspecify.annotations.NullMarked;
