package trader.engine.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.GateLevel;
import trader.engine.core.Action;
import trader.engine.core.gate.Gate;
import trader.engine.core.orders.Purpose;

/** The gates of both accounts, and the time that closing them took. Any thread may lower them. */
public final class Gates {
  private static final long NANOS_PER_MICRO = 1_000;
  private final Gate live = new Gate();
  private final Gate paper = new Gate();
  private final AtomicLong tickets = new AtomicLong();
  private final Map<Long, Early> early = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;
  private volatile Watcher watcher = (_, _) -> {};

  /** A lowering ahead of the core, and when the last send that it forbids had left. */
  private static final class Early {
    private final long seenNanos;
    private final AtomicInteger open = new AtomicInteger(2);
    private volatile long closedNanos;

    Early(long seenNanos) {
      this.seenNanos = seenNanos;
    }
  }

  /** Hears of early lowerings, on the thread that completed them: it must be quick. */
  @FunctionalInterface
  public interface Watcher {

    /**
     * Both gates are at that level or below, and no send that it forbids is in flight.
     *
     * @param closedNanos when that was so, by the engine's monotonic clock
     */
    void lowered(GateLevel level, long closedNanos);
  }

  Gates(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Tells {@code newWatcher} of every early lowering from now on; for measuring. */
  public void watchedBy(Watcher newWatcher) {
    watcher = newWatcher;
  }

  /**
   * Lowers both gates at once, ahead of the core.
   *
   * @param seenNanos when the reason was seen
   * @return the ticket by which the core accounts for it
   */
  public long lowerEarly(GateLevel level, long seenNanos) {
    long ticket = tickets.incrementAndGet();
    Early lowering = new Early(seenNanos);
    early.put(ticket, lowering);
    Runnable one =
        () -> {
          if (lowering.open.decrementAndGet() == 0) {
            lowering.closedNanos = nanoTime.getAsLong();
            watcher.lowered(level, lowering.closedNanos);
          }
        };
    live.lowerEarly(ticket, level, one);
    paper.lowerEarly(ticket, level, one);
    return ticket;
  }

  /** Closes both gates for good: nothing that the core says opens them again. */
  public void closeForGood() {
    live.lowerEarly(Long.MAX_VALUE, GateLevel.CLOSED, () -> {});
    paper.lowerEarly(Long.MAX_VALUE, GateLevel.CLOSED, () -> {});
  }

  /** The level in force for an account. */
  public GateLevel level(Account account) {
    return gate(account).level();
  }

  /** Asks to send; true counts the send in until {@link #leave}. */
  boolean enter(Account account, Purpose purpose) {
    return switch (purpose) {
      case ENTRY -> gate(account).enterEntry();
      case EXIT, TAKE_PROFIT -> gate(account).enterExit();
      case CLOSE, STOP -> true;
    };
  }

  /** The send's bytes have left, or never will. */
  void leave(Account account, Purpose purpose) {
    switch (purpose) {
      case ENTRY -> gate(account).leaveEntry();
      case EXIT, TAKE_PROFIT -> gate(account).leaveExit();
      case CLOSE, STOP -> {
        // These pass every gate and are not counted.
      }
    }
  }

  /** Puts the core's levels into force; {@code drained} hears how long it took, in microseconds. */
  void set(Action.SetGate set, LongConsumer drained) {
    long begunNanos = nanoTime.getAsLong();
    @Nullable Early cause = forget(set.ticket());
    AtomicInteger open = new AtomicInteger(2);
    Runnable one =
        () -> {
          if (open.decrementAndGet() == 0) {
            drained.accept(micros(cause, begunNanos));
          }
        };
    live.set(set.live(), set.ticket(), one);
    paper.set(set.paper(), set.ticket(), one);
  }

  /** From when the reason was seen, else from when the core spoke, until both were drained. */
  private long micros(@Nullable Early cause, long begunNanos) {
    long closed = cause == null ? 0 : cause.closedNanos;
    long end = closed == 0 ? nanoTime.getAsLong() : closed;
    return (end - (cause == null ? begunNanos : cause.seenNanos)) / NANOS_PER_MICRO;
  }

  private @Nullable Early forget(long ticket) {
    Early cause = early.remove(ticket);
    early.keySet().removeIf(older -> older <= ticket);
    return cause;
  }

  private Gate gate(Account account) {
    return account == Account.LIVE ? live : paper;
  }
}
