package trader.venues.kraken.spot;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.Account;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.venues.VenueRuntime;
import trader.venues.kraken.spot.SocketCall.Request;
import trader.venues.net.JsonFrames;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.SocketLink;
import trader.venues.net.Timings;

/**
 * The account's WebSocket: requests go out on it, their answers, executions and balances come in.
 * It is up once both private channels are subscribed.
 *
 * <p>What is decided within a call is told later, never within it: the caller is the core at work.
 */
final class OrderLink {
  private static final Logger LOG = LoggerFactory.getLogger(OrderLink.class);

  /** A token may be used for a quarter of an hour after it was given. */
  private static final long TOKEN_MICROS = 10 * 60 * 1_000_000L;

  private final VenueRuntime runtime;
  private final Timings timings;
  private final KrakenRest rest;
  private final VenueTime time;
  private final KrakenSpot.Listed listed;
  private final OrderSender sender;
  private final SocketCalls calls;
  private final OrderAnswers answers;
  private final AccountStream stream;
  private final SocketLink link;
  private final JsonMapper json =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private final JsonFrames incoming = new JsonFrames(json);
  private String token = "";
  private long tokenMicros;
  private long lastId;
  private long streamLosses;
  private long heardMicros;
  private @Nullable Channel ready;
  private boolean up;
  private boolean closed;
  private String lastDown = "";
  private @Nullable ScheduledFuture<?> watch;
  private @Nullable ScheduledFuture<?> clock;

  OrderLink(
      KrakenSpotSettings settings,
      VenueRuntime runtime,
      RateLimits limits,
      KrakenRest rest,
      VenueTime time,
      KrakenSpot.Listed listed) {
    this.runtime = runtime;
    this.timings = settings.timings();
    this.rest = rest;
    this.time = time;
    this.listed = listed;
    OrderBudget budget = new OrderBudget(settings.tier());
    this.sender = new OrderSender(settings, runtime, limits, time, listed, budget, this);
    this.calls = new SocketCalls(timings.callTimeout().toNanos() / 1_000);
    this.stream = new AccountStream(runtime, calls, this::reconnect);
    this.answers = new OrderAnswers(runtime, rest, time, budget, this, sender);
    this.link =
        new SocketLink("orders", settings.orders(), runtime, limits, timings, new LinkListener());
  }

  void start() {
    long often = Math.max(5, timings.callTimeout().toMillis() / 20);
    watch = runtime.loop().scheduleAtFixedRate(this::watch, often, often, TimeUnit.MILLISECONDS);
    long sync = timings.clockSync().toMillis();
    clock = runtime.loop().scheduleAtFixedRate(this::ping, sync, sync, TimeUnit.MILLISECONDS);
    link.open();
  }

  void close() {
    closed = true;
    if (watch != null) {
      watch.cancel(false);
    }
    if (clock != null) {
      clock.cancel(false);
    }
    link.close();
  }

  KnownOrders orders() {
    return stream.orders();
  }

  /** The account as the private channels began, until anything changes. */
  StreamAccount account() {
    return stream.account();
  }

  /** How many executions have come in so far. */
  long executionReports() {
    return stream.executionReports();
  }

  /** How often the private channels have been lost so far. */
  long streamLosses() {
    return streamLosses;
  }

  /** What sends on this connection. */
  OrderSender sender() {
    return sender;
  }

  String token() {
    return token;
  }

  long nextId() {
    return ++lastId;
  }

  /** The connection where it is up, null where nothing can be sent. */
  @Nullable Channel usable() {
    Channel channel = ready;
    return up && channel != null && channel.isActive() ? channel : null;
  }

  /** Writes a request; {@code sent} runs when its bytes have left, or never will. */
  void write(Channel channel, String frame, SocketCall call, Runnable sent) {
    calls.add(call);
    channel
        .writeAndFlush(new TextWebSocketFrame(ByteBufUtil.writeUtf8(channel.alloc(), frame)))
        .addListener(written -> {
          sent.run();
          ClientOrderId order = call.order();
          if (!written.isSuccess()) {
            calls.remove(call.id());
            unknown(call, "the connection failed while it was sent: " + written.cause());
          } else if (call.request() instanceof Request.Place && order != null) {
            runtime.metrics().orderWritten(order);
          }
        });
  }

  /** Up once both private channels have told what they stand at. */
  private void subscribed() {
    if (!up && stream.isWhole()) {
      up = true;
      lastDown = "";
      link.established();
      LOG.info("orders connection is up");
      runtime
          .sink()
          .accept(new VenueEvent.LinkStatus(runtime.now(), Account.LIVE, true, "connected"));
    }
  }

