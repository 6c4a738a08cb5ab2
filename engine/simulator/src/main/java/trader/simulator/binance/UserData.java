package trader.simulator.binance;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import trader.simulator.faults.FaultPlan;
import trader.simulator.net.Json;
import trader.simulator.net.UserEventQueue;
import trader.simulator.net.VenueClock;

/** The user data stream: who subscribed, and the events that wait for the next flush. */
final class UserData implements WsApiSession.Registry {
  private record Subscription(WsApiSession session, String account, int id) {}

  private final VenueClock clock;
  private final UserEventQueue queue;
  private final List<WsApiSession> sessions = new ArrayList<>();
  private final List<Subscription> subscriptions = new ArrayList<>();

  UserData(FaultPlan faults, VenueClock clock, EventLoop loop) {
    this.clock = clock;
    this.queue = new UserEventQueue(faults, clock, loop, new Listeners());
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

  @Override
  public void opened(WsApiSession session) {
    sessions.add(session);
  }

  @Override
  public void closed(WsApiSession session) {
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
    queue.emit(account, name, json);
  }

  /** Sends what is queued. */
  void flush() {
    queue.flush();
  }

  private final class Listeners implements UserEventQueue.Outlet {
    @Override
    public boolean isOpen() {
      return !subscriptions.isEmpty();
    }

    @Override
    public void send(String account, String json) {
      for (Subscription s : subscriptions) {
        if (s.account().equals(account)) {
          s.session().send("{\"subscriptionId\":" + s.id() + ",\"event\":" + json + "}");
        }
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
