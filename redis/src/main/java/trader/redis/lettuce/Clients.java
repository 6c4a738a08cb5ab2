package trader.redis.lettuce;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import trader.redis.HostPort;
import trader.redis.RedisAddress;

/**
 * One Lettuce client with threads of its own, built from an address. Connections do not reconnect
 * by themselves: whoever holds one replaces it, since what it had set up is gone with it.
 */
final class Clients implements AutoCloseable {
  private static final int THREADS = 2;

  private final ClientResources resources;
  private final RedisURI uri;
  private final @Nullable RedisClient client;
  private final @Nullable RedisClusterClient cluster;

  Clients(RedisAddress address, ProtocolVersion protocol, String name, Duration timeout) {
    this(address, protocol, name, timeout, () -> {});
  }

  /** As above; {@code first} is what each of its threads does before all else. */
  Clients(
      RedisAddress address,
      ProtocolVersion protocol,
      String name,
      Duration timeout,
      Runnable first) {
    resources =
        DefaultClientResources.builder()
            .threadFactoryProvider(pool -> threads(pool, first))
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .build();
    List<RedisURI> uris =
        address.nodes().stream().map(node -> uri(address, node, name, timeout)).toList();
    if (address.kind() == RedisAddress.Kind.CLUSTER) {
      uri = uris.getFirst();
      client = null;
      cluster = RedisClusterClient.create(resources, uris);
      cluster.setOptions(clusterOptions(protocol, timeout));
    } else {
      uri = uris.getFirst();
      if (address.kind() == RedisAddress.Kind.SENTINEL) {
        uris.stream().skip(1).forEach(other -> uri.getSentinels().addAll(other.getSentinels()));
      }
      cluster = null;
      client = RedisClient.create(resources, uri);
      client.setOptions(options(ClientOptions.builder(), protocol, timeout).build());
    }
  }

  /** A connection to the server, or to the master of the day. */
  CompletableFuture<StatefulRedisConnection<String, String>> connect() {
    if (client == null) {
      throw new IllegalStateException("a Cluster has no single server");
    }
    return client.connectAsync(StringCodec.UTF8, uri).toCompletableFuture();
  }

  /** A connection that may be to a Cluster. */
  CompletableFuture<? extends StatefulConnection<String, String>> connectAny() {
    if (cluster == null) {
      return connect();
    }
    RedisClusterClient found = cluster;
    return found
        .refreshPartitionsAsync()
        .thenCompose(_ -> found.connectAsync(StringCodec.UTF8))
        .toCompletableFuture();
  }

  @Override
  public void close() {
    if (client != null) {
      client.shutdown(0, 1, TimeUnit.SECONDS);
    }
    if (cluster != null) {
      cluster.shutdown(0, 1, TimeUnit.SECONDS);
    }
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
  }

  private static ThreadFactory threads(String pool, Runnable first) {
    ThreadFactory threads = new DefaultThreadFactory(pool, true);
    return task ->
        threads.newThread(() -> {
          first.run();
          task.run();
        });
  }

  private static RedisURI uri(RedisAddress address, HostPort node, String name, Duration timeout) {
    RedisURI.Builder builder =
        address.kind() == RedisAddress.Kind.SENTINEL
            ? RedisURI.Builder.sentinel(node.host(), node.port(), address.master().orElseThrow())
            : RedisURI.Builder.redis(node.host(), node.port());
    builder.withDatabase(address.db()).withSsl(address.tls()).withClientName(name);
    builder.withTimeout(timeout);
    address
        .password()
        .ifPresent(password ->
            address
                .user()
                .ifPresentOrElse(
                    user -> builder.withAuthentication(user, password),
                    () -> builder.withPassword((CharSequence) password)));
    return builder.build();
  }

  private static ClusterClientOptions clusterOptions(ProtocolVersion protocol, Duration timeout) {
    ClusterClientOptions.Builder builder = ClusterClientOptions.builder();
    options(builder, protocol, timeout);
    return builder.build();
  }

  private static ClientOptions.Builder options(
      ClientOptions.Builder builder, ProtocolVersion protocol, Duration timeout) {
    return builder
        .autoReconnect(false)
        .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
        .protocolVersion(protocol)
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .socketOptions(
            SocketOptions.builder()
                .connectTimeout(timeout)
                .tcpNoDelay(true)
                .keepAlive(true)
                .build());
  }
}
