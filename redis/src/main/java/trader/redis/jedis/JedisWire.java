package trader.redis.jedis;

import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.util.JedisClusterCRC16;
import redis.clients.jedis.util.SafeEncoder;
import trader.redis.Call;
import trader.redis.HostPort;
import trader.redis.RedisAddress;
import trader.redis.RedisRefusedException;
import trader.redis.StoreUnavailableException;
import trader.redis.Wire;

/** Commands over plain Jedis connections: one, or in a Cluster one to each server in use. */
final class JedisWire implements Wire {
  /** Less than a server takes to start: whatever was not used for so long may have been cut. */
  private static final long IDLE_NANOS = Duration.ofMillis(20).toNanos();

  private static final int MAX_MOVES = 5;

  private final RedisAddress address;
  private final Dialer dialer;
  private final int timeoutMillis;
  private final Map<HostPort, Connection> open = new HashMap<>();
  private final Map<Integer, HostPort> slots = new HashMap<>();
  private @Nullable HostPort home;
  private long lastUsed;

  JedisWire(RedisAddress address, Duration timeout) {
    this.address = address;
    this.timeoutMillis = Math.toIntExact(timeout.toMillis());
    this.dialer = new Dialer(address, timeoutMillis);
  }

  @Override
  public synchronized @Nullable Object send(Call call, Duration patience) {
    HostPort target = targetOf(call);
    for (int moves = 0; ; moves++) {
      try {
        Connection connection = connection(target);
        connection.setSoTimeout(timeoutMillis + Math.toIntExact(patience.toMillis()));
        Object reply = connection.executeCommand(arguments(call));
        lastUsed = System.nanoTime();
        return plain(reply);
      } catch (JedisMovedDataException e) {
        if (moves == MAX_MOVES) {
          throw refused(call, e);
        }
        target = new HostPort(e.getTargetNode().getHost(), e.getTargetNode().getPort());
        slots.put(e.getSlot(), target);
      } catch (JedisException e) {
        throw failed(call, patience, e);
      }
    }
  }

  @Override
  public synchronized List<@Nullable Object> sendAll(List<Call> calls) {
    List<@Nullable Object> replies = new ArrayList<>();
    if (clustered()) {
      for (Call call : calls) {
        replies.add(send(call));
      }
      return replies;
    }
    List<Object> answers;
    try {
      Connection connection = connection(targetOf(calls.getFirst()));
      connection.setSoTimeout(timeoutMillis);
      calls.forEach(call -> connection.sendCommand(arguments(call)));
      answers = connection.getMany(calls.size());
      lastUsed = System.nanoTime();
    } catch (JedisException e) {
      throw failed(calls.getFirst(), Duration.ZERO, e);
    }
    for (int i = 0; i < calls.size(); i++) {
      if (answers.get(i) instanceof JedisDataException error) {
        throw refused(calls.get(i), error);
      }
      replies.add(plain(answers.get(i)));
    }
    return replies;
  }

  @Override
  public boolean clustered() {
    return address.kind() == RedisAddress.Kind.CLUSTER;
  }

  @Override
  public String address() {
    return address.toString();
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Connection::close);
    open.clear();
    home = null;
  }

  private HostPort targetOf(Call call) {
    if (home != null && System.nanoTime() - lastUsed > IDLE_NANOS) {
      dropDead(call);
    }
    if (home == null) {
      try {
        home = dialer.home();
      } catch (JedisException e) {
        throw failed(call, Duration.ZERO, e);
      }
    }
    HostPort first = home;
    if (!clustered()) {
      return first;
    }
    return call.words().stream()
        .filter(Call.Word::isKey)
        .findFirst()
        .map(word -> slots.getOrDefault(JedisClusterCRC16.getSlot(word.text()), first))
        .orElse(first);
  }

  /**
   * A connection that was cut while idle is only noticed by using it. A PING may be lost without
   * harm; a command that may have been done before its answer was lost must not be sent again.
   */
  private void dropDead(Call next) {
    for (Connection connection : open.values()) {
      try {
        connection.setSoTimeout(timeoutMillis);
        connection.executeCommand(Protocol.Command.PING);
      } catch (JedisException e) {
        if (late(e)) {
          throw failed(next, Duration.ZERO, e);
        }
        close();
        return;
      }
    }
  }

  private Connection connection(HostPort target) {
    Connection known = open.get(target);
    if (known != null) {
      return known;
    }
    Connection fresh = dialer.dial(target);
    open.put(target, fresh);
    return fresh;
  }

  private StoreUnavailableException failed(Call call, Duration patience, JedisException e) {
    if (e instanceof JedisDataException error) {
      RedisRefusedException refused = refused(call, error);
      if (refused.passes()) {
        // READONLY, LOADING and their like: another server may be the right one next time.
        close();
      }
      return refused;
    }
    close();
    String what =
        late(e)
            ? "did not answer " + call + " within " + (timeoutMillis + patience.toMillis()) + " ms"
            : "cannot be reached (" + reason(e) + ")";
    return new StoreUnavailableException("Redis at " + address + " " + what, e);
  }

  private static boolean late(JedisException e) {
    return e.getCause() instanceof SocketTimeoutException;
  }

  private RedisRefusedException refused(Call call, JedisException e) {
    return new RedisRefusedException(
        address.toString(), call.toString(), String.valueOf(e.getMessage()), e);
  }

  private static String reason(JedisException e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    for (Throwable suppressed : e.getSuppressed()) {
      deepest = suppressed;
    }
    return deepest instanceof JedisConnectionException || deepest.getMessage() == null
        ? String.valueOf(e.getMessage())
        : deepest.getMessage();
  }

  private static CommandArguments arguments(Call call) {
    CommandArguments arguments = new CommandArguments(Protocol.Command.valueOf(call.name()));
    call.words().forEach(word -> arguments.add(word.text()));
    return arguments;
  }

  private static @Nullable Object plain(@Nullable Object reply) {
    if (reply instanceof byte[] bytes) {
      return SafeEncoder.encode(bytes);
    }
    if (reply instanceof List<?> list) {
      List<@Nullable Object> plain = new ArrayList<>(list.size());
      list.forEach(element -> plain.add(plain(element)));
      return plain;
    }
    return reply;
  }
}
