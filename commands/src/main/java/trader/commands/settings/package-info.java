/** What the command line and the bot are told by their environment. */
@NullMarked
package trader.commands.settings;

import org.jspecify.annotations.NullMarked;
