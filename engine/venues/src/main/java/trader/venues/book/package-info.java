/**
 * Books of price levels, kept by snapshots and differences, with exact prices: whole numbers of the
 * smallest step. Every class belongs to one thread.
 */
@NullMarked
package trader.venues.book;

import org.jspecify.annotations.NullMarked;
