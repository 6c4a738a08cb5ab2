/** The operator's surfaces in one process; today the ops HTTP API. */
@NullMarked
package trader.bot;

import org.jspecify.annotations.NullMarked;
