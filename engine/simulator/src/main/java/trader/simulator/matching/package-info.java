/**
 * Price-time matching, balances and fees without any wire protocol. Everything here is single
 * threaded and deterministic: time is an argument, numbers are exact.
 */
@NullMarked
package trader.simulator.matching;

import org.jspecify.annotations.NullMarked;
