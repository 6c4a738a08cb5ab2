package trader.venues.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.venues.VenueRuntime;

/**
 * A WebSocket on the event loop that is made again, after a pause, whenever it fails, closes or
 * falls silent. Pings are answered; where nothing comes, one is sent.
 */
public final class SocketLink {
  private static final Logger LOG = LoggerFactory.getLogger(SocketLink.class);
  private static final int LARGEST_HANDSHAKE = 65_536;
  private static final int LARGEST_FRAME = 4 * 1024 * 1024;

  /** What happens on the socket. */
  public interface Listener {
    /** Connected; frames may come. */
    void opened(Channel channel);

    /** A text frame; the buffer is good until this returns. */
    void text(ByteBuf frame);

    /** The connection, or an attempt to make one, has ended; another will be made. */
    void closed(String why);
  }

  private final String name;
  private final Supplier<URI> address;
  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final Timings timings;
  private final Listener listener;
  private final Backoff backoff;
  private final @Nullable SslContext ssl;
  private final int port;
  private @Nullable Channel channel;
  private @Nullable String reason;
  private @Nullable ScheduledFuture<?> next;
  private boolean stopped;

  /** Not connected before {@link #open}. */
  public SocketLink(
      String name,
      URI uri,
      VenueRuntime runtime,
      RateLimits limits,
      Timings timings,
      Listener listener) {
    this(name, () -> uri, runtime, limits, timings, listener);
  }

  /**
   * Not connected before {@link #open}; {@code address} is asked for each connection and may change
   * its path and query, but not its host.
   */
  public SocketLink(
      String name,
      Supplier<URI> address,
      VenueRuntime runtime,
      RateLimits limits,
      Timings timings,
      Listener listener) {
    this.name = name;
    this.address = address;
    URI uri = address.get();
    this.runtime = runtime;
    this.limits = limits;
    this.timings = timings;
    this.listener = listener;
    this.backoff =
        new Backoff(
            timings.firstBackoff().toMillis(),
            timings.longestBackoff().toMillis(),
            runtime.random());
    boolean secure = uri.getScheme().equals("wss");
    this.ssl = secure ? clientTls() : null;
    this.port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
  }

  private static SslContext clientTls() {
    try {
      return SslContextBuilder.forClient().build();
    } catch (SSLException e) {
      throw new IllegalStateException("this Java runtime has no TLS", e);
    }
  }

  /** Connects, and keeps connected until closed. */
  public void open() {
    if (stopped) {
      return;
    }
    // A name is looked up by the operating system, which may take seconds: not on the event loop.
    URI uri = address.get();
    Thread.ofVirtual()
        .name("lookup-" + name)
        .start(() -> {
          var found = new InetSocketAddress(uri.getHost(), port);
          if (!runtime.loop().isShuttingDown()) {
            runtime.loop().execute(() -> connect(uri, found));
          }
        });
  }

  /** The open connection, null where there is none. */
  public @Nullable Channel channel() {
    Channel open = channel;
    return open != null && open.isActive() ? open : null;
  }

  /** The listener has all that it wants of the connection: the next pause is the shortest again. */
  public void established() {
    backoff.reset();
  }

  /** Drops the connection and makes another. */
  public void reconnect(String why) {
    Channel open = channel;
    if (open != null) {
      reason = why;
      var _ = open.close();
    }
  }

  /** Ends the connection for good. */
  public void close() {
    stopped = true;
    if (next != null) {
      next.cancel(false);
    }
    Channel open = channel;
    if (open != null) {
      var _ = open.close();
    }
  }

  private void connect(URI uri, InetSocketAddress found) {
    if (stopped) {
      return;
    }
    reason = null;
    var handler = new SocketHandler(this, listener);
    new Bootstrap()
        .group(runtime.loop())
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) timings.readTimeout().toMillis())
        .handler(
            new ChannelInitializer<SocketChannel>() {
              @Override
              protected void initChannel(SocketChannel socket) {
                channel = socket;
                pipeline(socket, uri, handler);
              }
            })
        .connect(found)
        .addListener(connected -> {
          if (!connected.isSuccess()) {
            handler.end("cannot connect to " + uri.getAuthority() + ": " + connected.cause());
          }
        });
  }

  private void pipeline(SocketChannel socket, URI uri, SocketHandler handler) {
    if (ssl != null) {
      socket.pipeline().addLast(ssl.newHandler(socket.alloc(), uri.getHost(), port));
    }
    long halfSilence = timings.silence().toMillis() / 2;
    socket
        .pipeline()
        .addLast(
            new IdleStateHandler(halfSilence, 0, 0, TimeUnit.MILLISECONDS),
            new HttpClientCodec(),
            new HttpObjectAggregator(LARGEST_HANDSHAKE),
            new WebSocketClientProtocolHandler(
                WebSocketClientProtocolConfig.newBuilder()
                    .webSocketUri(uri)
                    .version(WebSocketVersion.V13)
                    .allowExtensions(false)
                    .performMasking(true)
                    .withUTF8Validator(false)
                    .maxFramePayloadLength(LARGEST_FRAME)
                    .handshakeTimeoutMillis(timings.readTimeout().toMillis())
                    .build()),
            new WebSocketFrameAggregator(LARGEST_FRAME),
            handler);
  }

  /** The venue refused the connection because there were too many. */
  void refused(long retryAfterMicros) {
    limits.blockCalls(retryAfterMicros);
  }

  /** A connection or attempt has ended; called once for each. */
  void ended(String why) {
    if (stopped) {
      return;
    }
    channel = null;
    String cause = reason != null ? reason : why;
    long pause = Math.max(backoff.nextMillis(), limits.callWaitMicros() / 1_000);
    LOG.warn("{} connection ended: {}; connecting again in {} ms", name, cause, pause);
    runtime.metrics().reconnecting(name);
    listener.closed(cause);
    next = runtime.loop().schedule(this::open, pause, TimeUnit.MILLISECONDS);
  }
}
