/** The {@code trader} command line and the prompt: every command of the catalog without slash. */
@NullMarked
package trader.commands.cli;

import org.jspecify.annotations.NullMarked;
