/**
 * What can go wrong on demand: faults with a kind, a target, a count or a duration, independent of
 * the protocol that acts them out.
 */
@NullMarked
package trader.simulator.faults;

import org.jspecify.annotations.NullMarked;
