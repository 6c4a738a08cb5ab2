package trader.venues.net;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection of an event loop to itself, over which what is rehearsed is sent as on a venue's:
 * through the same handlers and the operating system's own code. What comes out is let go of.
 */
public final class SocketToNowhere implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SocketToNowhere.class);

  private final EventLoop loop;
  private @Nullable Channel sending;
  private @Nullable Channel receiving;

  /** Takes one connection; where another program came first, there is none to rehearse on. */
  @ChannelHandler.Sharable
  private final class Nowhere extends ChannelInboundHandlerAdapter {
    @Override
    public void channelActive(ChannelHandlerContext context) {
      receiving = context.channel();
      var _ = context.channel().parent().close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
      ReferenceCountUtil.release(read);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      var _ = context.close();
    }
  }

  /** Not open yet. */
  public SocketToNowhere(EventLoop loop) {
    this.loop = loop;
  }

  /** Connects, then runs {@code ready}; not where that fails, which costs nothing but warmth. */
  public void open(Runnable ready) {
    new ServerBootstrap()
        .group(loop)
        .channel(NioServerSocketChannel.class)
        .childHandler(new Nowhere())
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addListener(bound -> {
          if (bound.isSuccess()) {
            connect(((ChannelFuture) bound).channel(), ready);
          } else {
            failed(bound.cause());
          }
        });
  }

  private void connect(Channel server, Runnable ready) {
    new Bootstrap()
        .group(loop)
        .channel(NioSocketChannel.class)
        .option(ChannelOption.TCP_NODELAY, true)
        .handler(new WebSocket13FrameEncoder(true))
        .connect(server.localAddress())
        .addListener(connected -> {
          if (connected.isSuccess()) {
            sending = ((ChannelFuture) connected).channel();
            ready.run();
          } else {
            var _ = server.close();
            failed(connected.cause());
          }
        });
  }

  private static void failed(Throwable cause) {
    LOG.warn(
        "orders are not rehearsed on a socket, and leave some 20 us later: {}", cause.toString());
  }

  /** Where to send; null where it is not open, or has not been read as fast as was sent. */
  public @Nullable Channel channel() {
    Channel open = sending;
    return open != null && open.isActive() && open.isWritable() ? open : null;
  }

  @Override
  public void close() {
    Channel out = sending;
    if (out != null) {
      var _ = out.close();
    }
    Channel in = receiving;
    if (in != null) {
      var _ = in.close();
    }
  }
}
