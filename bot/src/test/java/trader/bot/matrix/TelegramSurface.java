package trader.bot.matrix;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import trader.chatsim.telegram.FakeBotApi;
import trader.chatsim.telegram.Sent;
import trader.commands.Role;
import trader.commands.support.Crew;
import trader.commands.support.MovableClock;

/** A Telegram Bot API, which the bot polls. */
final class TelegramSurface implements Surface {
  static final String TOKEN = "123456789:AAFakeButSecret_abcdefghijklmnop";

  /** Groups in which people may speak; a new one for each row keeps them short. */
  static final List<Long> ALLOWED = LongStream.rangeClosed(-1060, -1001).boxed().toList();

  private static final long ELSEWHERE = -2001;
  private static final long MALLORY = 66;
  private static final long FIRST_UPDATE = 800_000_000;
  private final FakeBotApi api;
  private final MovableClock itsClock;
  private long update = FIRST_UPDATE;
  private int rows;

  /** The clock is Telegram's own, by which messages are dated. */
  TelegramSurface(FakeBotApi api, MovableClock itsClock) {
    this.api = api;
    this.itsClock = itsClock;
    List<Long> all = new ArrayList<>();
    for (String person : List.of("vera", "otto", "rita", "aron", "ada", "ben")) {
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
    rows++;
  }

  private long allowed() {
    return ALLOWED.get(rows % ALLOWED.size());
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
    return said(person, words);
  }

  @Override
  public Told late(String person, String words) {
    itsClock.advance(Duration.ofMinutes(-2));
    try {
      return said(person, words);
    } finally {
      itsClock.advance(Duration.ofMinutes(2));
    }
  }

  private Told said(String person, String words) {
    long user = Crew.onTelegram(person);
    long id = ++update;
    api.nextUpdate(id);
    long message = api.say(user, allowed(), "/" + words);
    return new Told(
        answer(message),
        () -> {
          // Once more under the number that it had.
          api.nextUpdate(id);
          api.say(user, allowed(), "/" + words);
          fence();
          return "";
        });
  }

  private String answer(long message) {
    return Awaitility.await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(1))
        .until(
            () ->
                api.ofBot(allowed()).reversed().stream()
                    .filter(sent -> sent.replyTo().equals(Optional.of(message)))
                    .map(TelegramSurface::read)
                    .filter(TelegramSurface::isLast)
                    .findFirst(),
            Optional::isPresent)
        .orElseThrow();
  }

  private static String read(Sent sent) {
    return sent.text()
        + sent.buttons().stream().map(Sent.Button::data).collect(Collectors.joining(" ", " ", ""));
  }

  private static boolean isLast(String text) {
    return !text.contains("nothing is confirmed.") && !text.contains("has not confirmed it yet");
  }

  /** Updates are taken in order: where this is answered, those before it were dealt with. */
  private void fence() {
    said(Crews.with(Role.ADMIN), "whoami");
  }

  @Override
  public void elsewhere(String person, List<String> words) {
    words.forEach(one -> api.say(Crew.onTelegram(person), ELSEWHERE, "/" + one));
    update += words.size() + 1;
    fence();
  }

  @Override
  public void unknown(List<String> words) {
    words.forEach(one -> api.say(MALLORY, allowed(), "/" + one));
    update += words.size() + 1;
    fence();
  }

  @Override
  public String source(Way way, String person) {
    return way == Way.WRONG_CHAT ? "telegram " + person + " elsewhere" : "telegram " + STRANGER;
  }
}
