package trader.simulator.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** All market streams by name, and all connections that listen. */
public final class StreamHub {
  private final Map<String, Topic> topics = new HashMap<>();
  private final Set<TopicSession> sessions = new LinkedHashSet<>();
  private final Set<TopicSession> dirty = new LinkedHashSet<>();
  private final Predicate<String> withheld;

  /** {@code withheld} says of a stream's name that nothing is sent on it now. */
  public StreamHub(Predicate<String> withheld) {
    this.withheld = withheld;
  }

  /** The stream of that name. */
  public Topic topic(String name) {
    return topics.computeIfAbsent(name, n -> new Topic(n, withheld));
  }

  /** Takes note of a connection. */
  public void opened(TopicSession session) {
    sessions.add(session);
  }

  /** Forgets a connection. */
  public void closed(TopicSession session) {
    sessions.remove(session);
    dirty.remove(session);
  }

  void touched(TopicSession session) {
    dirty.add(session);
  }

  /** Sends what has been written since the last flush. */
  public void flush() {
    if (dirty.isEmpty()) {
      return;
    }
    for (TopicSession session : dirty) {
      session.flushNow();
    }
    dirty.clear();
  }

  /** The connections whose streams include one that a test admits. */
  public List<TopicSession> sessions(Predicate<String> streamName) {
    List<TopicSession> result = new ArrayList<>();
    for (TopicSession session : sessions) {
      if (session.topics().stream().anyMatch(streamName)) {
        result.add(session);
      }
    }
    return result;
  }

  /** All connections. */
  public List<TopicSession> all() {
    return List.copyOf(sessions);
  }
}
