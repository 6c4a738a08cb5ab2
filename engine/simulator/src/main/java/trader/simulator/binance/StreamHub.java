package trader.simulator.binance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** All market streams by name, and all connections that listen. */
final class StreamHub {
  private final Map<String, Topic> topics = new HashMap<>();
  private final Set<StreamSession> sessions = new LinkedHashSet<>();
  private final Set<StreamSession> dirty = new LinkedHashSet<>();
  private final Predicate<String> withheld;

  /** {@code withheld} says of a stream's name that nothing is sent on it now. */
  StreamHub(Predicate<String> withheld) {
    this.withheld = withheld;
  }

  Topic topic(String name) {
    return topics.computeIfAbsent(name, n -> new Topic(n, withheld));
  }

  void opened(StreamSession session) {
    sessions.add(session);
  }

  void closed(StreamSession session) {
    sessions.remove(session);
    dirty.remove(session);
  }

  void touched(StreamSession session) {
    dirty.add(session);
  }

  /** Sends what has been written since the last flush. */
  void flush() {
    if (dirty.isEmpty()) {
      return;
    }
    for (StreamSession session : dirty) {
      session.flushNow();
    }
    dirty.clear();
  }

  /** The connections whose streams include one that a test admits. */
  List<StreamSession> sessions(Predicate<String> streamName) {
    List<StreamSession> result = new ArrayList<>();
    for (StreamSession session : sessions) {
      if (session.streams().stream().anyMatch(streamName)) {
        result.add(session);
      }
    }
    return result;
  }

  List<StreamSession> all() {
    return List.copyOf(sessions);
  }
}
