package trader.venues.binance.futures;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.URI;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.venues.VenueRuntime;
import trader.venues.binance.BinanceRest;
import trader.venues.net.JsonFrames;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.SocketLink;

/**
 * The user data stream: a listen key is fetched, kept alive and replaced where it has expired. The
 * stream counts as up only when the venue has confirmed, after the connection was made, that its
 * key is the account's: on a connection with another nothing ever comes.
 */
final class UserStream {
  private static final Logger LOG = LoggerFactory.getLogger(UserStream.class);
  private static final String LISTEN_KEY = "/fapi/v1/listenKey";
  private static final long KEEP_ALIVE_MINUTES = 30;

  /** What happens to the stream. */
  interface Listener {
    /** What happens to the account is seen from here on. */
    void up();

    /** It is not seen any more. */
    void down(String why);

    /** A user event. */
    void event(JsonNode event);
  }

  private final BinanceFuturesSettings settings;
  private final VenueRuntime runtime;
  private final BinanceRest rest;
  private final Listener listener;
  private final SocketLink link;
  private String key = "none-yet";
  private String used = key;
  private final JsonFrames incoming = new JsonFrames(new JsonMapper());
  private @Nullable ScheduledFuture<?> keepAlive;

  UserStream(
      BinanceFuturesSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      BinanceRest rest,
      Listener listener) {
    this.settings = settings;
    this.runtime = runtime;
    this.rest = rest;
    this.listener = listener;
    this.link =
        new SocketLink(
            "orders", this::address, runtime, limits, settings.timings(), new LinkListener());
  }

  private URI address() {
    used = key;
    return URI.create(settings.streams() + "/private/ws?listenKey=" + used);
  }

  void start() {
    keepAlive =
        runtime
            .loop()
            .scheduleAtFixedRate(
                this::keepAlive, KEEP_ALIVE_MINUTES, KEEP_ALIVE_MINUTES, TimeUnit.MINUTES);
    // With a key or without: the connection is checked once it is made, and made anew.
    fetch(answer -> link.open());
  }

  void reconnect(String why) {
    link.reconnect(why);
  }

  /** Asks for the account's key, which lives another hour from then on. */
  private void fetch(Consumer<RestAnswer> done) {
    rest.callKeyed(
        "POST",
        "listenKey",
        LISTEN_KEY,
        answer -> {
          if (answer instanceof RestAnswer.Ok ok) {
            key = ok.body().path("listenKey").asString(key);
          }
          done.accept(answer);
        });
  }

  private void keepAlive() {
    rest.callKeyed(
        "PUT",
        "listenKey",
        LISTEN_KEY,
        answer -> {
          if (answer instanceof RestAnswer.Refused refused
              && refused.code() == FuturesErrors.NO_LISTEN_KEY) {
            link.reconnect("the listen key has expired");
          } else if (!(answer instanceof RestAnswer.Ok)) {
            LOG.warn("the listen key could not be kept alive: {}", RestAnswer.why(answer));
          }
        });
  }

  private void confirm(Channel channel) {
    fetch(answer -> {
      if (!Objects.equals(link.channel(), channel)) {
        return;
      }
      if (!(answer instanceof RestAnswer.Ok)) {
        link.reconnect("the listen key cannot be confirmed: " + RestAnswer.why(answer));
      } else if (!key.equals(used)) {
        link.reconnect("the connection was made with a listen key that is not good any more");
      } else {
        link.established();
        listener.up();
      }
    });
  }

  void close() {
    if (keepAlive != null) {
      keepAlive.cancel(false);
    }
    link.close();
  }

  private final class LinkListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      confirm(channel);
    }

    @Override
    public void text(ByteBuf frame) {
      incoming.read(frame, link, this::read);
    }

    private void read(JsonNode event) {
      if (event.path("e").asString("").equals("listenKeyExpired")) {
        link.reconnect("the listen key has expired");
      } else {
        listener.event(event);
      }
    }

    @Override
    public void closed(String why) {
      listener.down(why);
    }
  }
}
