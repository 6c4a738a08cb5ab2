/** A standard client of the venue on the JDK's HTTP and WebSocket classes. */
@NullMarked
package trader.simulator.client;

import org.jspecify.annotations.NullMarked;
