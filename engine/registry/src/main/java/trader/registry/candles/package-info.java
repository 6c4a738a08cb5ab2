/** Closed bars of the past in {@code candles.db}, for backtests and models. */
@NullMarked
package trader.registry.candles;

import org.jspecify.annotations.NullMarked;
