@NullMarked
package trader.registry.candles;

import org.jspecify.annotations.NullMarked;
