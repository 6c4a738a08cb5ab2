/**
 * The rails: limits that every order is held to before it leaves, and how large an entry may be.
 */
@NullMarked
package trader.engine.core.risk;

import org.jspecify.annotations.NullMarked;