  void reconnect(String why) {
    link.reconnect(why);
  }

  void unknown(SocketCall call, String why) {
    ClientOrderId order = call.order();
    if (order != null) {
      later(at -> new VenueEvent.OutcomeUnknown(at, order, why));
    }
  }

  void awaitReport(SocketCall call) {
    calls.awaitReport(call);
  }

  /** Tells after what the caller is doing now. */
  void later(LongFunction<VenueEvent> event) {
    runtime.loop().execute(() -> runtime.sink().accept(event.apply(runtime.now())));
  }

  private void ping() {
    Channel channel = usable();
    if (channel != null) {
      long id = nextId();
      write(
          channel,
          RequestFrames.ping(id),
          new SocketCall(id, new Request.Ping(), runtime.now(), false),
          () -> {});
    }
  }

  /** Looks after what has not been answered, and after a connection that has fallen silent. */
  private void watch() {
    long now = runtime.now();
    String why = "no answer within " + timings.callTimeout().toMillis() + " ms";
    for (SocketCall call : calls.expire(now)) {
      ClientOrderId order = call.order();
      if (call.late()) {
        answers.failed(call, "timeout", why);
      }
      if (order == null) {
        link.reconnect("no answer to " + call.method());
      } else if (!call.confirmed()) {
        runtime
            .sink()
            .accept(
                new VenueEvent.OutcomeUnknown(
                    now, order, call.late() ? why : "taken, but no report of it came in time"));
      }
    }
    if (up && now - heardMicros > timings.silence().toNanos() / 1_000) {
      link.reconnect("not even a heartbeat for " + timings.silence().toMillis() + " ms");
    }
  }

  private void received(JsonNode frame) {
    String channel = frame.path("channel").asString("");
    switch (channel) {
      case "executions", "balances" -> {
        stream.message(channel, frame);
        subscribed();
      }
      case "status" -> listed.systemStatus(frame.path("data").path(0).path("system").asString(""));
      case "heartbeat" -> {}
      default -> {
        SocketCall call = calls.remove(frame.path("req_id").asLong(0));
        if (call != null && frame.has("time_in")) {
          time.heard(frame.path("time_in").asString(""), call.sentMicros());
        }
        answers.received(call, frame);
      }
    }
  }

  /** With the token of the last connection where it is young: a new one costs a call. */
  private void subscribe(Channel channel) {
    if (!token.isEmpty() && runtime.now() - tokenMicros < TOKEN_MICROS) {
      subscribeBoth(channel);
      return;
    }
    rest.readSoon(
        "GetWebSocketsToken",
        "",
        1,
        answer -> {
          if (!channel.equals(ready)) {
            return;
          }
          if (answer instanceof RestAnswer.Ok ok && ok.body().path("token").isString()) {
            token = ok.body().path("token").asString();
            tokenMicros = runtime.now();
            subscribeBoth(channel);
          } else {
            link.reconnect("no token for the private channels: " + KrakenErrors.why(answer));
          }
        });
  }

  private void subscribeBoth(Channel channel) {
    for (String name : AccountStream.CHANNELS) {
      long id = nextId();
      write(
          channel,
          RequestFrames.subscribe(id, name, token),
          new SocketCall(id, new Request.Subscribe(name), runtime.now(), false),
          () -> {});
    }
  }

  private final class LinkListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      ready = channel;
      heardMicros = runtime.now();
      subscribe(channel);
    }

    @Override
    public void text(ByteBuf frame) {
      heardMicros = runtime.now();
      incoming.read(frame, link, OrderLink.this::received);
    }

    @Override
    public void closed(String why) {
      ready = null;
      if (!up) {
        // It may be the token that was not taken.
        token = "";
      }
      streamLosses++;
      stream.lost();
      if (closed) {
        return;
      }
      if (up || !why.equals(lastDown)) {
        up = false;
        lastDown = why;
        runtime.sink().accept(new VenueEvent.LinkStatus(runtime.now(), Account.LIVE, false, why));
      }
      for (SocketCall call : calls.drain()) {
        ClientOrderId order = call.order();
        if (order != null && !call.confirmed()) {
          runtime
              .sink()
              .accept(
                  new VenueEvent.OutcomeUnknown(
                      runtime.now(), order, "the connection was lost: " + why));
        }
      }
    }
  }
}
