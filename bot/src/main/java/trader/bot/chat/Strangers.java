package trader.bot.chat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import trader.bot.audit.TurnedAway;
import trader.commands.Actor;
import trader.commands.Parsed;
import trader.commands.Parser;
import trader.commands.desk.Desk;
import trader.control.Alert;
import trader.control.Reason;

/**
 * Accounts for those who may not speak to the desk. Each is counted; audit and alerts are limited,
 * so that nobody fills them from outside.
 */
final class Strangers {
  private static final int SHOWN = 40;

  private final TurnedAway turnedAway;
  private final Consumer<Alert> alarm;
  private final InstantSource clock;
  private final Map<Platform, Counter> counters = new EnumMap<>(Platform.class);
  private Instant alerted = Instant.MIN;
  private int unalerted;

  Strangers(Desk desk, Consumer<Alert> alarm, MeterRegistry registry, InstantSource clock) {
    this.turnedAway = new TurnedAway(desk, clock);
    this.alarm = alarm;
    this.clock = clock;
    for (Platform platform : Platform.values()) {
      counters.put(
          platform,
          Counter.builder("chat_strangers")
              .description("Words from accounts or places that are not allowed")
              .tag("platform", platform.text())
              .register(registry));
    }
  }

  /** Counts it; never blocks. */
  void count(Speaker speaker) {
    Optional.ofNullable(counters.get(speaker.platform())).ifPresent(Counter::increment);
  }

  /**
   * Audits and alerts it, where that was not done just now.
   *
   * @param why what is not allowed, e.g. {@code the account is in no entry of the operators file}
   */
  void account(Utterance utterance, String why) {
    Instant now = clock.instant();
    Speaker speaker = utterance.speaker();
    String platform = speaker.platform().text();
    turnedAway.account(
        new Actor(platform, speaker.account(), Set.of(), "not allowed: " + why),
        platform + " " + speaker.account() + " " + speaker.place(),
        "stranger",
        wanted(utterance.words()),
        why + ", at " + speaker.place());
    alertNow(speaker, why, now).ifPresent(alarm);
  }

  private synchronized Optional<Alert> alertNow(Speaker speaker, String why, Instant now) {
    if (Duration.between(alerted, now).compareTo(TurnedAway.WINDOW) < 0) {
      unalerted++;
      return Optional.empty();
    }
    String more = unalerted == 0 ? "" : " (" + unalerted + " more since the last such alert)";
    alerted = now;
    unalerted = 0;
    return Optional.of(
        new Alert(
            Alert.Severity.WARNING,
            Reason.INTRUSION,
            speaker.platform().text(),
            "someone who is not allowed spoke to the bot on "
                + speaker.platform().text()
                + ": account "
                + shown(speaker.account())
                + " at "
                + shown(speaker.place())
                + ", shown as '"
                + shown(speaker.shownName())
                + "'; "
                + why
                + "; nothing was done"
                + more
                + "; next: look at who is in that chat, or add them to OPERATORS_FILE",
            "bot",
            now));
  }

  /** Words of strangers stand nowhere as they were said. */
  private static String wanted(String words) {
    return switch (Parser.parse(words)) {
      case Parsed.Understood understood -> understood.command().text();
      case Parsed.Misunderstood _ -> "no command";
    };
  }

  private static String shown(String text) {
    String clean = text.replaceAll("[^\\p{L}\\p{N} ._:@+-]", "_").strip();
    return clean.substring(0, Math.min(SHOWN, clean.length()));
  }
}
