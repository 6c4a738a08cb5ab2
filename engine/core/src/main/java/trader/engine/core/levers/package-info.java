/**
 * The levers that narrow the gate: what operators set, obeyed by the rule that anyone may lower and
 * only a grant raises, and what the engine knows of its own condition.
 */
@NullMarked
package trader.engine.core.levers;

import org.jspecify.annotations.NullMarked;
