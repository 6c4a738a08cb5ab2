package trader.bot.chat;

import trader.commands.Command;
import trader.commands.desk.Desk;

/**
 * The desks of one bot, which share no connection to Redis.
 *
 * @param usual does what may wait
 * @param halting does what must wait behind nothing
 */
public record Desks(Desk usual, Desk halting) {
  /** Where that command goes: what lowers risk whatever is so now, to the desk of its own. */
  public Desk forCommand(Command command) {
    return Urgency.alwaysLowers(command) ? halting : usual;
  }
}
