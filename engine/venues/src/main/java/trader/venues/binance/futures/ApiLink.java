package trader.venues.binance.futures;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.Account;
import trader.engine.core.VenueEvent;
import trader.venues.VenueRuntime;
import trader.venues.binance.ApiFrames;
import trader.venues.binance.ApiLimits;
import trader.venues.binance.BinanceRest;
import trader.venues.binance.ErrorCodes;
import trader.venues.net.ApiCredentials;
import trader.venues.net.JsonFrames;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;
import trader.venues.net.SocketLink;
import trader.venues.net.Timings;

/**
 * The WebSocket API connection: calls go out on it and their answers come in. What happens to the
 * account is not told here but by {@link UserStream}; so a call whose answer has not come in time
 * is forgotten, and what comes later of it is not waited for.
 */
final class ApiLink {
  private static final Logger LOG = LoggerFactory.getLogger(ApiLink.class);
  private static final int OK = 200;

  private record Waiting(FuturesCalls.Call call, long sentMicros, Consumer<RestAnswer> done) {}

  private final VenueRuntime runtime;
  private final Timings timings;
  private final ServerClock clock;
  private final ApiFrames frames;
  private final ApiLimits apiLimits;
  private final SocketLink link;
  private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
  private final JsonFrames incoming = new JsonFrames(new JsonMapper());
  private long lastId;
  private boolean tried;
  private boolean closed;
  private @Nullable Channel ready;
  private @Nullable ScheduledFuture<?> watch;
  private Runnable whenTried = () -> {};

  ApiLink(
      BinanceFuturesSettings settings,
      ApiCredentials credentials,
      VenueRuntime runtime,
      RateLimits limits,
      ServerClock clock) {
    this.runtime = runtime;
    this.timings = settings.timings();
    this.clock = clock;
    this.frames = new ApiFrames(credentials, timings.recvWindow().toMillis());
    this.apiLimits = new ApiLimits(limits, clock);
    this.link =
        new SocketLink("orders", settings.orders(), runtime, limits, timings, new LinkListener());
  }

  void start() {
    long often = Math.max(5, timings.callTimeout().toMillis() / 20);
    watch = runtime.loop().scheduleAtFixedRate(this::expire, often, often, TimeUnit.MILLISECONDS);
    link.open();
  }

  void close() {
    closed = true;
    if (watch != null) {
      watch.cancel(false);
    }
    link.close();
  }

  /** Runs a task once the connection has been made, or could not be made at the first attempt. */
  void whenTried(Runnable task) {
    if (tried) {
      task.run();
    } else {
      whenTried = task;
    }
  }

  /**
   * Sends a call and answers whether it could: {@code left} hears when its bytes have been handed
   * over, and whether they were; {@code done} hears once what came of it.
   */
  boolean call(FuturesCalls.Call call, Consumer<Boolean> left, Consumer<RestAnswer> done) {
    Channel channel = ready;
    if (call.api().isEmpty() || channel == null || !channel.isActive() || !channel.isWritable()) {
      return false;
    }
    long id = ++lastId;
    waiting.put(id, new Waiting(call, runtime.now(), done));
    String frame = frames.frame(id, call.api(), call.parameters(), clock.timestampMillis());
    channel
        .writeAndFlush(new TextWebSocketFrame(ByteBufUtil.writeUtf8(channel.alloc(), frame)))
        .addListener(written -> {
          left.accept(written.isSuccess());
          if (!written.isSuccess() && waiting.remove(id) != null) {
            done.accept(
                new RestAnswer.Failed(
                    "the connection failed while it was sent: " + written.cause()));
          }
        });
    return true;
  }

  private void expire() {
    long timeout = timings.callTimeout().toNanos() / 1_000;
    List<Waiting> late = new ArrayList<>(0);
    for (Iterator<Waiting> each = waiting.values().iterator(); each.hasNext(); ) {
      Waiting next = each.next();
      if (runtime.now() - next.sentMicros() < timeout) {
        break;
      }
      each.remove();
      late.add(next);
    }
    String why = "no answer within " + timings.callTimeout().toMillis() + " ms";
    for (Waiting call : late) {
      failed(call, "timeout", why);
      call.done().accept(new RestAnswer.Failed(why));
    }
  }

  private void failed(Waiting call, String code, String why) {
    String name = call.call().name();
    runtime.metrics().callFailed(name, code);
    runtime.sink().accept(new VenueEvent.CallFailed(runtime.now(), Account.LIVE, name, why));
  }

  private void received(JsonNode answer) {
    if (answer.path("event").path("e").asString("").equals("serverShutdown")) {
      link.reconnect("the venue shuts the server down");
      return;
    }
    apiLimits.heed(answer);
    Waiting call = waiting.remove(answer.path("id").asLong(0));
    int status = answer.path("status").asInt(0);
    if (call == null) {
      LOG.warn("an answer that nothing waits for any more: status {}", status);
      return;
    }
    runtime.metrics().callAnswered(call.call().name(), runtime.now() - call.sentMicros());
    if (status == OK) {
      call.done().accept(new RestAnswer.Ok(answer.path("result")));
      return;
    }
    RestAnswer refusal = BinanceRest.refusal(status, answer.path("error"));
    int code = answer.path("error").path("code").asInt(0);
    if (ErrorCodes.venueTrouble(status, code)) {
      failed(call, Integer.toString(code), RestAnswer.why(refusal));
    }
    call.done().accept(refusal);
  }

  private void settled() {
    tried = true;
    Runnable task = whenTried;
    whenTried = () -> {};
    task.run();
  }

  private final class LinkListener implements SocketLink.Listener {
    @Override
    public void opened(Channel channel) {
      ready = channel;
      link.established();
      LOG.info("orders go by the WebSocket API");
      settled();
    }

    @Override
    public void text(ByteBuf frame) {
      incoming.read(frame, link, ApiLink.this::received);
    }

    @Override
    public void closed(String why) {
      ready = null;
      if (closed) {
        return;
      }
      LOG.warn("orders go by REST until the WebSocket API is there again: {}", why);
      List<Waiting> lost = new ArrayList<>(waiting.values());
      waiting.clear();
      lost.forEach(
          call -> call.done().accept(new RestAnswer.Failed("the connection was lost: " + why)));
      settled();
    }
  }
}
