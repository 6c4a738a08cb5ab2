package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/**
 * The least that any program needs between a frame and an order: it reads a frame from a socket
 * that is kept alive and writes 250 bytes back on the same thread, with no thought between.
 */
final class Echo {
  private static final int FRAME_BYTES = 150;
  private static final int ORDER_BYTES = 250;
  private static final int WARM_UP = 10_000;
  private static final long PAUSE_NANOS = 100_000;

  private Echo() {}

  /** Nanoseconds from a frame's having been read until 250 bytes have been written. */
  static long[] measure(int count) throws InterruptedException {
    long[] nanos = new long[WARM_UP + count];
    try (ServerSocketChannel server =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel here = SocketChannel.open(server.getLocalAddress());
        SocketChannel there = server.accept()) {
      here.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
      there.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
      Thread venue =
          Thread.ofPlatform().daemon().name("echo-venue").start(() -> play(there, nanos.length));
      ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BYTES);
      ByteBuffer order = ByteBuffer.allocateDirect(ORDER_BYTES);
      for (int i = 0; i < nanos.length; i++) {
        fill(here, frame);
        long begun = System.nanoTime();
        order.clear();
        here.write(order);
        nanos[i] = System.nanoTime() - begun;
      }
      venue.join();
    } catch (IOException e) {
      throw new UncheckedIOException("the sockets of the baseline broke", e);
    }
    return Arrays.copyOfRange(nanos, WARM_UP, nanos.length);
  }

  private static void play(SocketChannel channel, int count) {
    ByteBuffer frame = ByteBuffer.allocateDirect(FRAME_BYTES);
    ByteBuffer order = ByteBuffer.allocateDirect(ORDER_BYTES);
    try {
      for (int i = 0; i < count; i++) {
        LockSupport.parkNanos(PAUSE_NANOS);
        frame.clear();
        channel.write(frame);
        fill(channel, order);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the sockets of the baseline broke", e);
    }
  }

  private static void fill(SocketChannel channel, ByteBuffer buffer) throws IOException {
    buffer.clear();
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new ClosedChannelException();
      }
    }
  }
}
