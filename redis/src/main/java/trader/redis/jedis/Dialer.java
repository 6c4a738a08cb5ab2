package trader.redis.jedis;

import java.util.List;
import javax.net.ssl.SSLParameters;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.SafeEncoder;
import trader.redis.HostPort;
import trader.redis.RedisAddress;

/** Opens Jedis connections to what an address names. */
final class Dialer {
  private final RedisAddress address;
  private final int timeoutMillis;

  Dialer(RedisAddress address, int timeoutMillis) {
    this.address = address;
    this.timeoutMillis = timeoutMillis;
  }

  /** The server to begin with: the one, the master that a Sentinel names, or any Cluster node. */
  HostPort home() {
    return switch (address.kind()) {
      case STANDALONE -> address.nodes().getFirst();
      case SENTINEL -> master();
      case CLUSTER -> anyNode();
    };
  }

  /** A connection that has logged in and chosen its database. */
  Connection dial(HostPort target) {
    DefaultJedisClientConfig.Builder config = config().database(address.db());
    address.user().ifPresent(config::user);
    address.password().ifPresent(config::password);
    return new Connection(hostAndPort(target), config.build());
  }

  private HostPort master() {
    String name = address.master().orElseThrow();
    JedisConnectionException none =
        new JedisConnectionException("no Sentinel knows the master '" + name + "'");
    for (HostPort sentinel : address.nodes()) {
      JedisClientConfig config = config().build();
      try (Connection connection = new Connection(hostAndPort(sentinel), config)) {
        Object reply =
            connection.executeCommand(
                new CommandArguments(Protocol.Command.SENTINEL)
                    .add("get-master-addr-by-name")
                    .add(name));
        if (reply instanceof List<?> pair
            && pair.get(0) instanceof byte[] host
            && pair.get(1) instanceof byte[] port) {
          return new HostPort(SafeEncoder.encode(host), Integer.parseInt(SafeEncoder.encode(port)));
        }
      } catch (JedisException e) {
        none.addSuppressed(e);
      }
    }
    throw none;
  }

  private HostPort anyNode() {
    JedisConnectionException none = new JedisConnectionException("no Cluster node answers");
    for (HostPort node : address.nodes()) {
      try (Connection connection = dial(node)) {
        connection.executeCommand(Protocol.Command.PING);
        return node;
      } catch (JedisException e) {
        none.addSuppressed(e);
      }
    }
    throw none;
  }

  private DefaultJedisClientConfig.Builder config() {
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .protocol(RedisProtocol.RESP2)
            .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
            .connectionTimeoutMillis(timeoutMillis)
            .socketTimeoutMillis(timeoutMillis);
    if (address.tls()) {
      // Without this Jedis accepts a valid certificate of any other host.
      SSLParameters parameters = new SSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      config.ssl(true).sslParameters(parameters);
    }
    return config;
  }

  private static HostAndPort hostAndPort(HostPort target) {
    return new HostAndPort(target.host(), target.port());
  }
}
