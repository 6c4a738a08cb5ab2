package trader.redis.lettuce;

import io.lettuce.core.RedisChannelHandler;
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
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.redis.ControlCodec;
import trader.redis.Keys;
import trader.redis.RedisAddress;

/**
 * Reads the levers whenever Redis says that one of them changed: client tracking in broadcast mode,
 * set up anew on every connection before its first read. Its state is guarded by this object; work
 * runs on the connection's event loop and on one timer thread.
 */
final class PushSource implements ControlWatcher.Source {
  private static final Logger LOG = LoggerFactory.getLogger(PushSource.class);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /** A timer this late means that this process stood still, which is not Redis' silence. */
  private static final Duration STALL = Duration.ofMillis(300);

  private final Clients clients;
  private final InstantSource clock;
  private final Sight sight;
  private final WatcherOptions options;
  private final long connectNanos;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(daemon("control-watcher"));

  private final ControlCodec codec = new ControlCodec();
  private final Set<String> absent = new HashSet<>();
  private @Nullable StatefulRedisConnection<String, String> connection;
  private long generation;
  private boolean connecting;
  private boolean closed;
  private boolean tracking;
  private boolean reading;
  private boolean readAgain;
  private boolean pinging;
  private long connectAt;
  private long tickedAt;
  private long polledAt;
  private final AtomicLong pushes = new AtomicLong();
  private final AtomicLong polls = new AtomicLong();
  private final AtomicLong connects = new AtomicLong();

  PushSource(
      RedisAddress address, String name, InstantSource clock, Sight sight, WatcherOptions options) {
    this.clients = new Clients(address, ProtocolVersion.RESP3, name, CONNECT_TIMEOUT);
    this.clock = clock;
    this.sight = sight;
    this.options = options;
    this.connectNanos = CONNECT_TIMEOUT.multipliedBy(1 + address.nodes().size()).toNanos();
  }

  static ThreadFactory daemon(String name) {
    return Thread.ofPlatform().daemon().name(name).factory();
  }

