package trader.simulator.krakenfutures;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;
import trader.simulator.net.VenueClock;
import trader.simulator.net.Wire;

/**
 * The private feeds: the connections, and the events that wait for the next flush, where faults may
 * lose, double, delay or swap them.
 */
final class PrivateFeeds {
  private record Event(String account, String feed, String json) {}

  private final FaultPlan faults;
  private final VenueClock clock;
  private final List<FeedSession> sessions = new ArrayList<>();
  private final Deque<Event> pending = new ArrayDeque<>();
  private final Deque<Event> swapped = new ArrayDeque<>();

  PrivateFeeds(FaultPlan faults, VenueClock clock) {
    this.faults = faults;
    this.clock = clock;
  }

  void opened(FeedSession session) {
    sessions.add(session);
  }

  void closed(FeedSession session) {
    sessions.remove(session);
  }

  List<FeedSession> sessions() {
    return List.copyOf(sessions);
  }

  /** Queues an event of an account's feed. */
  void emit(String account, String feed, CharSequence json) {
    if (!sessions.isEmpty()) {
      pending.add(new Event(account, feed, json.toString()));
    }
  }

  /** Sends what is queued. */
  void flush() {
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
        || hits(FaultKind.SILENT_STREAM, event, now)
        || faults.hit(FaultKind.SILENT_STREAM, "user", now).isPresent()) {
      return;
    }
    if (hits(FaultKind.REORDER_REPORT, event, now)) {
      swapped.add(event);
      return;
    }
    Optional<Fault> late = faults.hit(FaultKind.LATE_REPORT, event.feed(), now);
    if (late.isPresent() && !sessions.isEmpty()) {
      Wire.later(
          sessions.getFirst().channel().eventLoop(),
          late.get().number("ms", 1_000) * 1_000,
          () -> send(event));
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
    return faults.hit(kind, event.feed(), now).isPresent();
  }

  private void send(Event event) {
    for (FeedSession session : List.copyOf(sessions)) {
      if (session.hears(event.account(), event.feed())) {
        session.send(event.json());
      }
    }
  }
}
