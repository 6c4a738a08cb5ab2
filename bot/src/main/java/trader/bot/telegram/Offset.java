package trader.bot.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.redis.Keys;
import trader.redis.Memory;
import trader.redis.StoreUnavailableException;

/**
 * The last update that was handed to the desk, kept over restarts. Telegram draws update ids anew
 * after a week of silence, so an id far below the last one is a new one.
 */
final class Offset {
  private static final Logger LOG = LoggerFactory.getLogger(Offset.class);
  private static final Duration SILENCE = Duration.ofHours(24);
  private static final int MOST_PENDING = 100_000;
  private final Memory memory;
  private final String name;
  private final Executor writer;
  private final Clock clock;
  private OptionalInt last = OptionalInt.empty();
  private Instant takenAt;
  private boolean written = true;
  private boolean told;

  /**
   * Nothing taken yet.
   *
   * @param writer one thread
   */
  Offset(Memory memory, String botId, Executor writer, Clock clock) {
    this.memory = memory;
    this.name = Keys.telegramOffset(botId);
    this.writer = writer;
    this.clock = clock;
    this.takenAt = clock.instant();
  }

  /** Reads what was kept. */
  void recall() {
    try {
      OptionalInt kept =
          memory.recall(name).stream()
              .filter(text -> text.matches("[0-9]{1,9}|1[0-9]{9}"))
              .mapToInt(Integer::parseInt)
              .findFirst();
      synchronized (this) {
        if (last.isEmpty()) {
          last = kept;
        }
      }
    } catch (StoreUnavailableException e) {
      LOG.warn("TELEGRAM_OFFSET_UNKNOWN {}: updates are told apart by the desk", e.getMessage());
    }
  }

  /** The first update to ask for; 0 for the earliest that Telegram holds. */
  synchronized int next() {
    boolean silent = takenAt.plus(SILENCE).isBefore(clock.instant());
    return silent || last.isEmpty() ? 0 : last.getAsInt() + 1;
  }

  /** Whether it was handed over before. */
  synchronized boolean taken(int update) {
    return last.isPresent() && update <= last.getAsInt() && last.getAsInt() - update < MOST_PENDING;
  }

  /** It was handed over; written down behind the caller's back. */
  synchronized void take(int update) {
    last = OptionalInt.of(update);
    takenAt = clock.instant();
    if (written) {
      written = false;
      writer.execute(this::write);
    }
  }

  private void write() {
    int newest;
    synchronized (this) {
      written = true;
      newest = last.orElseThrow();
    }
    try {
      memory.remember(name, Integer.toString(newest));
      told = false;
    } catch (StoreUnavailableException e) {
      if (!told) {
        told = true;
        LOG.warn("TELEGRAM_OFFSET_NOT_KEPT update={}: {}", newest, e.getMessage());
      }
    }
  }
}
