/**
 * Telegram as a way to the desk, by long polling: updates become utterances, conversations become
 * messages that are edited in place. The token is known to {@link TelegramSettings} and the HTTP
 * client only; whatever leaves the client is cleaned of it.
 */
@NullMarked
package trader.bot.telegram;

import org.jspecify.annotations.NullMarked;
