package trader.simulator.net;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;

/**
 * The user events that wait for the next flush, where faults may lose, double, delay or swap them.
 */
public final class UserEventQueue {
  private record Event(String account, String name, String json) {}

  /** Where events leave. */
  public interface Outlet {
    /** Whether anybody listens to any account. */
    boolean isOpen();

    /** Sends an event to whoever listens to the account. */
    void send(String account, String json);
  }

  private final FaultPlan faults;
  private final VenueClock clock;
  private final EventLoop loop;
  private final Outlet outlet;
  private final Deque<Event> pending = new ArrayDeque<>();
  private final Deque<Event> swapped = new ArrayDeque<>();

  /** Events that leave by an outlet, late ones on the loop. */
  public UserEventQueue(FaultPlan faults, VenueClock clock, EventLoop loop, Outlet outlet) {
    this.faults = faults;
    this.clock = clock;
    this.loop = loop;
    this.outlet = outlet;
  }

  /** Queues an event of an account; {@code name} is what faults call it. */
  public void emit(String account, String name, CharSequence json) {
    if (outlet.isOpen()) {
      pending.add(new Event(account, name, json.toString()));
    }
  }

  /** Sends what is queued. */
  public void flush() {
    for (Event event = pending.poll(); event != null; event = pending.poll()) {
      deliver(event);
    }
  }

  private void deliver(Event event) {
    if (faults.isEmpty()) {
      send(event);
      return;
    }
    long now = clock.wallMicros();
    if (hits(FaultKind.MISSING_REPORT, event, now)
        || faults.hit(FaultKind.SILENT_STREAM, "user", now).isPresent()) {
      return;
    }
    if (hits(FaultKind.REORDER_REPORT, event, now)) {
      swapped.add(event);
      return;
    }
    Optional<Fault> late = faults.hit(FaultKind.LATE_REPORT, event.name(), now);
    if (late.isPresent()) {
      Wire.later(loop, late.get().number("ms", 1_000) * 1_000, () -> send(event));
      return;
    }
    send(event);
    if (hits(FaultKind.DUPLICATE_REPORT, event, now)) {
      send(event);
    }
    for (Event earlier = swapped.poll(); earlier != null; earlier = swapped.poll()) {
      send(earlier);
    }
  }

  private boolean hits(FaultKind kind, Event event, long now) {
    return faults.hit(kind, event.name(), now).isPresent();
  }

  private void send(Event event) {
    outlet.send(event.account(), event.json());
  }
}
