package trader.redis.embedded;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import redis.clients.jedis.Jedis;
import trader.redis.HostPort;
import trader.redis.RedisAddress;
import trader.redis.embedded.EmbeddedRedis.Options;
import trader.redis.embedded.EmbeddedRedis.Persistence;

/** Two masters of a Redis Cluster, each with half of the slots. */
public final class ClusterRig implements AutoCloseable {
  private static final int SLOTS = 16_384;
  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 2_700;
  private final EmbeddedRedis first = node();
  private final EmbeddedRedis second = node();

  /** Starts both and makes them meet. */
  public ClusterRig() {
    try (Jedis one = raw(first);
        Jedis two = raw(second)) {
      one.clusterAddSlots(IntStream.range(0, SLOTS / 2).toArray());
      two.clusterAddSlots(IntStream.range(SLOTS / 2, SLOTS).toArray());
      one.clusterMeet("127.0.0.1", second.port());
    }
  }

  /** Whether both know that all slots are served. */
  public boolean ready() {
    try (Jedis one = raw(first);
        Jedis two = raw(second)) {
      return List.of(one, two).stream()
          .map(Jedis::clusterInfo)
          .allMatch(
              info -> info.contains("cluster_state:ok") && info.contains("cluster_known_nodes:2"));
    }
  }

  /** The Cluster, entered by its first node. */
  public RedisAddress address() {
    return new RedisAddress(
        RedisAddress.Kind.CLUSTER,
        List.of(new HostPort("127.0.0.1", first.port())),
        0,
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty());
  }

  @Override
  public void close() {
    first.close();
    second.close();
  }

  private static Jedis raw(EmbeddedRedis node) {
    return new Jedis("127.0.0.1", node.port());
  }

  /**
   * A Cluster's own bus listens 10,000 above the port; both have to lie below the ports that the
   * system hands out by itself, or a passing connection may hold one of them.
   */
  private static EmbeddedRedis node() {
    int port = FIRST_PORT;
    do {
      port = FIRST_PORT + (Ports.free() + port) % PORTS;
    } while (!Ports.isFree(port) || !Ports.isFree(port + 10_000));
    return EmbeddedRedis.start(
        new Options(port, Optional.empty(), Persistence.NONE, List.of("--cluster-enabled", "yes")));
  }
}
