/**
 * The web console at {@code /}: its login and sessions, the live feed that every open page shares,
 * and the way from a page to the desk.
 */
@NullMarked
package trader.bot.web;

import org.jspecify.annotations.NullMarked;
