package trader.bot.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import trader.commands.Figures;

/** Messages whose buttons die with time or by use. */
final class Previews {
  private final ScheduledExecutorService timer;
  private final Clock clock;
  private final ConcurrentMap<String, LiveMessage> open = new ConcurrentHashMap<>();

  Previews(ScheduledExecutorService timer, Clock clock) {
    this.timer = timer;
    this.clock = clock;
  }

  /** The message's buttons are good until then. */
  void add(String id, LiveMessage message, Instant until) {
    open.put(id, message);
    long wait = Duration.between(clock.instant(), until).toMillis();
    var _ =
        timer.schedule(
            () -> end(id, "over since " + Figures.time(until)), wait, TimeUnit.MILLISECONDS);
  }

  /** Somebody has begun what the words say; where they confirm a preview, it is used. */
  void began(String words, Instant at) {
    String[] parts = words.strip().split("\\s+", 3);
    if (parts.length > 1) {
      end(parts[1].toUpperCase(Locale.ROOT), "used at " + Figures.time(at));
    }
  }

  private void end(String id, String how) {
    LiveMessage message = open.remove(id);
    if (message != null) {
      message.retire("<i>This preview is " + Html.escaped(how) + ".</i>");
    }
  }
}
