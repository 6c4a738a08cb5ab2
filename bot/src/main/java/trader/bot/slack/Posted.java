package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.Optional;
import java.util.function.Predicate;
import trader.bot.chat.Button;

/** A message that was sent once and changes only where its buttons go. */
final class Posted implements Shown {
  private final Conversations conversations;
  private final SlackApi.Place place;
  private Content content;

  Posted(Conversations conversations, SlackApi.Place place, Content content) {
    this.conversations = conversations;
    this.place = place;
    this.content = content;
  }

  @Override
  public synchronized Content content() {
    return content;
  }

  @Override
  public synchronized void drop(
      Predicate<Button> which, Optional<LayoutBlock> note, Optional<ResponseAddress> response) {
    if (content.buttons().stream().anyMatch(which)) {
      Content without = content.without(which);
      content = note.map(without::with).orElse(without);
      conversations.edit(place, this::content);
    }
  }
}
