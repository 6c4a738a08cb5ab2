/** A core that trades at the simulator's own matching, by a clock that is told the time. */
@NullMarked
package trader.venues.exact;

import org.jspecify.annotations.NullMarked;
