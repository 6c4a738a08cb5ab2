package trader.simulator.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where every connection to a venue begins: REST calls, control, and upgrades to WebSocket. */
final class HttpEntry extends SimpleChannelInboundHandler<FullHttpRequest> {
  private static final Logger LOG = LoggerFactory.getLogger(HttpEntry.class);

  private final VenueProtocol protocol;

  HttpEntry(VenueProtocol protocol) {
    this.protocol = protocol;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, FullHttpRequest request) {
    String uri = request.uri();
    int mark = uri.indexOf('?');
    String path = mark < 0 ? uri : uri.substring(0, mark);
    String query = mark < 0 ? "" : uri.substring(mark + 1);
    if (request.headers().contains(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)) {
      protocol.upgrade(new UpgradeRequest(ctx, request, path, query));
      return;
    }
    HttpCall call =
        new HttpCall(
            ctx.channel(),
            request.method().name(),
            path,
            query,
            request.content().toString(StandardCharsets.ISO_8859_1),
            request.headers(),
            HttpUtil.isKeepAlive(request));
    if (path.startsWith("/simulator/")) {
      protocol.control(call);
    } else {
      protocol.call(call);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, @Nullable Throwable cause) {
    LOG.debug("connection {} ends", ctx.channel().remoteAddress(), cause);
    Wire.close(ctx.channel());
  }
}
