package trader.simulator.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread of a simulator: all venues' ports, and what is due by the clock. Its public
 * methods may be called from any thread.
 */
public final class Reactor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Reactor.class);

  /** The event loop sleeps in whole milliseconds; asked for less it would spin. */
  private static final long SHORTEST_MICROS = 1_000;

  private static final long IDLE_MICROS = 5_000;
  private static final int MOST_BODY = 1 << 20;

  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("simulator", true), NioIoHandler.newFactory());
  private final EventLoop loop = group.next();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

  /** Nothing runs yet. */
  public Reactor() {}

  /** The thread's event loop. */
  public EventLoop loop() {
    return loop;
  }

  /**
   * Listens on loopback, on any port for 0, and answers the port.
   *
   * @throws IllegalStateException when the port is taken
   */
  public int listen(int port, VenueProtocol protocol) {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channels.add(channel);
                    channel
                        .pipeline()
                        .addLast(
                            new HttpServerCodec(),
                            new HttpObjectAggregator(MOST_BODY),
                            new HttpEntry(protocol));
                  }
                });
    var bound =
        bootstrap
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new IllegalStateException(
          "cannot listen on 127.0.0.1:"
              + port
              + ": "
              + String.valueOf(bound.cause().getMessage())
              + ". Choose another port, or 0 for any.",
          bound.cause());
    }
    channels.add(bound.channel());
    return ((InetSocketAddress) bound.channel().localAddress()).getPort();
  }

  /**
   * Begins to do what is due by the clock, again and again; {@code turn} answers when it must have
   * its next one at the latest, in epoch microseconds of {@code wallMicros}.
   */
  public void begin(LongSupplier wallMicros, LongSupplier turn) {
    if (loop.isShuttingDown()) {
      return;
    }
    long wait = IDLE_MICROS;
    try {
      wait = turn.getAsLong() - wallMicros.getAsLong();
    } catch (RuntimeException e) {
      LOG.error("the simulator failed in a turn of its clock and goes on", e);
    }
    Wire.later(loop, Math.clamp(wait, SHORTEST_MICROS, IDLE_MICROS), () -> begin(wallMicros, turn));
  }

  /** Runs a task on the thread and answers what it gives. */
  public <T> T submit(Supplier<T> task) {
    if (loop.inEventLoop()) {
      return task.get();
    }
    try {
      return loop.submit(task::get).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking the simulator", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Closes every connection and ends the thread. */
  @Override
  public void close() {
    channels.close().awaitUninterruptibly(2, TimeUnit.SECONDS);
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }
}
