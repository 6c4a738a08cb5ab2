/** What the engine asks of Linux itself: which thread comes first, and how memory is laid out. */
@NullMarked
package trader.engine.system;

import org.jspecify.annotations.NullMarked;
