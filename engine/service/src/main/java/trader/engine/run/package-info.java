/**
 * The running engine: the loop that owns the core, what it does with the core's actions, and the
 * bridges to Redis.
 */
@NullMarked
package trader.engine.run;

import org.jspecify.annotations.NullMarked;
