/**
 * The ops HTTP API: every call becomes a command for the desk, every refusal an RFC 9457 problem.
 */
@NullMarked
package trader.bot.http;

import org.jspecify.annotations.NullMarked;
