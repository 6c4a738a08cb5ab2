package trader.engine.core;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What another engine of the desk says that it has deployed at its venue.
 *
 * @param engine its venue and color, e.g. {@code kraken-spot:blue}
 * @param deployed positions and working entries at their prices, in its quote asset; null where
 *     what it has published cannot be read
 * @param asOfMicros when that was so, microseconds since the epoch
 * @param retired whether an operator has written that it is gone and holds nothing any more
 */
public record OtherEngine(
    String engine, @Nullable BigDecimal deployed, long asOfMicros, boolean retired) {}
