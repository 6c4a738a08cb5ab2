package trader.simulator.binance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** The few ways in which this package writes to channels and asks its event loop for later. */
final class Wire {
  private Wire() {}

  static ByteBuf encode(Channel channel, CharSequence text) {
    return ByteBufUtil.writeUtf8(channel.alloc(), text);
  }

  static void write(Channel channel, Object message) {
    var _ = channel.write(message);
  }

  static void send(Channel channel, Object message) {
    var _ = channel.writeAndFlush(message);
  }

  static void sendAndClose(Channel channel, Object message) {
    var _ = channel.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE);
  }

  static void close(Channel channel) {
    var _ = channel.close();
  }

  static void later(EventLoop loop, long micros, Runnable task) {
    var _ = loop.schedule(task, Math.max(0, micros), TimeUnit.MICROSECONDS);
  }
}
