/** Where log lines go and how they look. */
@NullMarked
package trader.engine.log;

import org.jspecify.annotations.NullMarked;
