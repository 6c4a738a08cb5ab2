package trader.bot.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.commands.Figures;
import trader.control.Alert;
import trader.control.Alert.Severity;
import trader.control.Reason;
import trader.redis.StoreUnavailableException;

/** What people have to hear on another platform, since this one may be deaf. */
final class Alarms {
  private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
  private static final String SOURCE = "ops-bot";
  private static final Duration AGAIN = Duration.ofMinutes(15);
  private final Consumer<Alert> outlet;
  private final Executor threads;
  private final Clock clock;
  private final Map<String, Instant> raised = new ConcurrentHashMap<>();

  /** Raises them at {@code outlet}, which may block. */
  Alarms(Consumer<Alert> outlet, Executor threads, Clock clock) {
    this.outlet = outlet;
    this.threads = threads;
    this.clock = clock;
  }

  void deaf(Ear.Deafness why) {
    switch (why.code()) {
      case 401, 404 ->
          raise(
              Severity.CRITICAL,
              "telegram token",
              "Telegram refuses the bot's token since "
                  + Figures.time(why.since())
                  + ", so nothing said there arrives. Set TELEGRAM_BOT_TOKEN to what BotFather"
                  + " shows and restart the bot.");
      case 409 ->
          raise(
              Severity.CRITICAL,
              "telegram poller",
              "Somebody else takes what is said to the Telegram bot since "
                  + Figures.time(why.since())
                  + " ("
                  + why.words()
                  + "), so commands may vanish. Stop the other process, or give it a bot of its"
                  + " own.");
      default -> {
        // An outage: the time since Telegram was heard tells of it.
      }
    }
  }

  void notLeased() {
    raise(
        Severity.WARNING,
        "telegram poller",
        "Another process holds the right to listen to the Telegram bot since "
            + Figures.time(clock.instant())
            + ", so this one does not. Stop one of the two, or give it a bot of its own.");
  }

  void notHandedOver(int update) {
    raise(
        Severity.CRITICAL,
        "telegram update",
        "What somebody said on Telegram (update "
            + update
            + ") could not be handed to the desk and has no effect and no answer. Say it again, or"
            + " on another platform; the bot's log has the error.");
  }

  private void raise(Severity severity, String subject, String text) {
    Instant now = clock.instant();
    Instant before = raised.get(subject);
    if (before != null && before.plus(AGAIN).isAfter(now)) {
      return;
    }
    raised.put(subject, now);
    Alert alert = new Alert(severity, Reason.CHAT_DEAF, subject, text, SOURCE, now);
    threads.execute(() -> {
      try {
        outlet.accept(alert);
      } catch (StoreUnavailableException e) {
        raised.remove(subject);
        LOG.error("ALERT_NOT_RAISED subject='{}' text='{}': {}", subject, text, e.getMessage());
      }
    });
  }
}
