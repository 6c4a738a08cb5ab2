package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import trader.bot.chat.Button;

/**
 * A message as it is sent.
 *
 * @param text what a notification shows
 * @param body its blocks without the buttons
 * @param key the id of the block with the buttons, by which a press is traced to the message
 */
record Content(String text, List<LayoutBlock> body, List<Button> buttons, String key) {

  Content {
    body = List.copyOf(body);
    buttons = List.copyOf(buttons);
  }

  List<LayoutBlock> blocks() {
    List<LayoutBlock> all = new ArrayList<>(body);
    if (!buttons.isEmpty()) {
      all.add(ButtonRow.of(key, buttons));
    }
    return all;
  }

  Content without(Predicate<Button> which) {
    return new Content(text, body, buttons.stream().filter(which.negate()).toList(), key);
  }

  /** The same with one more block below the others. */
  Content with(LayoutBlock more) {
    List<LayoutBlock> all = new ArrayList<>(body);
    all.add(more);
    return new Content(text, all, buttons, key);
  }
}
