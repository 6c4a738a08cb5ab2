/**
 * The one way in for every command: authorize, preview and confirm what raises risk, claim the
 * command's id, apply, await the engine, account for it, reply.
 */
@NullMarked
package trader.commands.desk;

import org.jspecify.annotations.NullMarked;
