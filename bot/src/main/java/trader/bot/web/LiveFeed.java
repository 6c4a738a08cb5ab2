package trader.bot.web;

import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import trader.redis.Json;

/**
 * Polls once a second for every open page together, and not at all while none is open. Each reader
 * takes what is new to it at its own pace: one that is slow skips what was replaced meanwhile.
 */
final class LiveFeed implements SmartLifecycle {
  static final int MOST_READERS = 100;
  private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
  private static final Duration EVERY = Duration.ofSeconds(1);

  /** However much hurry there is. */
  private static final Duration LEAST_PAUSE = Duration.ofMillis(100);

  private final Source source;
  private final Lock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, Frame> frames = new LinkedHashMap<>();
  private @Nullable Thread thread;
  private boolean running;
  private boolean hurried;
  private int readers;
  private long version;
  private long polls;

  LiveFeed(Source source) {
    this.source = source;
  }

  /** What is polled. */
  interface Source {
    /** What is so now, as one line of JSON for each topic. */
    Map<String, String> read();
  }

  /** What a topic is since that version. */
  record Frame(String topic, String json, long version) {}

  /** One open page. */
  final class Reader implements AutoCloseable {
    private long seen;

    /** What is new to this reader, waiting for it; empty where nothing came or the feed ended. */
    List<Frame> next(Duration wait) throws InterruptedException {
      List<Frame> fresh = after(seen, wait);
      for (Frame frame : fresh) {
        seen = Math.max(seen, frame.version());
      }
      return fresh;
    }

    @Override
    public void close() {
      leave();
    }
  }

  /** A reader; empty where there are too many, or the bot is about to end. */
  Optional<Reader> open() {
    return locked(() -> {
      if (!running || readers >= MOST_READERS) {
        return Optional.empty();
      }
      if (readers++ == 0) {
        // What was so when the last page closed is not what is so now.
        frames.clear();
        changed.signalAll();
      }
      return Optional.of(new Reader());
    });
  }

  private void leave() {
    locked(() -> readers--);
  }

  /** Polls at once: something was just changed. */
  void hurry() {
    locked(() -> {
      hurried = true;
      changed.signalAll();
      return true;
    });
  }

  int readers() {
    return locked(() -> readers);
  }

  /** How often it has polled. */
  long polls() {
    return locked(() -> polls);
  }

  private <T> T locked(Supplier<T> act) {
    lock.lock();
    try {
      return act.get();
    } finally {
      lock.unlock();
    }
  }

  private List<Frame> after(long seen, Duration wait) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = wait.toNanos();
      List<Frame> fresh = fresh(seen);
      while (running && fresh.isEmpty() && left > 0) {
        left = changed.awaitNanos(left);
        fresh = fresh(seen);
      }
      return fresh;
    } finally {
      lock.unlock();
    }
  }

  private List<Frame> fresh(long seen) {
    return frames.values().stream()
        .filter(frame -> frame.version() > seen)
        .sorted(Comparator.comparingLong(Frame::version))
        .toList();
  }

  private void run() {
    try {
      while (awaitTurn()) {
        publish(read());
        Thread.sleep(LEAST_PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A fault must not end the feed, and must not look like a quiet desk. */
  private Map<String, String> read() {
    try {
      return source.read();
    } catch (RuntimeException e) {
      LOG.error("The console's poll failed", e);
      return Map.of("fault", Json.write(Map.of("detail", "the bot's poll failed: " + e)));
    }
  }

  private boolean awaitTurn() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = EVERY.minus(LEAST_PAUSE).toNanos();
      while (running && (readers == 0 || (left > 0 && !hurried && !frames.isEmpty()))) {
        if (readers == 0) {
          changed.await();
        } else {
          left = changed.awaitNanos(left);
        }
      }
      hurried = false;
      return running;
    } finally {
      lock.unlock();
    }
  }

  private void publish(Map<String, String> read) {
    locked(() -> {
      polls++;
      read.forEach((topic, json) -> {
        Frame before = frames.get(topic);
        if (before == null || !before.json().equals(json)) {
          version++;
          frames.put(topic, new Frame(topic, json, version));
        }
      });
      changed.signalAll();
      return true;
    });
  }

  @Override
  public void start() {
    locked(() -> {
      running = true;
      thread = Thread.ofVirtual().name("console-feed").start(this::run);
      return true;
    });
  }

  /** Comes before the web server waits for calls to end, since streams do not end by themselves. */
  @Override
  public void stop() {
    locked(() -> {
      running = false;
      changed.signalAll();
      if (thread != null) {
        thread.interrupt();
      }
      return true;
    });
  }

  @Override
  public boolean isRunning() {
    return locked(() -> running);
  }
}
