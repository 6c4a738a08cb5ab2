/**
 * What an operator can say, independent of where it is said: the closed set of commands, how they
 * are read from words, who may say them, and what is answered. No Redis client, no chat, no venue.
 */
@NullMarked
package trader.commands;

import org.jspecify.annotations.NullMarked;
