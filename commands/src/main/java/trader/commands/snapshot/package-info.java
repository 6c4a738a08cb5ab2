/** The incident snapshot: everything that tells what was so, in one archive without secrets. */
@NullMarked
package trader.commands.snapshot;

import org.jspecify.annotations.NullMarked;
