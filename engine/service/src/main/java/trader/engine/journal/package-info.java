/**
 * The journal on disk: segments that outlive a kill -9, and what an earlier session left in them.
 */
@NullMarked
package trader.engine.journal;

import org.jspecify.annotations.NullMarked;
