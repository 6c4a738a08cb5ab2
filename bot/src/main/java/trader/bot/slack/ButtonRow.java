package trader.bot.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import trader.bot.chat.Button;
import trader.bot.chat.Button.Field;

/**
 * Buttons as a block, and back: the words stand in the value, what has to be filled in stands in
 * the action's id.
 */
final class ButtonRow {
  /** The ids that we give to actions. */
  static final Pattern ACTION = Pattern.compile("(say|fill)-[0-9]{1,2}((?:-code)?(?:-reason)?)");

  private static final int MOST = 25;
  private static final int MAX_LABEL = 75;

  private ButtonRow() {}

  static LayoutBlock of(String key, List<Button> buttons) {
    List<BlockElement> elements = new ArrayList<>();
    for (Button button : buttons.subList(0, Math.min(MOST, buttons.size()))) {
      String style =
          switch (button.style()) {
            case PLAIN -> "";
            case PRIMARY -> "primary";
            case DANGER -> "danger";
          };
      var element =
          ButtonElement.builder()
              .actionId(actionId(button, elements.size()))
              .text(PlainTextObject.builder().text(Texts.cut(button.label(), MAX_LABEL)).build())
              .value(button.words());
      elements.add(style.isEmpty() ? element.build() : element.style(style).build());
    }
    return ActionsBlock.builder().blockId(key).elements(elements).build();
  }

  private static String actionId(Button button, int index) {
    if (button.asks().isEmpty()) {
      return "say-" + index;
    }
    Set<Field> sorted = new TreeSet<>(button.asks());
    StringBuilder id = new StringBuilder("fill-" + index);
    sorted.forEach(field -> id.append('-').append(field.name().toLowerCase(Locale.ROOT)));
    return id.toString();
  }

  /** What has to be filled in before the words of that action are sent. */
  static Set<Field> asks(String actionId) {
    Set<Field> asks = EnumSet.noneOf(Field.class);
    Matcher matcher = ACTION.matcher(actionId);
    if (matcher.matches()) {
      String fields = matcher.group(2);
      if (fields.contains("-code")) {
        asks.add(Field.CODE);
      }
      if (fields.contains("-reason")) {
        asks.add(Field.REASON);
      }
    }
    return asks;
  }
}
