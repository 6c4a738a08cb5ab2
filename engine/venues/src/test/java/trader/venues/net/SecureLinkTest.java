package trader.venues.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.venues.QuickTimings;
import trader.venues.VenueMetrics;
import trader.venues.VenueRuntime;

@Tag("integration")
class SecureLinkTest implements SocketLink.Listener {
  private static final String PASSWORD = "changeit";

  private final MultiThreadIoEventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final List<String> ends = new CopyOnWriteArrayList<>();
  private final List<String> refusals = new CopyOnWriteArrayList<>();

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 2, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void serverWhoseCertificateNobodyVouchesForIsRefused(@TempDir Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    try (SSLServerSocket server = secureServer(folder)) {
      Thread.ofVirtual().start(() -> acceptUntilClosed(server));
      var link =
          new SocketLink(
              "test",
              URI.create("wss://localhost:" + server.getLocalPort() + "/ws"),
              new VenueRuntime(
                  group.next(),
                  event -> {},
                  () -> 0,
                  RandomGenerator.of("L64X128MixRandom"),
                  VenueMetrics.NONE),
              new RateLimits(() -> 0, VenueMetrics.NONE),
              QuickTimings.QUICK,
              this);

      group.next().submit(link::open).syncUninterruptibly();

      Awaitility.await().until(() -> !ends.isEmpty());
      assertThat(ends.getFirst()).contains("SSLHandshakeException");
      Awaitility.await().until(() -> !refusals.isEmpty());
      group.next().submit(link::close).syncUninterruptibly();
    }
  }

  private static SSLServerSocket secureServer(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("server.p12");
    int status =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor();
    assertThat(status).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD.toCharArray());
    }
    var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return (SSLServerSocket)
        context
            .getServerSocketFactory()
            .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  private void acceptUntilClosed(SSLServerSocket server) {
    while (!server.isClosed()) {
      try (SSLSocket socket = (SSLSocket) server.accept()) {
        socket.startHandshake();
      } catch (SSLException | SocketException e) {
        // A client that refuses may say so, or hang up while the server still writes.
        refusals.add(String.valueOf(e.getMessage()));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }

  @Override
  public void opened(Channel channel) {
    throw new AssertionError("connected to a server that nobody vouches for");
  }

  @Override
  public void text(ByteBuf frame) {
    throw new AssertionError("a frame from a server that nobody vouches for");
  }

  @Override
  public void closed(String why) {
    ends.add(why);
  }
}