  @Override
  public synchronized void start() {
    tickedAt = System.nanoTime();
    connect();
    var _ =
        timer.scheduleAtFixedRate(
            this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void tick() {
    long now = System.nanoTime();
    boolean stalled = now - tickedAt > STALL.toNanos();
    tickedAt = now;
    if (closed) {
      return;
    }
    StatefulRedisConnection<String, String> current = connection;
    if (current == null) {
      if (now - connectAt > (connecting ? connectNanos : options.reconnect().toNanos())) {
        connect();
      }
    } else {
      Duration poll = tracking ? options.poll() : options.pollWithoutPush();
      if (now - polledAt >= poll.toNanos()) {
        poll(now);
      } else if (!pinging && sight.silentNanos() >= options.ping().toNanos()) {
        ping(current);
      }
    }
    if (stalled) {
      return;
    }
    sight.judge();
    if (connection != null && sight.silentNanos() > options.silence().toNanos()) {
      // Frozen or cut off without a word: what was set up on this connection may be gone.
      replace("it stopped answering");
    }
  }

  private void connect() {
    long mine = ++generation;
    connecting = true;
    connectAt = System.nanoTime();
    var _ = clients.connect().whenComplete((fresh, e) -> connected(mine, fresh, e));
  }

  private synchronized void connected(
      long mine, @Nullable StatefulRedisConnection<String, String> fresh, @Nullable Throwable e) {
    if (closed || mine != generation) {
      discard(fresh);
      return;
    }
    connecting = false;
    if (fresh == null) {
      sight.fault(e == null ? "no connection" : LettuceWire.reason(e));
      connectAt = System.nanoTime();
      return;
    }
    connects.incrementAndGet();
    connection = fresh;
    reading = false;
    readAgain = false;
    pinging = false;
    absent.clear();
    fresh.addListener((PushMessage push) -> pushed(mine, push));
    fresh.addListener(
        new RedisConnectionStateListener() {
          @Override
          public void onRedisDisconnected(RedisChannelHandler<?, ?> gone) {
            dropped(mine);
          }
        });
    track(mine, fresh);
    read(mine);
    if (!fresh.isOpen()) {
      dropped(mine);
    }
  }

  private void track(long mine, StatefulRedisConnection<String, String> fresh) {
    TrackingArgs all =
        TrackingArgs.Builder.enabled()
            .bcast()
            .prefixes(Keys.controlPrefixes().toArray(String[]::new));
    tracking = true;
    var _ =
        fresh
            .async()
            .clientTracking(all)
            .whenComplete((ok, e) -> {
              if (e != null) {
                untracked(mine, e);
              }
            });
  }

  private synchronized void untracked(long mine, Throwable e) {
    if (mine == generation && connection != null) {
      tracking = false;
      LOG.warn(
          "Redis does not push changes of the levers ({}); they are read every {} ms instead",
          LettuceWire.reason(e),
          options.pollWithoutPush().toMillis());
    }
  }

  private synchronized void dropped(long mine) {
    if (mine == generation) {
      replace("the connection was closed");
    }
  }

  private void replace(String why) {
    generation++;
    discard(connection);
    connection = null;
    connecting = false;
    connectAt = System.nanoTime();
    if (closed) {
      return;
    }
    sight.fault(why);
    long expected = generation;
    var _ =
        timer.schedule(
            () -> reconnect(expected), options.reconnect().toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void reconnect(long expected) {
    if (!closed && expected == generation) {
      connect();
    }
  }

  private void poll(long now) {
    polledAt = now;
    polls.incrementAndGet();
    absent.clear();
    read(generation);
  }

  private void ping(StatefulRedisConnection<String, String> current) {
    pinging = true;
    long mine = generation;
    var _ = current.async().ping().whenComplete((pong, e) -> ponged(mine, e));
  }

  private synchronized void ponged(long mine, @Nullable Throwable e) {
    if (mine == generation) {
      pinging = false;
      if (e == null) {
        sight.heard();
      } else {
        sight.fault(LettuceWire.reason(e));
      }
    }
  }

  private synchronized void pushed(long mine, PushMessage push) {
    if (mine != generation || !push.getType().equals("invalidate")) {
      return;
    }
    pushes.incrementAndGet();
    List<Object> content = push.getContent(StringCodec.UTF8::decodeKey);
    if (content.size() > 1 && content.get(1) instanceof List<?> keys) {
      if (keys.stream().noneMatch(ControlCodec.KEYS::contains)) {
        return;
      }
      absent.removeAll(keys);
    } else {
      // FLUSHALL names no keys: nothing that was known is known.
      absent.clear();
    }
    read(mine);
  }

  private void read(long mine) {
    StatefulRedisConnection<String, String> current = connection;
    if (current == null || mine != generation) {
      return;
    }
    if (reading) {
      readAgain = true;
      return;
    }
    reading = true;
    CommandArgs<String, String> arguments =
        new CommandArgs<>(StringCodec.UTF8).addKeys(ControlCodec.KEYS);
    AsyncCommand<String, String, List<String>> mget =
        new AsyncCommand<>(
            new Command<>(CommandType.MGET, new ValueListOutput<>(StringCodec.UTF8), arguments));
    current.dispatch(mget);
    var _ = mget.whenComplete((texts, e) -> answered(mine, current, texts, e));
  }

  private synchronized void answered(
      long mine,
      StatefulRedisConnection<String, String> current,
      @Nullable List<@Nullable String> texts,
      @Nullable Throwable e) {
    if (mine != generation) {
      return;
    }
    if (texts == null) {
      sight.fault(e == null ? "no answer" : LettuceWire.reason(e));
      done(mine);
      return;
    }
    // A key that holds no text reads like a missing one; only its type tells them apart.
    Map<String, CompletableFuture<String>> types = new HashMap<>();
    for (int i = 0; i < ControlCodec.VALUE_KEYS.size(); i++) {
      String key = ControlCodec.VALUE_KEYS.get(i);
      if (texts.get(i) == null && !absent.contains(key)) {
        types.put(key, current.async().type(key).toCompletableFuture());
      }
    }
    if (types.isEmpty()) {
      deliver(mine, texts, Map.of());
      return;
    }
    var _ =
        CompletableFuture.allOf(types.values().toArray(CompletableFuture[]::new))
            .whenComplete((all, fault) -> typed(mine, texts, types, fault));
  }

  private synchronized void typed(
      long mine,
      List<@Nullable String> texts,
      Map<String, CompletableFuture<String>> types,
      @Nullable Throwable fault) {
    if (mine != generation) {
      return;
    }
    if (fault != null) {
      sight.fault(LettuceWire.reason(fault));
      done(mine);
      return;
    }
    Map<String, String> names = new HashMap<>();
    types.forEach((key, type) -> {
      String name = type.join();
      names.put(key, name);
      if (name.equals("none")) {
        absent.add(key);
      }
    });
    deliver(mine, texts, names);
  }

  private void deliver(long mine, List<@Nullable String> texts, Map<String, String> types) {
    sight.reading(
        codec.reading(
            new ArrayList<>(texts), key -> types.getOrDefault(key, "none"), clock.instant()));
    done(mine);
  }

  private void done(long mine) {
    reading = false;
    if (readAgain) {
      readAgain = false;
      read(mine);
    }
  }

  private static void discard(@Nullable StatefulRedisConnection<String, String> gone) {
    if (gone != null) {
      var _ = gone.closeAsync();
    }
  }

  @Override
  public long pushes() {
    return pushes.get();
  }

  @Override
  public long polls() {
    return polls.get();
  }

  @Override
  public long reconnects() {
    return Math.max(0, connects.get() - 1);
  }

  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      generation++;
      connection = null;
    }
    timer.shutdownNow();
    clients.close();
  }
}
