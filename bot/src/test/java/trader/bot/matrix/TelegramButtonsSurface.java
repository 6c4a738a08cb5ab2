package trader.bot.matrix;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import trader.chatsim.telegram.Sent;
import trader.commands.support.Crew;

/**
 * The same Bot API, where everything is pressed below a message of the bot's or replied to the
 * question that a press is answered with. What a button carries is whatever somebody makes it
 * carry.
 */
final class TelegramButtonsSurface extends TelegramSurface {
  private static final String QUESTION = "Reply to this message with";
  private final Map<Long, Long> below = new HashMap<>();

  TelegramButtonsSurface(TelegramSurface typed) {
    super(typed);
  }

  /** A message of the bot's in the chat in which this row is. */
  private long below() {
    return below.computeIfAbsent(
        allowed(),
        chat -> {
          super.say("vera", "whoami");
          return api.ofBot(chat).getLast().id();
        });
  }

  @Override
  public Told say(String person, String words) {
    return pressed(person, "=" + words);
  }

  private Told pressed(String person, String data) {
    long message = below();
    long user = Crew.onTelegram(person);
    return numbered(() -> {
      Supplier<String> answer = answer(message, answers(message).count());
      api.pressAnyway(user, allowed(), message, data);
      return answer;
    });
  }

  @Override
  public Told say(String person, String words, String code) {
    return filledIn(person, "c" + words, code);
  }

  @Override
  public Told confirm(String person, String words, String id, String code) {
    String reason = "because of the matrix";
    return code.isEmpty()
        ? filledIn(person, "rconfirm " + id, reason)
        : filledIn(person, "bconfirm " + id, code + " " + reason);
  }

  private Told filledIn(String person, String data, String text) {
    assertThat(pressed(person, data).text()).startsWith(QUESTION);
    Sent question =
        answers(below()).filter(sent -> sent.text().startsWith(QUESTION)).toList().getLast();
    long user = Crew.onTelegram(person);
    return numbered(() -> answer(api.reply(user, allowed(), question.id(), text), 0));
  }

  @Override
  public void elsewhere(String person, List<String> words) {
    long user = Crew.onTelegram(person);
    ignored(user, ELSEWHERE, api.say(user, ELSEWHERE, "talk"), words);
  }

  @Override
  public void unknown(List<String> words) {
    ignored(MALLORY, allowed(), below(), words);
  }

  /** Pressed as it is, and where it would ask for more: nothing is shown, and nothing asked. */
  private void ignored(long user, long chat, long message, List<String> words) {
    int before = api.ofBot(chat).size();
    for (String one : words) {
      api.pressAnyway(user, chat, message, "=" + one);
      api.pressAnyway(user, chat, message, "b" + one);
    }
    passed(2 * words.size());
    Awaitility.await().until(() -> api.pending() == 0);
    assertThat(api.ofBot(chat).size() - before).isLessThanOrEqualTo(chat == allowed() ? 1 : 0);
  }

  /** Each row is in another group, which is another source. */
  @Override
  public String source(Way way, String person) {
    return super.source(way, person) + (way == Way.WRONG_CHAT ? "" : " who presses");
  }
}
