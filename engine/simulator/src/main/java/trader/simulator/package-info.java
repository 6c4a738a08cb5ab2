/**
 * An exchange on loopback: the composition of matching, prices, faults and wire protocols into one
 * {@link trader.simulator.Simulator} that programs and tests can start, drive and read.
 */
@NullMarked
package trader.simulator;

import org.jspecify.annotations.NullMarked;
