/**
 * Binance USD-M futures over the matching engine: REST, routed market streams and user data, one
 * position a contract and all of an account's money behind it. Every class here runs on the
 * simulator's thread unless it says otherwise.
 */
@NullMarked
package trader.simulator.binancefutures;

import org.jspecify.annotations.NullMarked;
