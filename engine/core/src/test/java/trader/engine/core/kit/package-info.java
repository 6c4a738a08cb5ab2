/**
 * What tests of the core are made of: builders, a desk that writes control values, a venue that
 * answers by rules of its own, and a rig that runs a core between the two.
 */
@NullMarked
package trader.engine.core.kit;

import org.jspecify.annotations.NullMarked;
