/**
 * A Slack workspace and a Telegram Bot API on loopback, strict about what the real ones are strict
 * about; with a page on which one types as a user of either.
 */
@NullMarked
package trader.chatsim;

import org.jspecify.annotations.NullMarked;
