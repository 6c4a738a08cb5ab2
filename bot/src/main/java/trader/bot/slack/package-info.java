/** Slack: signed requests and Socket Mode in, Block Kit out; its SDK's types end here. */
@NullMarked
package trader.bot.slack;

import org.jspecify.annotations.NullMarked;
