package trader.redis.lettuce;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import trader.control.Acknowledgement;
import trader.control.Alert;
import trader.redis.AuditDraft;
import trader.redis.EnginePublication;
import trader.redis.EquitySample;

/**
 * What waits to be written, most urgent first. Of each kind at most a fixed number waits; past that
 * the oldest is dropped and counted. Many may put, one takes.
 */
final class Outbox {

  /** What kind of thing waits, in the order in which they are written. */
  enum Kind {
    ACKNOWLEDGEMENT(10_000),
    ALERT(2_000),
    AUDIT(10_000),
    /** A day of minutes. */
    HISTORY(24 * 60),
    /** Only the latest counts. */
    STATE(1);

    private final int limit;

    Kind(int limit) {
      this.limit = limit;
    }
  }

  /** One thing to write. */
  sealed interface Item {
    Kind kind();

    record Ack(Acknowledgement acknowledgement) implements Item {
      @Override
      public Kind kind() {
        return Kind.ACKNOWLEDGEMENT;
      }
    }

    record Alarm(Alert alert) implements Item {
      @Override
      public Kind kind() {
        return Kind.ALERT;
      }
    }

    record Audit(AuditDraft draft) implements Item {
      @Override
      public Kind kind() {
        return Kind.AUDIT;
      }
    }

    record Sample(EquitySample sample) implements Item {
      @Override
      public Kind kind() {
        return Kind.HISTORY;
      }
    }

    record State(EnginePublication publication) implements Item {
      @Override
      public Kind kind() {
        return Kind.STATE;
      }
    }
  }

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<Kind, ArrayDeque<Item>> waiting = new EnumMap<>(Kind.class);
  private final Map<Kind, Long> dropped = new EnumMap<>(Kind.class);

  Outbox() {
    for (Kind kind : Kind.values()) {
      waiting.put(kind, new ArrayDeque<>());
      dropped.put(kind, 0L);
    }
  }

  void put(Item item) {
    lock.lock();
    try {
      ArrayDeque<Item> queue = queue(item.kind());
      if (queue.size() == item.kind().limit) {
        queue.removeFirst();
        // A state that a newer one replaced is not lost: the newer says it all.
        if (item.kind() != Kind.STATE) {
          dropped.merge(item.kind(), 1L, Long::sum);
        }
      }
      queue.addLast(item);
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /** The most urgent item, which stays until {@link #done}; null where none came in time. */
  @Nullable Item next(Duration wait) throws InterruptedException {
    lock.lock();
    try {
      long left = wait.toNanos();
      while (true) {
        for (Kind kind : Kind.values()) {
          Item first = queue(kind).peekFirst();
          if (first != null) {
            return first;
          }
        }
        if (left <= 0) {
          return null;
        }
        left = changed.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The item was written, or never can be. */
  void done(Item item) {
    lock.lock();
    try {
      ArrayDeque<Item> queue = queue(item.kind());
      // Where it was dropped or replaced meanwhile, another stands first.
      if (item.equals(queue.peekFirst())) {
        queue.removeFirst();
      }
    } finally {
      lock.unlock();
    }
  }

  /** How many of the kind were dropped because Redis was away too long. */
  long dropped(Kind kind) {
    lock.lock();
    try {
      return dropped.getOrDefault(kind, 0L);
    } finally {
      lock.unlock();
    }
  }

  /** How many items wait. */
  int size() {
    lock.lock();
    try {
      return waiting.values().stream().mapToInt(ArrayDeque::size).sum();
    } finally {
      lock.unlock();
    }
  }

  private ArrayDeque<Item> queue(Kind kind) {
    return waiting.computeIfAbsent(kind, key -> new ArrayDeque<>());
  }
}
