package trader.venues.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.venues.QuickTimings;
import trader.venues.VenueMetrics;
import trader.venues.VenueRuntime;

@Tag("integration")
class SocketLinkTest implements SocketLink.Listener {
  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private final List<Channel> opened = new CopyOnWriteArrayList<>();

  /** A socket that nobody holds is closed by the garbage collector, which is not silence. */
  private final List<Socket> greeted = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : greeted) {
      socket.close();
    }
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void serverThatFallsSilentIsLeftAndAskedAnew() throws IOException {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greetAndFallSilent(server));
      SocketLink link = link(server.getLocalPort());
      group.next().submit(link::open).syncUninterruptibly();

      Awaitility.await()
          .until(() -> ends.stream().anyMatch(end -> end.contains("not even an answer to a ping")));
      int before = opened.size();
      Awaitility.await().until(() -> opened.size() > before);
      group.next().submit(link::close).syncUninterruptibly();
    }
  }

  @Test
  void nobodyThereIsToldAndTriedAgain() throws IOException {
    int port;
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
    }
    SocketLink link = link(port);

    group.next().submit(link::open).syncUninterruptibly();

    Awaitility.await().until(() -> ends.size() >= 3);
    assertThat(ends.getFirst()).contains("cannot connect to 127.0.0.1:" + port);
    group.next().submit(link::close).syncUninterruptibly();
  }

  private SocketLink link(int port) {
    var runtime =
        new VenueRuntime(
            group.next(),
            event -> {},
            () -> 0,
            RandomGenerator.of("L64X128MixRandom"),
            VenueMetrics.NONE);
    Timings silentSoon =
        new Timings(
            QuickTimings.QUICK.recvWindow(),
            QuickTimings.QUICK.callTimeout(),
            QuickTimings.QUICK.readTimeout(),
            QuickTimings.QUICK.firstBackoff(),
            QuickTimings.QUICK.longestBackoff(),
            java.time.Duration.ofMillis(200),
            QuickTimings.QUICK.clockSync(),
            QuickTimings.QUICK.rulesRefresh());
    return new SocketLink(
        "test",
        URI.create("ws://127.0.0.1:" + port + "/ws"),
        runtime,
        new RateLimits(() -> 0, VenueMetrics.NONE),
        silentSoon,
        this);
  }

  private void greetAndFallSilent(ServerSocket server) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        greeted.add(socket);
        greet(socket);
      } catch (IOException e) {
        // This client has left, or the test is over.
      }
    }
  }

  private static void greet(Socket socket) throws IOException {
    var request = new StringBuilder();
    while (!request.toString().endsWith("\r\n\r\n")) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        return;
      }
      request.append((char) next);
    }
    String accepted =
        Base64.getEncoder()
            .encodeToString(sha1(header(request.toString(), "sec-websocket-key: ") + GUID));
    socket
        .getOutputStream()
        .write(
            ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: "
                    + accepted
                    + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
  }

  private static byte[] sha1(String text) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String header(String request, String name) {
    return request
        .lines()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith(name))
        .map(line -> line.substring(name.length()))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void opened(Channel channel) {
    opened.add(channel);
  }

  @Override
  public void text(ByteBuf frame) {
    throw new AssertionError("a silent server sent " + frame);
  }

  @Override
  public void closed(String why) {
    ends.add(why);
  }
}
