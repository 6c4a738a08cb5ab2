/** Orders, fills and positions in SQLite, kept from the journal by a thread of its own. */
@NullMarked
package trader.registry;

import org.jspecify.annotations.NullMarked;
