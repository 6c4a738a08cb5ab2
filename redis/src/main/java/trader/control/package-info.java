/**
 * The words an operator, an engine and a store share: modes, levers, grants, and what an engine
 * reports. Values only; no Redis, no clock, no thread.
 */
@NullMarked
package trader.control;

import org.jspecify.annotations.NullMarked;
