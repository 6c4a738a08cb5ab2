package trader.bot.telegram;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import trader.bot.chat.Answer;
import trader.bot.chat.Button;
import trader.bot.chat.ChatDesk;
import trader.bot.chat.Platform;
import trader.bot.chat.Talk;
import trader.bot.chat.Utterance;
import trader.commands.Outcome;
import trader.commands.Page;
import trader.commands.Reply;

/** A desk that knows who is allowed, and answers by a script. */
final class ScriptedDesk implements ChatDesk {
  static final Set<String> ACCOUNTS = Set.of("11", "12");
  static final Set<String> PLACES = Set.of("11", "12", "-1001");
  private final List<Utterance> heard = new CopyOnWriteArrayList<>();
  private final Map<String, BiConsumer<Utterance, Talk>> script = new ConcurrentHashMap<>();
  private final Clock clock;

  ScriptedDesk(Clock clock) {
    this.clock = clock;
    on("status", (said, talk) -> talk.answered(read("OPEN — trading in auto")));
    on("whoami", (said, talk) -> talk.answered(read("You are anna")));
    on(
        "mode halt",
        (said, talk) -> {
          change(said, talk);
          talk.answered(done("HALT obeyed by engine blue after 12 ms"));
        });
    on(
        "confirm",
        (said, talk) -> {
          change(said, talk);
          talk.answered(done("AUTO obeyed by engine blue after 9 ms"));
        });
  }

  /** What begins with those words is answered so. */
  void on(String words, BiConsumer<Utterance, Talk> act) {
    script.put(words, act);
  }

  void change(Utterance said, Talk talk) {
    talk.began("anna", said.words(), clock.instant());
    talk.written(clock.instant());
  }

  static Answer read(String title) {
    return answer(Page.titled(title).build(), Answer.Audience.AUTHOR, List.of());
  }

  static Answer done(String title) {
    return answer(Page.titled(title).build(), Answer.Audience.PLACE, List.of());
  }

  static Answer answer(Page page, Answer.Audience audience, List<Button> buttons) {
    return new Answer(new Reply.Answered(Outcome.DONE, page), page, audience, buttons);
  }

  static Answer preview(String id, Instant until) {
    Page page = Page.titled("PREVIEW — mode auto would open the gate").build();
    Button confirm =
        new Button(
            "Confirm", "confirm " + id, Button.Style.PRIMARY, EnumSet.allOf(Button.Field.class));
    return new Answer(
        new Reply.Previewed(id, until, page), page, Answer.Audience.AUTHOR, List.of(confirm));
  }

  @Override
  public void turnedAway(Platform platform, String machine, String action, String cause) {
    throw new AssertionError("whoever polls is called by nobody");
  }

  List<Utterance> heard() {
    return heard;
  }

  List<String> words() {
    return heard.stream().map(Utterance::words).toList();
  }

  @Override
  public void hear(Utterance utterance, Talk talk) {
    heard.add(utterance);
    String words = utterance.words().replaceFirst("^/", "");
    if (words.startsWith("explode")) {
      throw new IllegalStateException("a handler failed");
    }
    Thread.ofVirtual()
        .start(() -> {
          if (!ACCOUNTS.contains(utterance.speaker().account())
              || !PLACES.contains(utterance.speaker().place())) {
            talk.stranger();
            return;
          }
          script.entrySet().stream()
              .filter(entry -> words.startsWith(entry.getKey()))
              .findFirst()
              .orElseThrow(() -> new AssertionError("nothing is scripted for '" + words + "'"))
              .getValue()
              .accept(utterance, talk);
        });
  }
}
