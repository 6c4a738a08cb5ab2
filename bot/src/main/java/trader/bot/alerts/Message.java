package trader.bot.alerts;

import java.util.List;
import java.util.Optional;
import trader.bot.chat.Button;
import trader.commands.Page;

/**
 * Something that people are told without having asked.
 *
 * @param id the same for every try and on every outlet
 * @param loud whether it makes a sound
 * @param place a place of the outlet's platform in its own form (a mail address on mail); empty for
 *     the outlet's usual one
 * @param page what it says; its charts are drawn
 * @param buttons what can be pressed below it
 */
public record Message(
    String id, boolean loud, Optional<String> place, Page page, List<Button> buttons) {

  /** Copies the list. */
  public Message {
    buttons = List.copyOf(buttons);
  }
}
