/**
 * Orders: their identity, their life as a table of transitions, and the registry of all of them.
 */
@NullMarked
package trader.engine.core.orders;

import org.jspecify.annotations.NullMarked;
