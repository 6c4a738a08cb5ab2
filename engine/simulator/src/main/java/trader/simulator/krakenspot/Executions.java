package trader.simulator.krakenspot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.faults.FaultPlan;
import trader.simulator.net.VenueClock;
import trader.simulator.net.Wire;

/**
 * The private channels: who subscribed, each with its own sequence, and what waits for the next
 * flush, where faults may lose, double, delay or swap it. What is lost leaves a hole in the
 * sequence.
 */
final class Executions {
  private static final Set<String> REDUCED = Set.of("pending_new", "amended", "restated", "status");

  /** One connection's subscription of one channel. */
  private static final class Subscription {
    private final Session session;
    private final String account;
    private final String channel;
    private final boolean everyStatus;
    private long sequence;

    Subscription(Session session, String account, String channel, boolean everyStatus) {
      this.session = session;
      this.account = account;
      this.channel = channel;
      this.everyStatus = everyStatus;
    }

    String next(String type, CharSequence data) {
      return "{\"channel\":\""
          + channel
          + "\",\"type\":\""
          + type
          + "\",\"data\":["
          + data
          + "],\"sequence\":"
          + ++sequence
          + "}";
    }
  }

  private record Event(String account, String channel, String kind, String data) {}

  private record Outgoing(Session session, String text) {}

  private final FaultPlan faults;
  private final VenueClock clock;
  private final List<Subscription> subscriptions = new ArrayList<>();
  private final Deque<Event> pending = new ArrayDeque<>();
  private final Deque<List<Outgoing>> swapped = new ArrayDeque<>();

  Executions(FaultPlan faults, VenueClock clock) {
    this.faults = faults;
    this.clock = clock;
  }

  /** Subscribes a connection; the snapshot, given as the items of its data, is sent at once. */
  void subscribe(
      Session session, String account, String channel, boolean everyStatus, String snapshot) {
    unsubscribe(session, channel);
    Subscription subscription = new Subscription(session, account, channel, everyStatus);
    subscriptions.add(subscription);
    session.send(subscription.next("snapshot", snapshot));
  }

  boolean isSubscribed(Session session, String channel) {
    return subscriptions.stream().anyMatch(s -> s.session == session && s.channel.equals(channel));
  }

  boolean unsubscribe(Session session, String channel) {
    return subscriptions.removeIf(s -> s.session == session && s.channel.equals(channel));
  }

  void closed(Session session) {
    subscriptions.removeIf(s -> s.session == session);
  }

  /** Queues what has happened; {@code kind} is the type of an execution, or empty. */
  void emit(String account, String channel, String kind, CharSequence data) {
    if (!subscriptions.isEmpty()) {
      pending.add(new Event(account, channel, kind, data.toString()));
    }
  }

  /** Sends what is queued. */
  void flush() {
    for (Event event = pending.poll(); event != null; event = pending.poll()) {
      deliver(event);
    }
  }

  private void deliver(Event event) {
    List<Outgoing> messages = new ArrayList<>(1);
    for (Subscription s : subscriptions) {
      if (s.account.equals(event.account())
          && s.channel.equals(event.channel())
          && (s.everyStatus || !REDUCED.contains(event.kind()))) {
        messages.add(new Outgoing(s.session, s.next("update", event.data())));
      }
    }
    if (faults.isEmpty()) {
      send(messages);
      return;
    }
    long now = clock.wallMicros();
    if (hits(FaultKind.MISSING_REPORT, event, now)
        || faults.hit(FaultKind.SILENT_STREAM, event.channel(), now).isPresent()) {
      return;
    }
    if (hits(FaultKind.REORDER_REPORT, event, now)) {
      swapped.add(messages);
      return;
    }
    Optional<Fault> late = faults.hit(FaultKind.LATE_REPORT, event.channel(), now);
    if (late.isPresent() && !messages.isEmpty()) {
      Wire.later(
          messages.getFirst().session().channel().eventLoop(),
          late.get().number("ms", 1_000) * 1_000,
          () -> send(messages));
      return;
    }
    send(messages);
    if (hits(FaultKind.DUPLICATE_REPORT, event, now)) {
      send(messages);
    }
    for (List<Outgoing> earlier = swapped.poll(); earlier != null; earlier = swapped.poll()) {
      send(earlier);
    }
  }

  private boolean hits(FaultKind kind, Event event, long now) {
    return faults.hit(kind, event.channel(), now).isPresent();
  }

  private static void send(List<Outgoing> messages) {
    messages.forEach(message -> message.session().send(message.text()));
  }
}
