/** The assembled product: what needs every part at once. */
@NullMarked
package trader.app;

import org.jspecify.annotations.NullMarked;
