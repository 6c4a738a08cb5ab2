/** Strategies behind the core's port, one package each. */
@NullMarked
package trader.strategies;

import org.jspecify.annotations.NullMarked;
