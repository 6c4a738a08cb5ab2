/** The engine's own HTTP endpoints: its state, its health, its figures, and the way to stop it. */
@NullMarked
package trader.engine.http;

import org.jspecify.annotations.NullMarked;
