package trader.bot.chat;

import java.util.List;
import trader.commands.Page;
import trader.commands.Reply;

/**
 * What a conversation shows at its end.
 *
 * @param reply what became of the command
 * @param page the same as a page for people
 * @param audience who sees it
 * @param buttons what can be pressed below it
 */
public record Answer(Reply reply, Page page, Audience audience, List<Button> buttons) {

  /** Copies the list. */
  public Answer {
    buttons = List.copyOf(buttons);
  }

  /** Who sees an answer. */
  public enum Audience {
    /** Only whoever said the command: what was read or refused. */
    AUTHOR,
    /** Everyone at the place: what was changed. */
    PLACE
  }
}
