package trader.bot.telegram;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import trader.bot.chat.Button.Field;

/**
 * Asks for what a button leaves open. The words that it stands for are in the question itself, so
 * that a reply is understood after a restart too.
 */
final class Prompt {
  private static final String BEGIN = "Reply to this message with ";

  private Prompt() {}

  /** The question, which names the person where others could think that they are asked. */
  static String html(Keyboard.Pressed pressed, User person, boolean group) {
    String mention =
        "<a href=\"tg://user?id="
            + person.getId()
            + "\">"
            + Html.escaped(person.getFirstName())
            + "</a>";
    return BEGIN
        + wanted(pressed.asks())
        + " for "
        + Html.code(pressed.words())
        + (group ? ", " + mention : "")
        + ".";
  }

  private static String wanted(Set<Field> asks) {
    if (asks.size() == 2) {
      return "the six digits of your code generator, a space, and the reason";
    }
    return asks.contains(Field.CODE) ? "the six digits of your code generator" : "the reason";
  }

  /** The whole command, where the message is a reply to a question of ours. */
  static Optional<String> filledIn(Message message, long botId) {
    Message question = message.getReplyToMessage();
    String text = message.getText();
    if (question == null
        || text == null
        || text.startsWith("/")
        || question.getFrom() == null
        || question.getFrom().getId() != botId
        || question.getText() == null
        || !question.getText().startsWith(BEGIN)) {
      return Optional.empty();
    }
    List<MessageEntity> entities = question.getEntities();
    return Optional.ofNullable(entities).stream()
        .flatMap(List::stream)
        .filter(entity -> entity.getType().equals("code"))
        .findFirst()
        .map(entity -> cut(question.getText(), entity) + " " + text.strip());
  }

  private static String cut(String text, MessageEntity entity) {
    return text.substring(entity.getOffset(), entity.getOffset() + entity.getLength());
  }
}
