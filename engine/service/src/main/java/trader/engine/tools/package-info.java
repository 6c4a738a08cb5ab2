/**
 * What an operator runs beside an engine or in its stead: checks, and repairs that say what they
 * do.
 */
@NullMarked
package trader.engine.tools;

import org.jspecify.annotations.NullMarked;
