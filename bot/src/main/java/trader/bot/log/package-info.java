/** What no log may show. */
@NullMarked
package trader.bot.log;

import org.jspecify.annotations.NullMarked;
