/** The engine process: {@link trader.engine.Main} puts it together and ends it. */
@NullMarked
package trader.engine;

import org.jspecify.annotations.NullMarked;
