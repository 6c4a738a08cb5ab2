package trader.redis.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import redis.embedded.core.ExecutableProvider;
import trader.redis.HostPort;
import trader.redis.RedisAddress;
import trader.redis.embedded.EmbeddedRedis.Options;

/** A master, its replica, and one Sentinel that promotes the replica within a second or two. */
public final class SentinelRig implements AutoCloseable {
  public final EmbeddedRedis master;
  public final EmbeddedRedis replica;
  private final RedisProcess sentinel;
  private final int port;
  private final String password;

  /** Starts all three; the servers share the password. */
  public SentinelRig(Path folder, String password) {
    this.password = password;
    Options options = Options.ephemeral().with("--requirepass", password, "--masterauth", password);
    master = EmbeddedRedis.start(options);
    replica = EmbeddedRedis.start(options.with("--replicaof", "127.0.0.1", "" + master.port()));
    port = Ports.free();
    try {
      Path conf = folder.resolve("sentinel.conf");
      Files.writeString(
          conf,
          """
          port %d
          bind 127.0.0.1
          dir %s
          sentinel monitor desk 127.0.0.1 %d 1
          sentinel auth-pass desk %s
          sentinel down-after-milliseconds desk 400
          sentinel failover-timeout desk 3000
          """
              .formatted(port, folder, master.port(), password));
      Path binary = ExecutableProvider.newJarResourceProvider(folder.toFile()).get().toPath();
      sentinel =
          RedisProcess.start(
              List.of(binary.toString(), conf.toString(), "--sentinel"),
              folder.resolve("sentinel.log"),
              "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the Sentinel answers. */
  public boolean ready() {
    return Ports.answers(port);
  }

  /** The desk behind the Sentinel; a dead Sentinel is named first. */
  public RedisAddress address() {
    return new RedisAddress(
        RedisAddress.Kind.SENTINEL,
        List.of(new HostPort("127.0.0.1", 1), new HostPort("127.0.0.1", port)),
        0,
        Optional.empty(),
        Optional.of(password),
        false,
        Optional.of("desk"));
  }

  @Override
  public void close() {
    sentinel.stop();
    replica.close();
    master.close();
  }
}
