/**
 * The gate: the one place where threads meet. What lowers it may come from any thread; what passes
 * it is counted until its bytes have left.
 */
@NullMarked
package trader.engine.core.gate;

import org.jspecify.annotations.NullMarked;
