package trader.bot.telegram;

import java.util.List;
import trader.bot.chat.Button;

/**
 * What a message shows.
 *
 * @param html formatted for Telegram
 * @param last whether nothing newer is expected
 */
record Screen(String html, List<Button> buttons, boolean last) {
  Screen {
    buttons = List.copyOf(buttons);
  }

  static Screen passing(String html) {
    return new Screen(html, List.of(), false);
  }

  static Screen last(String html, List<Button> buttons) {
    return new Screen(html, buttons, true);
  }
}
