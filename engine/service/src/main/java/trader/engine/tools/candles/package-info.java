/** Closed bars of the past, read from the venues' public REST endpoints within their budgets. */
@NullMarked
package trader.engine.tools.candles;

import org.jspecify.annotations.NullMarked;
