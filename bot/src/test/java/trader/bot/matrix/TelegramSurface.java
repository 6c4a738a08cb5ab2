package trader.bot.matrix;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import trader.chatsim.telegram.FakeBotApi;
import trader.chatsim.telegram.Sent;
import trader.commands.Role;
import trader.commands.support.Crew;
import trader.commands.support.MovableClock;

/** A Telegram Bot API, which the bot polls. */
class TelegramSurface implements Surface {
  static final String TOKEN = "123456789:AAFakeButSecret_abcdefghijklmnop";

  /** Groups in which people may speak; a new one for each row keeps them short. */
  static final List<Long> ALLOWED = LongStream.rangeClosed(-1060, -1001).boxed().toList();

  static final long ELSEWHERE = -2001;
  static final long MALLORY = 66;
  private static final long FIRST_UPDATE = 800_000_000;
  final FakeBotApi api;
  private final MovableClock itsClock;
  private final Numbers numbers;

  /** What was counted so far. */
  private static final class Numbers {
    private long update = FIRST_UPDATE;
    private int rows;
  }

  /** The clock is Telegram's own, by which messages are dated. */
  TelegramSurface(FakeBotApi api, MovableClock itsClock) {
    this.api = api;
    this.itsClock = itsClock;
    this.numbers = new Numbers();
    List<Long> all = new ArrayList<>();
    for (String person : List.of("vera", "otto", "rita", "aron", "ada", "ben", "nora")) {
      api.addUser(Crew.onTelegram(person), person);
      all.add(Crew.onTelegram(person));
    }
    api.addUser(MALLORY, STRANGER);
    all.add(MALLORY);
    ALLOWED.forEach(group -> api.addGroup(group, "trading", all));
    api.addGroup(ELSEWHERE, "friends", all);
  }

  @Override
  public void begin() {
    numbers.rows++;
  }

  /** Those who press speak in the same groups under the same numbers. */
  TelegramSurface(TelegramSurface other) {
    this.api = other.api;
    this.itsClock = other.itsClock;
    this.numbers = other.numbers;
  }

  long allowed() {
    return ALLOWED.get(numbers.rows % ALLOWED.size());
  }

  @Override
  public String label() {
    return "telegram";
  }

  @Override
  public boolean offers(String words) {
    return true;
  }

  @Override
  public Told say(String person, String words) {
    return typed(person, words);
  }

  @Override
  public Told late(String person, String words) {
    itsClock.advance(Duration.ofMinutes(-2));
    try {
      return typed(person, words);
    } finally {
      itsClock.advance(Duration.ofMinutes(2));
    }
  }

  private Told typed(String person, String words) {
    long user = Crew.onTelegram(person);
    return numbered(() -> answer(api.say(user, allowed(), "/" + words), 0));
  }

  /** What makes one update; it can be made once more under the number that it had. */
  Told numbered(Supplier<Supplier<String>> update) {
    long id = ++numbers.update;
    api.nextUpdate(id);
    return new Told(
        update.get().get(),
        () -> {
          api.nextUpdate(id);
          var _ = update.get();
          fence();
          return "";
        });
  }

  /** Waits, when asked, for the last word to that message behind so many others. */
  Supplier<String> answer(long message, long others) {
    return () ->
        Awaitility.await()
            .pollDelay(Duration.ZERO)
            .pollInterval(Duration.ofMillis(1))
            .until(
                () ->
                    answers(message)
                        .skip(others)
                        .map(TelegramSurface::read)
                        .filter(TelegramSurface::isLast)
                        .findFirst(),
                Optional::isPresent)
            .orElseThrow();
  }

  /** What the bot said to that message, oldest first. */
  Stream<Sent> answers(long message) {
    return api.ofBot(allowed()).stream()
        .filter(sent -> sent.replyTo().equals(Optional.of(message)));
  }

  private static String read(Sent sent) {
    return sent.text()
        + sent.buttons().stream().map(Sent.Button::data).collect(Collectors.joining(" ", " ", ""));
  }

  private static boolean isLast(String text) {
    return !text.contains("nothing is confirmed.") && !text.contains("has not confirmed it yet");
  }

  /** Updates are taken in order: where this is answered, those before it were dealt with. */
  void fence() {
    typed(Crews.with(Role.ADMIN), "whoami");
  }

  @Override
  public void elsewhere(String person, List<String> words) {
    words.forEach(one -> api.say(Crew.onTelegram(person), ELSEWHERE, "/" + one));
    passed(words.size());
  }

  /** So many updates were made by the way, and are dealt with. */
  void passed(int updates) {
    numbers.update += updates;
    fence();
  }

  @Override
  public void unknown(List<String> words) {
    words.forEach(one -> api.say(MALLORY, allowed(), "/" + one));
    passed(words.size());
  }

  @Override
  public String source(Way way, String person) {
    return way == Way.WRONG_CHAT ? "telegram " + person + " elsewhere" : "telegram " + STRANGER;
  }
}
