package trader.simulator.net;

import io.netty.buffer.ByteBuf;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One market stream and who listens to it; what is published is encoded once for all of them. */
public final class Topic {
  private final String name;
  private final Predicate<String> withheld;
  private final Set<TopicSession> sessions = new LinkedHashSet<>();

  Topic(String name, Predicate<String> withheld) {
    this.name = name;
    this.withheld = withheld;
  }

  /** What it is called. */
  public String name() {
    return name;
  }

  /** Whether nobody listens. */
  public boolean isEmpty() {
    return sessions.isEmpty();
  }

  /** Someone listens. */
  public void add(TopicSession session) {
    sessions.add(session);
  }

  /** Someone does not listen any more. */
  public void remove(TopicSession session) {
    sessions.remove(session);
  }

  /** Who listens. */
  public Set<TopicSession> sessions() {
    return sessions;
  }

  /** Writes a payload to everyone who listens; it leaves with the next flush. */
  public void publish(CharSequence json) {
    if (sessions.isEmpty() || withheld.test(name)) {
      return;
    }
    ByteBuf raw = null;
    ByteBuf wrapped = null;
    for (TopicSession session : sessions) {
      if (session.isWrapping()) {
        wrapped = wrapped == null ? wrapped(session, json) : wrapped;
        session.write(wrapped.retainedDuplicate());
      } else {
        raw = raw == null ? Wire.encode(session.channel(), json) : raw;
        session.write(raw.retainedDuplicate());
      }
    }
    release(raw);
    release(wrapped);
  }

  private ByteBuf wrapped(TopicSession session, CharSequence json) {
    return Wire.encode(session.channel(), session.wrap(name, json));
  }

  private static void release(@Nullable ByteBuf buffer) {
    if (buffer != null) {
      buffer.release();
    }
  }
}
