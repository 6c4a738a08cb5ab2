/** What Kraken's venues share: the names that it has for things. */
@NullMarked
package trader.venues.kraken;

import org.jspecify.annotations.NullMarked;
