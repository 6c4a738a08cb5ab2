/** The way to the engines that needs no Redis: their own HTTP endpoints. */
@NullMarked
package trader.commands.link;

import org.jspecify.annotations.NullMarked;
