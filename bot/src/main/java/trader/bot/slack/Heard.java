package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import java.util.Optional;
import trader.bot.chat.Utterance;

/**
 * Something said, and where it can be answered.
 *
 * @param response empty where Slack gave no address
 * @param origin the message whose button was pressed
 */
record Heard(
    Utterance utterance,
    String channel,
    String user,
    Optional<ResponseAddress> response,
    Optional<Origin> origin) {

  /**
   * A message whose button was pressed.
   *
   * @param key the block of its buttons
   * @param words what the pressed one says, before anything was filled in
   * @param place empty where only one person sees it
   * @param blocks as Slack showed them
   */
  record Origin(
      String key, String words, Optional<SlackApi.Place> place, List<LayoutBlock> blocks) {

    Origin {
      blocks = List.copyOf(blocks);
    }
  }

  /** Whether everything said there is between the person and the app. */
  boolean isPrivate() {
    return channel.startsWith("D");
  }
}
