package trader.simulator.krakenspot;

import io.netty.buffer.ByteBuf;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import trader.simulator.net.Wire;

/** Who listens to one public channel of one pair; what is published is encoded once for all. */
final class Channel {
  private final String name;
  private final Predicate<String> withheld;
  private final Set<Session> sessions = new LinkedHashSet<>();

  /**
   * @param name by which faults know it, such as {@code trade:BTC/USD}
   * @param withheld says of a name that nothing is sent now
   */
  Channel(String name, Predicate<String> withheld) {
    this.name = name;
    this.withheld = withheld;
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  boolean has(Session session) {
    return sessions.contains(session);
  }

  void add(Session session) {
    sessions.add(session);
  }

  boolean remove(Session session) {
    return sessions.remove(session);
  }

  /** Writes to everyone who listens; it leaves with the next flush. */
  void publish(CharSequence json) {
    if (sessions.isEmpty() || withheld.test(name)) {
      return;
    }
    ByteBuf encoded = Wire.encode(sessions.iterator().next().channel(), json);
    for (Session session : sessions) {
      session.write(encoded.retainedDuplicate());
    }
    encoded.release();
  }
}
