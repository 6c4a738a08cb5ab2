package trader.simulator.net;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** A connection that listens to topics; one that cannot keep up is dropped. */
public abstract class TopicSession extends WsSession {
  private static final long UNSENT_LIMIT = 32L << 20;

  private final StreamHub hub;
  private final Map<String, Topic> topics = new LinkedHashMap<>();

  protected TopicSession(Channel channel, StreamHub hub, VenueClock clock, Timeouts timeouts) {
    super(channel, clock, timeouts);
    this.hub = hub;
  }

  @Override
  public void begin() {
    hub.opened(this);
    super.begin();
  }

  /** Whether payloads reach it wrapped, by {@link #wrap}. */
  protected abstract boolean isWrapping();

  /** What is sent instead of a topic's payload to a connection that wraps. */
  protected abstract CharSequence wrap(String topic, CharSequence json);

  /** Sends something that no topic tells, wrapped where it wraps. */
  public void announce(String topic, CharSequence json) {
    send(isWrapping() ? wrap(topic, json) : json);
  }

  /** The names of the topics that it listens to, in the order of subscription. */
  public Set<String> topics() {
    return Collections.unmodifiableSet(topics.keySet());
  }

  /** Listens to a topic from now on. */
  protected void subscribe(String name) {
    Topic topic = hub.topic(name);
    topics.put(name, topic);
    topic.add(this);
  }

  /** Listens to a topic no longer; whether it did. */
  protected boolean unsubscribe(String name) {
    Topic topic = topics.remove(name);
    if (topic != null) {
      topic.remove(this);
    }
    return topic != null;
  }

  @Override
  public void write(ByteBuf text) {
    if (!channel().isActive()) {
      text.release();
      return;
    }
    super.write(text);
    hub.touched(this);
  }

  void flushNow() {
    channel().flush();
    if (channel().unsafe().outboundBuffer() != null
        && channel().unsafe().outboundBuffer().totalPendingWriteBytes() > UNSENT_LIMIT) {
      drop();
    }
  }

  @Override
  protected void onClosed() {
    topics.values().forEach(t -> t.remove(this));
    hub.closed(this);
  }
}
