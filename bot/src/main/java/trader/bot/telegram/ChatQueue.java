package trader.bot.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What waits to be shown in one chat, in order; what changed something goes first. One thread at a
 * time shows it, and waits as long as Telegram asks; other chats do not wait with it.
 */
final class ChatQueue {
  private static final Logger LOG = LoggerFactory.getLogger(ChatQueue.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(250);
  private static final Duration LAST_RETRY = Duration.ofSeconds(5);
  private static final Duration TOO_OLD = Duration.ofMinutes(15);
  private static final int MOST_WAITING = 2_000;
  private final String chat;
  private final BotClient client;
  private final Executor threads;
  private final Clock clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Entry> urgent = new ArrayDeque<>();
  private final Deque<Entry> others = new ArrayDeque<>();
  private Instant pausedUntil = Instant.MIN;
  private Duration retry = FIRST_RETRY;
  private boolean running;
  private boolean closed;

  /** Something to show. */
  interface Job {
    /** Shows it. {@code late} is how long it had to wait beyond what is usual, else zero. */
    void show(BotClient client, Duration late) throws CallFailure;

    /** Before that it need not be shown. */
    default Instant due() {
      return Instant.MIN;
    }
  }

  private record Entry(Job job, boolean first, Instant since) {}

  ChatQueue(String chat, BotClient client, Executor threads, Clock clock) {
    this.chat = chat;
    this.client = client;
    this.threads = threads;
    this.clock = clock;
  }

  /** Adds a job behind those of its kind. */
  void add(Job job, boolean first) {
    lock.lock();
    try {
      if (closed) {
        return;
      }
      Deque<Entry> queue = first ? urgent : others;
      if (urgent.size() + others.size() >= MOST_WAITING && !others.isEmpty()) {
        others.removeFirst();
        LOG.warn(
            "TELEGRAM_QUEUE_FULL chat={} limit={}: the oldest answer is dropped",
            chat,
            MOST_WAITING);
      }
      queue.add(new Entry(job, first, clock.instant()));
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** How long Telegram wants no message in this chat; zero where it takes them. */
  Duration pause() {
    lock.lock();
    try {
      Instant now = clock.instant();
      return pausedUntil.isAfter(now) ? Duration.between(now, pausedUntil) : Duration.ZERO;
    } finally {
      lock.unlock();
    }
  }

  /** Telegram asked for silence in this chat. */
  void pauseFor(Duration wait) {
    lock.lock();
    try {
      pausedUntil = clock.instant().plus(wait);
    } finally {
      lock.unlock();
    }
  }

  /** Something that waits has become due. */
  void changed() {
    lock.lock();
    try {
      wake();
    } finally {
      lock.unlock();
    }
  }

  /** Takes and shows nothing more, once what waits is shown or {@code patience} is over. */
  void close(Duration patience) throws InterruptedException {
    lock.lock();
    try {
      long left = patience.toNanos();
      while (running && left > 0 && pausedUntil.isBefore(clock.instant())) {
        left = changed.awaitNanos(left);
      }
      closed = true;
      urgent.clear();
      others.clear();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    changed.signalAll();
    if (!running) {
      running = true;
      threads.execute(this::work);
    }
  }

  private void work() {
    try {
      Optional<Entry> next = next();
      while (next.isPresent()) {
        show(next.get());
        next = next();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      lock.lock();
      try {
        running = false;
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits for the next entry that is due; empty where none is left. */
  private Optional<Entry> next() throws InterruptedException {
    lock.lock();
    try {
      while (!urgent.isEmpty() || !others.isEmpty()) {
        Instant now = clock.instant();
        Instant soonest = pausedUntil;
        if (!pausedUntil.isAfter(now)) {
          soonest = Instant.MAX;
          for (Deque<Entry> queue : List.of(urgent, others)) {
            for (Entry entry : queue) {
              if (!entry.job().due().isAfter(now)) {
                queue.remove(entry);
                return Optional.of(entry);
              }
              soonest = soonest.isBefore(entry.job().due()) ? soonest : entry.job().due();
            }
          }
        }
        long nanos = Duration.between(now, soonest).toNanos();
        var _ = changed.awaitNanos(Math.clamp(nanos, 1, TimeUnit.SECONDS.toNanos(1)));
      }
      running = false;
      changed.signalAll();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private void show(Entry entry) {
    try {
      Duration waited = Duration.between(entry.since(), clock.instant());
      entry.job().show(client, waited);
      retry = FIRST_RETRY;
    } catch (CallFailure e) {
      again(entry, e);
    } catch (RuntimeException e) {
      LOG.error("TELEGRAM_NOT_SHOWN chat={}: {}", chat, e.getClass().getSimpleName(), e);
    }
  }

  private void again(Entry entry, CallFailure failure) {
    Duration age = Duration.between(entry.since(), clock.instant());
    if (failure.permanent() || age.compareTo(TOO_OLD) > 0) {
      LOG.warn("TELEGRAM_NOT_SHOWN chat={} waited={}s: {}", chat, age.toSeconds(), failure.words());
      return;
    }
    lock.lock();
    try {
      if (closed) {
        return;
      }
      pausedUntil = clock.instant().plus(failure.retryAfter().orElse(retry));
      Duration twice = retry.multipliedBy(2);
      retry = twice.compareTo(LAST_RETRY) < 0 ? twice : LAST_RETRY;
      (entry.first() ? urgent : others).addFirst(entry);
    } finally {
      lock.unlock();
    }
  }
}
