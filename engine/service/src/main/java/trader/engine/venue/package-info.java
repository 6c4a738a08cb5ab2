/** The venues that an engine can trade: their names, how they are reached, what speaks to them. */
@NullMarked
package trader.engine.venue;

import org.jspecify.annotations.NullMarked;
