package trader.redis.lettuce;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import trader.redis.Call;
import trader.redis.RedisAddress;
import trader.redis.RedisRefusedException;
import trader.redis.StoreUnavailableException;
import trader.redis.Wire;

/**
 * Commands over Lettuce for many threads: one shared connection, and for calls that wait at the
 * server one of their own. A connection that failed is dropped and replaced at the next call.
 */
final class LettuceWire implements Wire {
  private final RedisAddress address;
  private final Duration timeout;
  private final Clients clients;
  private final Object lock = new Object();
  private final Deque<StatefulConnection<String, String>> waiters = new ArrayDeque<>();
  private @Nullable StatefulConnection<String, String> shared;

  LettuceWire(RedisAddress address, String name, Duration timeout) {
    this.address = address;
    this.timeout = timeout;
    this.clients = new Clients(address, ProtocolVersion.RESP2, name, timeout);
  }

  @Override
  public @Nullable Object send(Call call, Duration patience) {
    if (patience.isZero()) {
      return answer(shared(), call, patience);
    }
    StatefulConnection<String, String> own = waiter();
    try {
      return answer(own, call, patience);
    } finally {
      if (own.isOpen()) {
        synchronized (lock) {
          waiters.push(own);
        }
      }
    }
  }

  @Override
  public List<@Nullable Object> sendAll(List<Call> calls) {
    StatefulConnection<String, String> connection = shared();
    List<AsyncCommand<String, String, Object>> sent = new ArrayList<>(calls.size());
    for (Call call : calls) {
      sent.add(dispatch(connection, call));
    }
    List<@Nullable Object> replies = new ArrayList<>(calls.size());
    RedisRefusedException refused = null;
    for (int i = 0; i < calls.size(); i++) {
      try {
        replies.add(await(connection, sent.get(i), calls.get(i), Duration.ZERO));
      } catch (RedisRefusedException e) {
        refused = refused == null ? e : refused;
      }
    }
    if (refused != null) {
      throw refused;
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
  public void close() {
    clients.close();
  }

  private @Nullable Object answer(
      StatefulConnection<String, String> connection, Call call, Duration patience) {
    return await(connection, dispatch(connection, call), call, patience);
  }

  private @Nullable Object await(
      StatefulConnection<String, String> connection,
      Future<?> reply,
      Call call,
      Duration patience) {
    long millis = timeout.plus(patience).toMillis();
    try {
      return reply.get(millis, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      drop(connection);
      throw unavailable("did not answer " + call + " within " + millis + " ms", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RedisCommandExecutionException error) {
        RedisRefusedException refused =
            new RedisRefusedException(
                address.toString(), call.toString(), String.valueOf(error.getMessage()), error);
        if (refused.passes()) {
          // READONLY, LOADING and their like: another server may be the right one next time.
          drop(connection);
        }
        throw refused;
      }
      drop(connection);
      throw unavailable("lost the connection during " + call + " (" + reason(e) + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (!patience.isZero()) {
        // It still waits at the server, and the next call on it would wait behind it.
        drop(connection);
      }
      throw unavailable("was not waited for: the thread was interrupted", e);
    }
  }

  private static AsyncCommand<String, String, Object> dispatch(
      StatefulConnection<String, String> connection, Call call) {
    CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
    for (Call.Word word : call.words()) {
      if (word.isKey()) {
        arguments.addKey(word.text());
      } else {
        arguments.add(word.text());
      }
    }
    AsyncCommand<String, String, Object> command =
        new AsyncCommand<>(
            new Command<>(CommandType.valueOf(call.name()), new ReplyOutput(), arguments));
    connection.dispatch(command);
    return command;
  }

  private StatefulConnection<String, String> shared() {
    synchronized (lock) {
      StatefulConnection<String, String> known = shared;
      if (known != null && known.isOpen()) {
        return known;
      }
      StatefulConnection<String, String> fresh = connect();
      shared = fresh;
      return fresh;
    }
  }

  private StatefulConnection<String, String> waiter() {
    synchronized (lock) {
      while (!waiters.isEmpty()) {
        StatefulConnection<String, String> idle = waiters.pop();
        if (idle.isOpen()) {
          return idle;
        }
      }
    }
    return connect();
  }

  private StatefulConnection<String, String> connect() {
    try {
      // Lettuce bounds connecting and greeting by its own time-outs; this one is the net.
      return clients
          .connectAny()
          .get(timeout.toMillis() * (1 + address.nodes().size()), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw unavailable("did not accept a connection in time", e);
    } catch (ExecutionException | CompletionException e) {
      throw unavailable("cannot be reached (" + reason(e) + ")", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unavailable("was not waited for: the thread was interrupted", e);
    }
  }

  private void drop(StatefulConnection<String, String> connection) {
    synchronized (lock) {
      if (connection.equals(shared)) {
        shared = null;
      }
    }
    var _ = connection.closeAsync();
  }

  private StoreUnavailableException unavailable(String what, Exception e) {
    return new StoreUnavailableException("Redis at " + address + " " + what, e);
  }

  static String reason(Throwable e) {
    Throwable deepest = e;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }
}
