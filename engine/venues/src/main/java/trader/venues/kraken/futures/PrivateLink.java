package trader.venues.kraken.futures;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import trader.venues.VenueRuntime;
import trader.venues.net.JsonFrames;
import trader.venues.net.RateLimits;
import trader.venues.net.SocketLink;

/**
 * The connection with the private feeds. It is up once the challenge is answered and every feed has
 * begun; a feed that does not begin in time, or that the venue refuses, makes the connection anew.
 */
final class PrivateLink {
  private static final Logger LOG = LoggerFactory.getLogger(PrivateLink.class);
  private static final List<String> FEEDS =
      List.of("open_orders", "fills", "open_positions", "balances", "account_log");

  /** What is heard. */
  interface Listener {
    /** Every feed has begun: what happens to the account is seen from here on. */
    void up();

    /** A message of a private feed. */
    void message(JsonNode message);

    /** The connection, or an attempt to make one, has ended. */
    void down(String why);
  }

  private final VenueRuntime runtime;
  private final FuturesRest rest;
  private final Listener listener;
  private final SocketLink link;
  private final long patienceMillis;
  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final Set<String> begun = new HashSet<>();
  private final JsonFrames incoming = new JsonFrames(json);
  private boolean isUp;
  private @Nullable ScheduledFuture<?> patience;

  PrivateLink(
      KrakenFuturesSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      FuturesRest rest,
      Listener listener) {
    this.runtime = runtime;
    this.rest = rest;
    this.listener = listener;
    this.patienceMillis = settings.timings().readTimeout().toMillis();
    this.link =
        new SocketLink(
            "orders", settings.feeds(), runtime, limits, settings.timings(), new LinkListener());
  }

  void open() {
    link.open();
  }

  void close() {
    stopWaiting();
    link.close();
  }

  boolean isUp() {
    return isUp;
  }

  void reconnect(String why) {
    link.reconnect(why);
  }

  private void stopWaiting() {
    if (patience != null) {
      patience.cancel(false);
      patience = null;
    }
  }

  private void send(String text) {
    Channel channel = link.channel();
    if (channel != null) {
      var _ =
          channel.writeAndFlush(
              new TextWebSocketFrame(
                  Unpooled.wrappedBuffer(text.getBytes(StandardCharsets.UTF_8))));
    }
  }

  private void challenged(String message) {
    String signed = rest.signer().challenge(message);
    for (String feed : FEEDS) {
      ObjectNode request = json.createObjectNode();
      request.put("event", "subscribe");
      request.put("feed", feed);
      request.put("api_key", rest.key());
      request.put("original_challenge", message);
      request.put("signed_challenge", signed);
      send(request.toString());
    }
    send("{\"event\":\"subscribe\",\"feed\":\"heartbeat\"}");
  }

  private void received(JsonNode message) {
    switch (message.path("event").asString("")) {
      case "challenge" -> challenged(message.path("message").asString(""));
      case "subscribed" -> begins(message.path("feed").asString(""));
      case "error", "alert" ->
          link.reconnect("the venue says: " + message.path("message").asString(""));
      case "" -> {
        if (message.has("feed")) {
          listener.message(message);
        }
      }
      default -> {}
    }
  }

  private void begins(String feed) {
    if (FEEDS.contains(feed) && begun.add(feed) && begun.size() == FEEDS.size()) {
      stopWaiting();
      link.established();
      isUp = true;
      listener.up();
    }
  }

  private final class LinkListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      begun.clear();
      ObjectNode request = json.createObjectNode();
      request.put("event", "challenge");
      request.put("api_key", rest.key());
      send(request.toString());
      patience =
          runtime
              .loop()
              .schedule(
                  () -> link.reconnect("the private feeds did not begin in time"),
                  patienceMillis,
                  TimeUnit.MILLISECONDS);
    }

    @Override
    public void text(ByteBuf frame) {
      incoming.read(frame, link, PrivateLink.this::received);
    }

    @Override
    public void closed(String why) {
      stopWaiting();
      isUp = false;
      LOG.debug("private feeds ended: {}", why);
      listener.down(why);
    }
  }
}
