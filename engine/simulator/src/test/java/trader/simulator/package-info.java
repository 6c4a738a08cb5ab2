/** Tests of the simulator through its own API and through real sockets. */
@NullMarked
package trader.simulator;

import org.jspecify.annotations.NullMarked;
