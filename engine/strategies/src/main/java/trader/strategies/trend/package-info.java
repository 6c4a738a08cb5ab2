/** Trend following on exponential moving averages, with stops from the average true range. */
@NullMarked
package trader.strategies.trend;

import org.jspecify.annotations.NullMarked;
