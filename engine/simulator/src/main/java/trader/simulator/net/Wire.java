package trader.simulator.net;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** The few ways in which venues write to channels and ask their event loop for later. */
public final class Wire {
  private Wire() {}

  /** The address of the other side. */
  public static String ip(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress address
        ? address.getAddress().getHostAddress()
        : "unknown";
  }

  /** UTF-8 in a buffer of the channel. */
  public static ByteBuf encode(Channel channel, CharSequence text) {
    return ByteBufUtil.writeUtf8(channel.alloc(), text);
  }

  /** Writes without flushing. */
  public static void write(Channel channel, Object message) {
    var _ = channel.write(message);
  }

  /** Writes and flushes. */
  public static void send(Channel channel, Object message) {
    var _ = channel.writeAndFlush(message);
  }

  /** Writes, flushes, and closes once it has left. */
  public static void sendAndClose(Channel channel, Object message) {
    var _ = channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
  }

  /** Closes at once. */
  public static void close(Channel channel) {
    var _ = channel.close();
  }

  /** Runs a task on the event loop in so many microseconds. */
  public static void later(EventLoop loop, long micros, Runnable task) {
    var _ = loop.schedule(task, Math.max(0, micros), TimeUnit.MICROSECONDS);
  }
}
