/** Processes of our own, started and ended from one place. */
@NullMarked
package trader.app.process;

import org.jspecify.annotations.NullMarked;
