package trader.simulator.binance;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** Turns an HTTP connection into a WebSocket connection of the kind that its path names. */
final class Upgrade {
  private static final int MOST_FRAME = 1 << 20;
  private static final Pattern SLASH = Pattern.compile("/");

  private final Venue venue;
  private final Timeouts timeouts;
  private final WsApi api;

  Upgrade(Venue venue, Timeouts timeouts, WsApi api) {
    this.venue = venue;
    this.timeouts = timeouts;
    this.api = api;
  }

  void accept(ChannelHandlerContext ctx, FullHttpRequest request, String path, String query) {
    Channel channel = ctx.channel();
    String ip = HttpEntry.ip(channel);
    Optional<Fault> refused =
        venue.faults().hit(FaultKind.REFUSE_CONNECT, path, venue.clock().wallMicros());
    if (refused.isPresent()) {
      refuse(channel, (int) refused.get().number("status", 503));
      return;
    }
    long now = venue.clock().micros();
    if (!venue.limits().mayConnect(ip, now)) {
      refuse(channel, 429);
      return;
    }
    if (path.equals("/ws-api/v3")) {
      try {
        venue.limits().charge(ip, 2, now);
      } catch (ApiError e) {
        refuse(channel, e.status());
        return;
      }
      boolean micros =
          query.contains("timeUnit=MICROSECOND") || query.contains("timeUnit=microsecond");
      boolean rates = !query.contains("returnRateLimits=false");
      WsApiSession session = new WsApiSession(channel, venue, timeouts, api, ip, micros, rates);
      handshake(ctx, request, session, session::begin);
      return;
    }
    boolean combined = path.equals("/stream");
    if (!combined && !path.equals("/ws") && !path.startsWith("/ws/")) {
      refuse(channel, 404);
      return;
    }
    List<String> names = combined ? queryStreams(query) : names(path.substring(3));
    StreamSession session =
        new StreamSession(
            channel,
            venue.streams(),
            venue.clock(),
            timeouts,
            venue.limits().limits().streamMessagesPerSecond(),
            combined);
    handshake(ctx, request, session, () -> session.begin(names));
  }

  private static List<String> queryStreams(String query) {
    for (String part : Pattern.compile("&").split(query, -1)) {
      if (part.startsWith("streams=")) {
        return names(part.substring("streams=".length()).replace("%40", "@").replace("%2F", "/"));
      }
    }
    return List.of();
  }

  private static List<String> names(String text) {
    List<String> result = new ArrayList<>();
    for (String name : SLASH.split(text, -1)) {
      if (!name.isEmpty()) {
        result.add(name);
      }
    }
    return result;
  }

  private static void handshake(
      ChannelHandlerContext ctx, FullHttpRequest request, WsSession session, Runnable begin) {
    WebSocketServerHandshakerFactory factory =
        new WebSocketServerHandshakerFactory(
            "ws://" + request.headers().get(HttpHeaderNames.HOST) + request.uri(),
            null,
            true,
            MOST_FRAME);
    WebSocketServerHandshaker handshaker = factory.newHandshaker(request);
    if (handshaker == null) {
      refuse(ctx.channel(), 426);
      return;
    }
    ChannelPipeline pipeline = ctx.pipeline();
    var _ =
        handshaker
            .handshake(ctx.channel(), request)
            .addListener(done -> {
              if (done.isSuccess()) {
                pipeline.addLast(new WebSocketFrameAggregator(MOST_FRAME), session);
                pipeline.remove(ctx.name());
                begin.run();
              }
            });
  }

  private static void refuse(Channel channel, int status) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
    Wire.sendAndClose(channel, response);
  }
}
