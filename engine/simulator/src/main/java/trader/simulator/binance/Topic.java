package trader.simulator.binance;

import io.netty.buffer.ByteBuf;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One market stream and who listens to it; what is published is encoded once for all of them. */
final class Topic {
  private final String name;
  private final Predicate<String> withheld;
  private final Set<StreamSession> sessions = new LinkedHashSet<>();

  Topic(String name, Predicate<String> withheld) {
    this.name = name;
    this.withheld = withheld;
  }

  String name() {
    return name;
  }

  boolean isEmpty() {
    return sessions.isEmpty();
  }

  void add(StreamSession session) {
    sessions.add(session);
  }

  void remove(StreamSession session) {
    sessions.remove(session);
  }

  Set<StreamSession> sessions() {
    return sessions;
  }

  /** Writes a payload to everyone who listens; it leaves with the next flush. */
  void publish(CharSequence json) {
    if (sessions.isEmpty() || withheld.test(name)) {
      return;
    }
    ByteBuf raw = null;
    ByteBuf combined = null;
    for (StreamSession session : sessions) {
      if (session.isCombined()) {
        combined = combined == null ? combined(session, json) : combined;
        session.write(combined.retainedDuplicate());
      } else {
        raw = raw == null ? Wire.encode(session.channel(), json) : raw;
        session.write(raw.retainedDuplicate());
      }
    }
    release(raw);
    release(combined);
  }

  private ByteBuf combined(StreamSession session, CharSequence json) {
    StringBuilder text = new StringBuilder(json.length() + name.length() + 24);
    text.append("{\"stream\":\"").append(name).append("\",\"data\":").append(json).append('}');
    return Wire.encode(session.channel(), text);
  }

  private static void release(@Nullable ByteBuf buffer) {
    if (buffer != null) {
      buffer.release();
    }
  }
}
