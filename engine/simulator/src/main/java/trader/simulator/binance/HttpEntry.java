package trader.simulator.binance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every connection begins: REST calls, the control endpoints, and upgrades to WebSocket. */
final class HttpEntry extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(HttpEntry.class);

  private final Venue venue;
  private final Operations operations;
  private final Desk desk;
  private final RequestFaults faults;
  private final Control control;
  private final Upgrade upgrade;
  private final Arrivals arrivals;

  HttpEntry(
      Venue venue,
      Operations operations,
      Desk desk,
      RequestFaults faults,
      Control control,
      Upgrade upgrade,
      Arrivals arrivals) {
    this.venue = venue;
    this.operations = operations;
    this.desk = desk;
    this.faults = faults;
    this.control = control;
    this.upgrade = upgrade;
    this.arrivals = arrivals;
  }

  static String ip(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "unknown";
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    String uri = request.uri();
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    String query = mark < 0 ? "" : uri.substring(mark + 1);
    if (request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
      upgrade.accept(ctx, request, path, query);
      return;
    }
    String body = request.content().toString(StandardCharsets.ISO_8859_1);
    boolean keepAlive = HttpUtil.isKeepAlive(request);
    String endpoint = request.method().name() + " " + path;
    if (path.startsWith("/simulator/")) {
      Control.Answer answer = control.answer(endpoint, query, body);
      respond(ctx.channel(), response(ctx, answer.status(), answer.json()), keepAlive);
      return;
    }
    call(ctx, request.headers(), endpoint, query, body, keepAlive);
  }

  private void call(
      ChannelHandlerContext ctx,
      HttpHeaders headers,
      String endpoint,
      String query,
      String body,
      boolean keepAlive) {
    Channel channel = ctx.channel();
    Optional<Operation> operation = operations.rest(endpoint);
    if (operation.isEmpty()) {
      respond(
          channel,
          response(ctx, 404, "{\"code\":-1020,\"msg\":\"This operation is not supported.\"}"),
          keepAlive);
      return;
    }
    String ip = ip(channel);
    Params params;
    try {
      params = Params.parse(query, body);
    } catch (ApiError e) {
      answer(ctx, Outcome.of(e, ""), ip, keepAlive);
      return;
    }
    arrivals.note(endpoint, operation.get().orders() > 0, params);
    String key = headers.get("X-MBX-APIKEY");
    boolean micros = "MICROSECOND".equalsIgnoreCase(headers.get("X-MBX-TIME-UNIT"));
    faults.run(
        endpoint,
        ip,
        channel.eventLoop(),
        () ->
            desk.run(operation.get(), params, key, Signatures.restPayload(query, body), ip, micros),
        outcome -> answer(ctx, outcome, ip, keepAlive),
        () -> Wire.close(channel));
  }

  private void answer(ChannelHandlerContext ctx, Outcome outcome, String ip, boolean keepAlive) {
    if (!ctx.channel().isActive()) {
      return;
    }
    FullHttpResponse response = response(ctx, outcome.status(), outcome.json());
    HttpHeaders headers = response.headers();
    long now = venue.clock().micros();
    int weight = venue.limits().weight(ip, now);
    headers.set("x-mbx-used-weight", weight);
    headers.set("x-mbx-used-weight-1m", weight);
    if (outcome.countsOrders()) {
      headers.set(
          "x-mbx-order-count-10s", venue.limits().ordersInTenSeconds(outcome.account(), now));
      headers.set("x-mbx-order-count-1d", venue.limits().ordersInDay(outcome.account(), now));
    }
    ApiError error = outcome.error();
    if (error != null && error.retryAfterSeconds() >= 0) {
      headers.set(HttpHeaderNames.RETRY_AFTER, error.retryAfterSeconds());
    }
    respond(ctx.channel(), response, keepAlive);
  }

  private static FullHttpResponse response(
      ChannelHandlerContext ctx, int status, CharSequence json) {
    ByteBuf content = Wire.encode(ctx.channel(), json);
    FullHttpResponse response =
        new DefaultFullHttpResponse(
            HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), content);
    response
        .headers()
        .set(HttpHeaderNames.CONTENT_TYPE, "application/json;charset=UTF-8")
        .setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
    return response;
  }

  private static void respond(Channel channel, FullHttpResponse response, boolean keepAlive) {
    if (keepAlive) {
      Wire.send(channel, response);
    } else {
      response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
      Wire.sendAndClose(channel, response);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
    LOG.debug("connection {} ends", ctx.channel().remoteAddress(), cause);
    Wire.close(ctx.channel());
  }
}
