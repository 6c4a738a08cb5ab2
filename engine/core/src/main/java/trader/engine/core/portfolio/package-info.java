/** What we hold, what it cost and what it earned, in exact decimals. */
@NullMarked
package trader.engine.core.portfolio;

import org.jspecify.annotations.NullMarked;
