/**
 * What Slack and Telegram have in common: who speaks from where, the one way from their words to
 * the desk, and what a conversation shows on its way to an answer.
 */
@NullMarked
package trader.bot.chat;

import org.jspecify.annotations.NullMarked;
