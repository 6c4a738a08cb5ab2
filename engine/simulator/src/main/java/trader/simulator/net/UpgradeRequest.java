package trader.simulator.net;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshakerFactory;

/** A request to turn an HTTP connection into a WebSocket: granted or refused, once. */
public final class UpgradeRequest {
  private static final int MOST_FRAME = 1 << 20;

  private final ChannelHandlerContext context;
  private final FullHttpRequest request;
  private final String path;
  private final String query;

  UpgradeRequest(
      ChannelHandlerContext context, FullHttpRequest request, String path, String query) {
    this.context = context;
    this.request = request;
    this.path = path;
    this.query = query;
  }

  /** The connection. */
  public Channel channel() {
    return context.channel();
  }

  /** The path without the query. */
  public String path() {
    return path;
  }

  /** The query as sent, without the question mark. */
  public String query() {
    return query;
  }

  /** What came with it. */
  public HttpHeaders headers() {
    return request.headers();
  }

  /** The address that it came from. */
  public String ip() {
    return Wire.ip(channel());
  }

  /** Makes it a WebSocket of that session; {@code begin} runs once both sides know. */
  public void grant(WsSession session, Runnable begin) {
    WebSocketServerHandshakerFactory factory =
        new WebSocketServerHandshakerFactory(
            "ws://" + request.headers().get(HttpHeaderNames.HOST) + request.uri(),
            null,
            true,
            MOST_FRAME);
    WebSocketServerHandshaker handshaker = factory.newHandshaker(request);
    if (handshaker == null) {
      refuse(426);
      return;
    }
    ChannelPipeline pipeline = context.pipeline();
    var _ =
        handshaker
            .handshake(context.channel(), request)
            .addListener(done -> {
              if (done.isSuccess()) {
                pipeline.addLast(new WebSocketFrameAggregator(MOST_FRAME), session);
                pipeline.remove(context.name());
                begin.run();
              }
            });
  }

  /** Refuses it with an HTTP status. */
  public void refuse(int status) {
    DefaultFullHttpResponse response =
        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
    response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
    Wire.sendAndClose(channel(), response);
  }
}
