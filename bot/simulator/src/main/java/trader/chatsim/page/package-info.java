/** The page on which one types as a user of the fake platforms, and the program that serves it. */
@NullMarked
package trader.chatsim.page;

import org.jspecify.annotations.NullMarked;
