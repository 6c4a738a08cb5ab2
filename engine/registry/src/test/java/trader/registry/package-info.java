/** Tests of the registry against journals of random trading. */
@NullMarked
package trader.registry;

import org.jspecify.annotations.NullMarked;
