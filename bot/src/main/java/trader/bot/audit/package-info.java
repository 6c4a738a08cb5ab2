/** What the surfaces turn away goes into the audit, and cannot fill it. */
@NullMarked
package trader.bot.audit;

import org.jspecify.annotations.NullMarked;
