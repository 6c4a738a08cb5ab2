/**
 * Where prices come from: recorded files, real trades that travel with a library, or seeded
 * generators; and how their time is mapped to the simulator's clock.
 */
@NullMarked
package trader.simulator.prices;

import org.jspecify.annotations.NullMarked;
