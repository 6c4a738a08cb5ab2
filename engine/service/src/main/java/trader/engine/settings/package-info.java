/** What the engine is told by its environment: read once, with all its faults reported together. */
@NullMarked
package trader.engine.settings;

import org.jspecify.annotations.NullMarked;
