/**
 * The deterministic core: one ordered sequence of {@link trader.engine.core.Event}s in, {@link
 * trader.engine.core.Action}s out. No clock, thread, socket, Redis or random number of its own; one
 * thread owns a {@code Core} and is the only one to call it.
 */
@NullMarked
package trader.engine.core;

import org.jspecify.annotations.NullMarked;
