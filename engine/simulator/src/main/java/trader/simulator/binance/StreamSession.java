package trader.simulator.binance;

import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.simulator.net.Json;
import trader.simulator.net.StreamHub;
import trader.simulator.net.Timeouts;
import trader.simulator.net.TopicSession;
import trader.simulator.net.VenueClock;

/** A connection to the market streams: its subscriptions and the messages that change them. */
public final class StreamSession extends TopicSession {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int MOST_STREAMS = 1024;
  private static final Pattern SLASH = Pattern.compile("/");

  private final VenueClock clock;
  private final int messagesPerSecond;
  private final Predicate<String> flows;
  private boolean combined;
  private long second = -1;
  private int heard;

  /** {@code flows} says of a name whether this connection carries it. */
  public StreamSession(
      Channel channel,
      StreamHub hub,
      VenueClock clock,
      Timeouts timeouts,
      int messagesPerSecond,
      boolean combined,
      Predicate<String> flows) {
    super(channel, hub, clock, timeouts);
    this.clock = clock;
    this.messagesPerSecond = messagesPerSecond;
    this.combined = combined;
    this.flows = flows;
  }

  /** The stream names in a path or query, separated by slashes. */
  public static List<String> names(String text) {
    return Arrays.stream(SLASH.split(text, -1)).filter(name -> !name.isEmpty()).toList();
  }

  @Override
  protected void subscribe(String name) {
    super.subscribe(topic(name));
  }

  @Override
  protected boolean unsubscribe(String name) {
    return super.unsubscribe(topic(name));
  }

  /** On a connection of the wrong kind a stream can be asked for, but nothing comes. */
  private String topic(String name) {
    return flows.test(name) ? name : "elsewhere/" + name;
  }

  /** Begins with these streams. */
  public void begin(Collection<String> streams) {
    begin();
    streams.forEach(this::subscribe);
  }

  @Override
  protected boolean isWrapping() {
    return combined;
  }

  @Override
  protected CharSequence wrap(String topic, CharSequence json) {
    return "{\"stream\":\"" + topic + "\",\"data\":" + json + "}";
  }

  @Override
  protected boolean mayHear() {
    long now = clock.wallMicros() / 1_000_000;
    if (now != second) {
      second = now;
      heard = 0;
    }
    if (++heard > messagesPerSecond) {
      close(1008, "Too many requests");
      return false;
    }
    return true;
  }

  @Override
  protected void onText(String text) {
    JsonNode message;
    try {
      message = MAPPER.readTree(text);
    } catch (JacksonException e) {
      send(error(3, "Invalid JSON: " + e.getOriginalMessage(), null));
      return;
    }
    JsonNode id = message.get("id");
    if (!message.isObject() || id == null || !(id.isIntegralNumber() || id.isString())) {
      send(error(2, "Invalid request: request ID must be an unsigned integer", null));
      return;
    }
    JsonNode method = message.get("method");
    if (method == null || !method.isString()) {
      send(error(2, "Invalid request: missing field `method`", id));
      return;
    }
    switch (method.asString()) {
      case "SUBSCRIBE" -> change(message, id, true);
      case "UNSUBSCRIBE" -> change(message, id, false);
      case "LIST_SUBSCRIPTIONS" -> {
        Json out = new Json().open().name("result").openArray();
        topics().forEach(out::value);
        send(out.closeArray().name("id").raw(id.toString()).close().text());
      }
      case "SET_PROPERTY" -> property(message, id);
      case "GET_PROPERTY" ->
          send(
              new Json()
                  .open()
                  .put("result", combined)
                  .name("id")
                  .raw(id.toString())
                  .close()
                  .text());
      default ->
          send(
              error(
                  2,
                  "Invalid request: unknown variant `"
                      + method.asString()
                      + "`, expected one of `SUBSCRIBE`, `UNSUBSCRIBE`, `LIST_SUBSCRIPTIONS`,"
                      + " `SET_PROPERTY`, `GET_PROPERTY`",
                  id));
    }
  }

  private void change(JsonNode message, JsonNode id, boolean add) {
    JsonNode params = message.get("params");
    if (params == null || !params.isArray()) {
      send(error(2, "Invalid request: params must be an array of stream names", id));
      return;
    }
    List<String> names = new ArrayList<>();
    for (JsonNode name : params) {
      if (!name.isString()) {
        send(error(2, "Invalid request: a stream name must be a string", id));
        return;
      }
      names.add(name.asString());
    }
    if (add && topics().size() + names.size() > MOST_STREAMS) {
      send(error(2, "Invalid request: too many streams; at most " + MOST_STREAMS, id));
      return;
    }
    names.forEach(add ? this::subscribe : this::unsubscribe);
    done(id);
  }

  private void property(JsonNode message, JsonNode id) {
    JsonNode params = message.get("params");
    if (params == null
        || params.size() != 2
        || !"combined".equals(params.get(0).asString())
        || !params.get(1).isBoolean()) {
      send(error(0, "Unknown property", id));
      return;
    }
    combined = params.get(1).asBoolean();
    done(id);
  }

  private void done(JsonNode id) {
    send(new Json().open().putNull("result").name("id").raw(id.toString()).close().text());
  }

  private static CharSequence error(int code, String text, @Nullable JsonNode id) {
    Json out = new Json().open().put("code", code).put("msg", text);
    if (id != null) {
      out.name("id").raw(id.toString());
    }
    return out.close().text();
  }
}
