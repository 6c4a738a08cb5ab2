package trader.bot.slack;

import java.util.List;
import java.util.Map;
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

/** A desk that keeps what it heard and does to each command what a test said. */
final class RecordingDesk implements ChatDesk {
  private final List<Utterance> heard = new CopyOnWriteArrayList<>();
  private final List<String> turnedAway = new CopyOnWriteArrayList<>();
  private final Map<String, BiConsumer<Utterance, Talk>> script = new ConcurrentHashMap<>();

  RecordingDesk() {
    answers("whoami", Page.titled("You are slack:alice.").build());
  }

  /** What is done to words that begin so. */
  void on(String words, BiConsumer<Utterance, Talk> deed) {
    script.put(words, deed);
  }

  /** A reading that only its author sees. */
  void answers(String words, Page page) {
    on(words, (_, talk) -> talk.answered(answer(page, Answer.Audience.AUTHOR)));
  }

  /** A change that is done at once. */
  void changes(String words, Page page) {
    on(
        words,
        (utterance, talk) -> {
          talk.began("alice", words, utterance.saidAt());
          talk.written(utterance.saidAt().plusMillis(7));
          talk.answered(answer(page, Answer.Audience.PLACE));
        });
  }

  static Answer answer(Page page, Answer.Audience audience, Button... buttons) {
    return new Answer(new Reply.Answered(Outcome.DONE, page), page, audience, List.of(buttons));
  }

  /** Why requests were turned away, oldest first. */
  List<String> turnedAway() {
    return turnedAway;
  }

  @Override
  public void turnedAway(Platform platform, String machine, String action, String cause) {
    turnedAway.add(platform.text() + " " + machine + " " + action + " " + cause);
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
    script.entrySet().stream()
        .filter(entry -> utterance.words().startsWith(entry.getKey()))
        .findFirst()
        .ifPresent(entry -> entry.getValue().accept(utterance, talk));
  }
}
