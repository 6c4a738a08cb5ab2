package trader.bot.telegram;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.InlineKeyboardMarkup;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardButton;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.buttons.InlineKeyboardRow;
import trader.bot.chat.Button;
import trader.bot.chat.Button.Field;

/**
 * Buttons below a message. What a button carries is one letter that says what has to be filled in,
 * and the command's words.
 */
final class Keyboard {
  private static final Logger LOG = LoggerFactory.getLogger(Keyboard.class);
  private static final int MAX_BYTES = 64;
  private static final int IN_A_ROW = 2;

  private Keyboard() {}

  /** What a pressed button stands for. */
  record Pressed(String words, Set<Field> asks) {}

  /** The keyboard; empty where there is no button. */
  static Optional<InlineKeyboardMarkup> of(List<Button> buttons) {
    List<InlineKeyboardRow> rows = new ArrayList<>();
    for (Button button : buttons) {
      String data = letter(button.asks()) + button.words();
      if (data.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
        LOG.warn("TELEGRAM_BUTTON_TOO_LONG words='{}': left out", button.words());
        continue;
      }
      if (rows.isEmpty() || rows.getLast().size() == IN_A_ROW) {
        rows.add(new InlineKeyboardRow());
      }
      rows.getLast().add(key(button, data));
    }
    return rows.isEmpty() ? Optional.empty() : Optional.of(new InlineKeyboardMarkup(rows));
  }

  private static InlineKeyboardButton key(Button button, String data) {
    InlineKeyboardButton key = new InlineKeyboardButton(button.label());
    key.setCallbackData(data);
    switch (button.style()) {
      case PLAIN -> {}
      case PRIMARY -> key.setStyle("primary");
      case DANGER -> key.setStyle("danger");
    }
    return key;
  }

  /** Reads what a button carried; empty where it is none of ours. */
  static Optional<Pressed> read(String data) {
    if (data.length() < 2) {
      return Optional.empty();
    }
    String words = data.substring(1);
    return switch (data.charAt(0)) {
      case '=' -> Optional.of(new Pressed(words, Set.of()));
      case 'r' -> Optional.of(new Pressed(words, EnumSet.of(Field.REASON)));
      case 'c' -> Optional.of(new Pressed(words, EnumSet.of(Field.CODE)));
      case 'b' -> Optional.of(new Pressed(words, EnumSet.allOf(Field.class)));
      default -> Optional.empty();
    };
  }

  private static char letter(Set<Field> asks) {
    if (asks.size() == 2) {
      return 'b';
    }
    if (asks.contains(Field.CODE)) {
      return 'c';
    }
    return asks.contains(Field.REASON) ? 'r' : '=';
  }
}
