/** Venues as the engine uses them: one port, an adapter for each venue in a package below. */
@NullMarked
package trader.venues;

import org.jspecify.annotations.NullMarked;
