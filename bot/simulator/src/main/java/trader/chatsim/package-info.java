/**
 * A Slack workspace and a Telegram Bot API on loopback, strict about what the real ones are strict
 * about.
 */
@NullMarked
package trader.chatsim;

import org.jspecify.annotations.NullMarked;
