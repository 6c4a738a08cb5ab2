/** An order as values: its identity, what it is for, and its life as a table of transitions. */
@NullMarked
package trader.engine.core.orders;

import org.jspecify.annotations.NullMarked;
