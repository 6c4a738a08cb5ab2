/** The journal's format: what happened and what was wanted, in order, each record checked. */
@NullMarked
package trader.engine.core.journal;

import org.jspecify.annotations.NullMarked;
