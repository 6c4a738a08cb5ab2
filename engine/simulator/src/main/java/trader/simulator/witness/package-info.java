/**
 * What the venue saw: every order that reached it, in order of arrival, safe to read from any
 * thread.
 */
@NullMarked
package trader.simulator.witness;

import org.jspecify.annotations.NullMarked;
