package trader.bot.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.Optional;
import java.util.function.Predicate;
import trader.bot.chat.Button;

/** A message with buttons that can be taken away again. */
interface Shown {

  /** What it says now. */
  Content content();

  /** Somebody pressed something on it, which lets it be edited there. */
  default void pressed(ResponseAddress response) {}

  /**
   * Takes the buttons away that are meant.
   *
   * @param note what stands in their place
   * @param response where a message that only one person sees can be edited
   */
  void drop(
      Predicate<Button> which, Optional<LayoutBlock> note, Optional<ResponseAddress> response);
}
