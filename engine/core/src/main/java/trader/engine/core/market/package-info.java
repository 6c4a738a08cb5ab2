/** What is known of a market, and bars built from its trades. */
@NullMarked
package trader.engine.core.market;

import org.jspecify.annotations.NullMarked;
