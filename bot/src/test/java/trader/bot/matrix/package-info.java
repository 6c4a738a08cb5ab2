/** Who may do what, tried on every surface's wire against a table of what should come of it. */
@NullMarked
package trader.bot.matrix;

import org.jspecify.annotations.NullMarked;
