/** Telling people what they have to know: alerts, digests and reports, to every platform. */
@NullMarked
package trader.bot.alerts;

import org.jspecify.annotations.NullMarked;
