/**
 * Answers to questions: what can trade and why not, positions, orders, profit, levers, audit. Reads
 * only.
 */
@NullMarked
package trader.commands.reading;

import org.jspecify.annotations.NullMarked;
