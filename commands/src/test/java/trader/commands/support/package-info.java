/** An engine, a clock and states for tests of the desk and of its surfaces. */
@NullMarked
package trader.commands.support;

import org.jspecify.annotations.NullMarked;
