/** The port behind which strategies decide; what they decide is sized and sent by the core. */
@NullMarked
package trader.engine.core.strategy;

import org.jspecify.annotations.NullMarked;
