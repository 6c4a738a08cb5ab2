/**
 * A Slack workspace with one app in it: the Web API, signed requests and Socket Mode on loopback,
 * with the limits and refusals of the real one; and what its users see and do.
 */
@NullMarked
package trader.chatsim.slack;

import org.jspecify.annotations.NullMarked;
