/**
 * The machine behind {@link trader.engine.core.loop.Core}: one part for each concern, all on the
 * one thread that owns the core.
 */
@NullMarked
package trader.engine.core.loop;

import org.jspecify.annotations.NullMarked;
