package trader.simulator.binance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;
import trader.simulator.net.Json;
import trader.simulator.net.VenueClock;
import trader.simulator.net.Wire;

/**
 * The user data stream: who subscribed, and the events that wait for the next flush, where faults
 * may lose, double, delay or swap them.
 */
final class UserData {
  private record Subscription(WsApiSession session, String account, int id) {}

  private record Event(String account, String name, String json) {}

  private final FaultPlan faults;
  private final VenueClock clock;
  private final List<WsApiSession> sessions = new ArrayList<>();
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final Deque<Event> pending = new ArrayDeque<>();
  private final Deque<Event> swapped = new ArrayDeque<>();

  UserData(FaultPlan faults, VenueClock clock) {
    this.faults = faults;
    this.clock = clock;
  }

  /** Subscribes a connection to an account's events. */
  int subscribe(WsApiSession session, String account) {
    int id = 0;
    for (Subscription s : subscriptions) {
      if (s.session() == session) {
        if (s.account().equals(account)) {
          throw ApiError.of(-2035, "User Data Stream subscription already active.");
        }
        id = Math.max(id, s.id() + 1);
      }
    }
    subscriptions.add(new Subscription(session, account, id));
    return id;
  }

  /** Ends a connection's subscriptions, or one of them; whether there was any. */
  boolean unsubscribe(WsApiSession session, int id) {
    return subscriptions.removeIf(s -> s.session() == session && (id < 0 || s.id() == id));
  }

  /** Takes note of a connection to the WebSocket API. */
  void opened(WsApiSession session) {
    sessions.add(session);
  }

  /** Forgets a connection and its subscriptions. */
  void closed(WsApiSession session) {
    sessions.remove(session);
    unsubscribe(session, -1);
  }

  /** All connections to the WebSocket API. */
  List<WsApiSession> sessions() {
    return List.copyOf(sessions);
  }

  /** Whether a connection is subscribed. */
  boolean isSubscribed(WsApiSession session) {
    return subscriptions.stream().anyMatch(s -> s.session() == session);
  }

  /** Writes a connection's subscriptions. */
  void write(WsApiSession session, Json out) {
    out.openArray();
    for (Subscription s : subscriptions) {
      if (s.session() == session) {
        out.open().put("subscriptionId", s.id()).close();
      }
    }
    out.closeArray();
  }

  /** Queues an event of an account. */
  void emit(String account, String name, CharSequence json) {
    if (subscriptions.isEmpty()) {
      return;
    }
    pending.add(new Event(account, name, json.toString()));
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
        || faults.hit(FaultKind.SILENT_STREAM, "user", now).isPresent()) {
      return;
    }
    if (hits(FaultKind.REORDER_REPORT, event, now)) {
      swapped.add(event);
      return;
    }
    Optional<Fault> late = faults.hit(FaultKind.LATE_REPORT, event.name(), now);
    if (late.isPresent() && !subscriptions.isEmpty()) {
      Wire.later(
          subscriptions.getFirst().session().channel().eventLoop(),
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
    return faults.hit(kind, event.name(), now).isPresent();
  }

  private void send(Event event) {
    for (Subscription s : subscriptions) {
      if (s.account().equals(event.account())) {
        s.session().send("{\"subscriptionId\":" + s.id() + ",\"event\":" + event.json() + "}");
      }
    }
  }

  /** Ends a connection's subscriptions with the venue's word for it. */
  void terminate(WsApiSession session) {
    for (Subscription s : List.copyOf(subscriptions)) {
      if (s.session() == session) {
        session.send(
            "{\"subscriptionId\":"
                + s.id()
                + ",\"event\":{\"e\":\"eventStreamTerminated\",\"E\":"
                + clock.millis()
                + "}}");
      }
    }
    unsubscribe(session, -1);
  }
}
