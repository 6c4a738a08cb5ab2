package trader.venues.net;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import io.netty.handler.timeout.IdleStateEvent;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link SocketLink}, from the attempt to its end. */
final class SocketHandler extends SimpleChannelInboundHandler<TextWebSocketFrame> {
  private static final long MICROS_PER_SECOND = 1_000_000;

  private final SocketLink link;
  private final SocketLink.Listener listener;
  private boolean ended;
  private @Nullable String failure;

  SocketHandler(SocketLink link, SocketLink.Listener listener) {
    this.link = link;
    this.listener = listener;
  }

  void end(String why) {
    if (!ended) {
      ended = true;
      link.ended(why);
    }
  }

  @Override
  protected void channelRead0(ChannelHandlerContext context, TextWebSocketFrame frame) {
    if (!ended) {
      listener.text(frame.content());
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
    if (event == ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      listener.opened(context.channel());
    } else if (event == ClientHandshakeStateEvent.HANDSHAKE_TIMEOUT) {
      failure = "no answer to the handshake";
      var _ = context.close();
    } else if (event instanceof IdleStateEvent idle) {
      if (idle.isFirst()) {
        var _ = context.writeAndFlush(new PingWebSocketFrame());
      } else {
        failure = "nothing came, not even an answer to a ping";
        var _ = context.close();
      }
    }
    super.userEventTriggered(context, event);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    failure = cause.toString();
    if (cause instanceof WebSocketClientHandshakeException refusal && refusal.response() != null) {
      noteRefusal(refusal.response());
    }
    var _ = context.close();
  }

  private void noteRefusal(HttpResponse response) {
    int status = response.status().code();
    failure = "handshake refused with HTTP " + status;
    if (status == 429 || status == 418) {
      long seconds = response.headers().getInt("Retry-After", 60);
      link.refused(seconds * MICROS_PER_SECOND);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext context) throws Exception {
    end(failure != null ? failure : "closed by the venue");
    super.channelInactive(context);
  }
}
