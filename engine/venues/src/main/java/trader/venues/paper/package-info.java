/** A venue inside this process: orders are filled from the live prices it is shown. */
@NullMarked
package trader.venues.paper;

import org.jspecify.annotations.NullMarked;
