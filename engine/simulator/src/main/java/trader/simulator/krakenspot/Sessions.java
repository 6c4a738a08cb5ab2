package trader.simulator.krakenspot;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** All WebSocket connections, and those with something to send. */
final class Sessions {
  private final Set<Session> sessions = new LinkedHashSet<>();
  private final Set<Session> dirty = new LinkedHashSet<>();

  void opened(Session session) {
    sessions.add(session);
  }

  void closed(Session session) {
    sessions.remove(session);
    dirty.remove(session);
  }

  void touched(Session session) {
    dirty.add(session);
  }

  List<Session> all() {
    return List.copyOf(sessions);
  }

  /** Sends what has been written since the last flush. */
  void flush() {
    if (!dirty.isEmpty()) {
      List.copyOf(dirty).forEach(Session::flushNow);
      dirty.clear();
    }
  }
}
