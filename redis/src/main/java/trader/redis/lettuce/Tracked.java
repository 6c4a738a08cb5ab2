package trader.redis.lettuce;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.TrackingArgs;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.push.PushMessage;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ValueListOutput;
import io.lettuce.core.protocol.AsyncCommand;
import io.lettuce.core.protocol.Command;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.redis.ControlCodec;
import trader.redis.Keys;

/**
 * One connection on which Redis pushes changes of the levers, from its set-up to its end. Reads all
 * levers after each push that names one; while a read is under way at most one more is asked for.
 * Guarded by this object; works on the connection's event loop.
 */
final class Tracked {
  private static final Logger LOG = LoggerFactory.getLogger(Tracked.class);

  /** What can close the gate for everything. */
  private static final Set<String> HALTING = Set.of(Keys.MODE, Keys.KILL_SWITCH);

  private final StatefulRedisConnection<String, String> connection;
  private final Sight sight;
  private final InstantSource clock;
  private final AtomicLong pushes;
  private final ControlCodec codec = new ControlCodec();

  /** Value keys that are known not to exist, so that their type need not be asked for. */
  private final Set<String> absent = new HashSet<>();

  private volatile boolean pushing = true;
  private boolean ended;
  private boolean reading;
  private boolean readAgain;
  private boolean pinging;

  Tracked(
      StatefulRedisConnection<String, String> connection,
      Sight sight,
      InstantSource clock,
      AtomicLong pushes) {
    this.connection = connection;
    this.sight = sight;
    this.clock = clock;
    this.pushes = pushes;
  }

  /** Sets tracking up and reads; {@code onEnd} is called once the connection is lost. */
  synchronized void begin(Runnable onEnd) {
    connection.addListener(this::pushed);
    connection.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
            onEnd.run();
          }
        });
    TrackingArgs args =
        TrackingArgs.Builder.enabled()
            .bcast()
            .prefixes(Keys.controlPrefixes().toArray(String[]::new));
    var _ = connection.async().clientTracking(args).whenComplete((_, e) -> tracked(e));
    // One connection answers in order: this read sees all that tracking could have missed.
    read();
  }

  /** Whether Redis pushes here; where it refused to, only polling finds a change. */
  boolean pushing() {
    return pushing;
  }

  /** Whether the connection still stands, as far as this side knows. */
  boolean isOpen() {
    return connection.isOpen();
  }

  /** Reads everything without trusting what is known. */
  synchronized void poll() {
    absent.clear();
    read();
  }

  /** Asks for a sign of life, unless one is asked for already. */
  synchronized void ping() {
    if (pinging || ended) {
      return;
    }
    pinging = true;
    var _ = connection.async().ping().whenComplete((_, e) -> ponged(e));
  }

  /** Ends it; nothing is delivered after this. */
  synchronized void end() {
    ended = true;
    var _ = connection.closeAsync();
  }

  private void tracked(@Nullable Throwable e) {
    if (e instanceof RedisCommandExecutionException) {
      pushing = false;
      LOG.warn(
          "Redis does not push changes of the levers ({}); they are polled faster instead",
          e.getMessage());
    }
  }

  private synchronized void ponged(@Nullable Throwable e) {
    pinging = false;
    if (ended) {
      return;
    }
    if (e == null) {
      sight.heard();
    } else {
      sight.fault(LettuceWire.reason(e));
    }
  }

  private synchronized void pushed(PushMessage push) {
    if (!push.getType().equals("invalidate")) {
      return;
    }
    pushes.incrementAndGet();
    List<Object> content = push.getContent(StringCodec.UTF8::decodeKey);
    if (content.size() > 1 && content.get(1) instanceof List<?> keys) {
      if (keys.stream().noneMatch(ControlCodec.KEYS::contains)) {
        return;
      }
      absent.removeAll(keys);
      if (keys.stream().anyMatch(HALTING::contains)) {
        sight.written();
      }
    } else {
      // FLUSHALL names no keys: nothing that was known is known.
      absent.clear();
      sight.written();
    }
    read();
  }

  private void read() {
    if (ended) {
      return;
    }
    if (reading) {
      readAgain = true;
      return;
    }
    reading = true;
    CommandArgs<String, String> keys =
        new CommandArgs<>(StringCodec.UTF8).addKeys(ControlCodec.KEYS);
    AsyncCommand<String, String, List<String>> mget =
        new AsyncCommand<>(
            new Command<>(CommandType.MGET, new ValueListOutput<>(StringCodec.UTF8), keys));
    connection.dispatch(mget);
    var _ = mget.whenComplete(this::answered);
  }

  private synchronized void answered(
      @Nullable List<@Nullable String> texts, @Nullable Throwable e) {
    if (ended) {
      return;
    }
    if (texts == null) {
      failed(e);
      return;
    }
    // A key that holds no text reads like a missing one; only its type tells them apart.
    Map<String, CompletableFuture<String>> types = new HashMap<>();
    for (int i = 0; i < ControlCodec.VALUE_KEYS.size(); i++) {
      String key = ControlCodec.VALUE_KEYS.get(i);
      if (texts.get(i) == null && !absent.contains(key)) {
        types.put(key, connection.async().type(key).toCompletableFuture());
      }
    }
    if (types.isEmpty()) {
      deliver(texts, Map.of());
    } else {
      var _ =
          CompletableFuture.allOf(types.values().toArray(CompletableFuture[]::new))
              .whenComplete((_, fault) -> typed(texts, types, fault));
    }
  }

  private synchronized void typed(
      List<@Nullable String> texts,
      Map<String, CompletableFuture<String>> types,
      @Nullable Throwable e) {
    if (ended) {
      return;
    }
    if (e != null) {
      failed(e);
      return;
    }
    if (readAgain) {
      // Pushes came while types were asked for: the texts are older than what was pushed.
      done();
      return;
    }
    Map<String, String> names = new HashMap<>();
    types.forEach((key, type) -> names.put(key, type.join()));
    names.forEach((key, name) -> {
      if (name.equals("none")) {
        absent.add(key);
      }
    });
    deliver(texts, names);
  }

  private void deliver(List<@Nullable String> texts, Map<String, String> types) {
    sight.reading(codec.reading(texts, key -> types.getOrDefault(key, "none"), clock.instant()));
    done();
  }

  private void failed(@Nullable Throwable e) {
    sight.fault(e == null ? "no answer" : LettuceWire.reason(e));
    done();
  }

  private void done() {
    reading = false;
    if (readAgain) {
      readAgain = false;
      read();
    }
  }
}
