package trader.engine.core.gate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import trader.control.GateLevel;

/**
 * Lets sends through while its level allows them, and tells when the last one that a lower level
 * forbids has left.
 *
 * <p>The level in force is the minimum of what the core last set and of every early lowering that
 * the core has not accounted for yet. An early lowering takes effect at once, from whichever thread
 * saw the reason; the core's own level can only replace it once the core has processed the event
 * that carries its ticket. So a core that still works through older events cannot reopen the gate.
 *
 * <p>One 64-bit word holds the level and the number of sends in flight of each class, so that
 * "check the level" and "count me in" are one atomic step.
 */
public final class Gate {
  private static final long ENTRY = 1L;
  private static final int EXIT_SHIFT = 28;
  private static final long EXIT = 1L << EXIT_SHIFT;
  private static final int LEVEL_SHIFT = 56;
  private static final long COUNT_MASK = (1L << 28) - 1;

  private final AtomicLong word = new AtomicLong();
  private final List<Early> early = new ArrayList<>();
  private final List<Waiter> waiters = new ArrayList<>();
  private volatile boolean waiting;
  private GateLevel coreLevel = GateLevel.CLOSED;

  private record Early(long ticket, GateLevel level) {}

  private record Waiter(GateLevel level, Runnable drained) {}

  /** The level in force. */
  public GateLevel level() {
    long code = word.get() >>> LEVEL_SHIFT;
    return code == code(GateLevel.OPEN)
        ? GateLevel.OPEN
        : code == code(GateLevel.REDUCE_ONLY) ? GateLevel.REDUCE_ONLY : GateLevel.CLOSED;
  }

  /**
   * Asks to send something that adds risk; true counts it in until {@link #leaveEntry}. Any thread.
   */
  public boolean enterEntry() {
    return enter(GateLevel.OPEN, ENTRY);
  }

  /** Asks to send a strategy's exit; true counts it in until {@link #leaveExit}. Any thread. */
  public boolean enterExit() {
    return enter(GateLevel.REDUCE_ONLY, EXIT);
  }

  /** The entry's bytes have left, or never will. */
  public void leaveEntry() {
    leave(ENTRY);
  }

  /** The exit's bytes have left, or never will. */
  public void leaveExit() {
    leave(EXIT);
  }

  /**
   * Lowers the level at once, ahead of the core, until the core has accounted for {@code ticket},
   * and calls {@code drained}, once, when no send that {@code level} forbids is in flight: at once,
   * or on the thread whose send was the last. Any thread.
   */
  public void lowerEarly(long ticket, GateLevel level, Runnable drained) {
    synchronized (this) {
      early.add(new Early(ticket, level));
      waiters.add(new Waiter(level, drained));
      waiting = true;
      putIntoForce();
    }
    fireDrained();
  }

  /**
   * Sets the core's level, which accounts for every early lowering up to {@code ticket}, and calls
   * {@code drained}, once, when no send that {@code level} forbids is in flight: at once, or on the
   * thread whose send was the last.
   */
  public void set(GateLevel level, long ticket, Runnable drained) {
    synchronized (this) {
      coreLevel = level;
      early.removeIf(lowering -> lowering.ticket <= ticket);
      waiters.add(new Waiter(level, drained));
      waiting = true;
      putIntoForce();
    }
    fireDrained();
  }

  /** Sends that are in flight now and that {@code level} would forbid. */
  long inFlightAbove(GateLevel level) {
    return forbiddenInFlight(word.get(), level);
  }

  private boolean enter(GateLevel needed, long unit) {
    while (true) {
      long now = word.get();
      if ((now >>> LEVEL_SHIFT) < code(needed)) {
        return false;
      }
      if (word.compareAndSet(now, now + unit)) {
        return true;
      }
    }
  }

  private void leave(long unit) {
    word.addAndGet(-unit);
    if (waiting) {
      fireDrained();
    }
  }

  private void putIntoForce() {
    GateLevel level = coreLevel;
    for (Early lowering : early) {
      level = level.and(lowering.level);
    }
    long bits = code(level) << LEVEL_SHIFT;
    word.updateAndGet(now -> (now & ((1L << LEVEL_SHIFT) - 1)) | bits);
  }

  private void fireDrained() {
    List<Runnable> ready = new ArrayList<>();
    synchronized (this) {
      long now = word.get();
      for (Iterator<Waiter> each = waiters.iterator(); each.hasNext(); ) {
        Waiter waiter = each.next();
        if (forbiddenInFlight(now, waiter.level) == 0) {
          ready.add(waiter.drained);
          each.remove();
        }
      }
      waiting = !waiters.isEmpty();
    }
    runAll(ready);
  }

  /** Runs each, also where one before it fails; then the first failure is thrown. */
  private static void runAll(List<Runnable> callbacks) {
    RuntimeException failure = null;
    for (Runnable callback : callbacks) {
      try {
        callback.run();
      } catch (RuntimeException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static long code(GateLevel level) {
    return switch (level) {
      case CLOSED -> 0;
      case REDUCE_ONLY -> 1;
      case OPEN -> 2;
    };
  }

  private static long forbiddenInFlight(long now, GateLevel level) {
    long entries = now & COUNT_MASK;
    long exits = (now >>> EXIT_SHIFT) & COUNT_MASK;
    return switch (level) {
      case OPEN -> 0;
      case REDUCE_ONLY -> entries;
      case CLOSED -> entries + exits;
    };
  }
}
