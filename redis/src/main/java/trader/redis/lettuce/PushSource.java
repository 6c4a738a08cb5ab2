package trader.redis.lettuce;

import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import trader.redis.RedisAddress;

/**
 * Reads the levers whenever Redis says that one of them changed. Keeps one {@link Tracked}
 * connection at a time, replaces it where it was lost or fell silent, and polls and pings besides.
 * Guarded by this object, whose lock is taken before that of a connection and never after it.
 */
final class PushSource implements ControlWatcher.Source {
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(1);

  /** A timer this late means that this process stood still, which is not Redis' silence. */
  private static final Duration STALL = Duration.ofMillis(300);

  private final Clients clients;
  private final InstantSource clock;
  private final Sight sight;
  private final WatcherOptions options;
  private final Duration connectLimit;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(daemon("control-watcher"));
  private final AtomicLong pushes = new AtomicLong();
  private final AtomicLong polls = new AtomicLong();
  private final AtomicLong connects = new AtomicLong();

  private @Nullable Tracked current;
  private long attempt;
  private boolean connecting;
  private boolean closed;
  private long connectAt;
  private long tickedAt;
  private long polledAt;

  PushSource(
      RedisAddress address,
      String name,
      InstantSource clock,
      Sight sight,
      WatcherOptions options,
      Runnable first) {
    this.clients = new Clients(address, ProtocolVersion.RESP3, name, CONNECT_TIMEOUT, first);
    this.clock = clock;
    this.sight = sight;
    this.options = options;
    // Each Sentinel may have to be given up before the next is asked.
    this.connectLimit = CONNECT_TIMEOUT.multipliedBy(1L + address.nodes().size());
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
    if (current == null) {
      Duration limit = connecting ? connectLimit : options.reconnect();
      if (now - connectAt > limit.toNanos()) {
        connect();
      }
    } else {
      Duration poll = current.pushing() ? options.poll() : options.pollWithoutPush();
      if (now - polledAt >= poll.toNanos()) {
        polledAt = now;
        polls.incrementAndGet();
        current.poll();
      } else if (sight.silentNanos() >= options.ping().toNanos()) {
        current.ping();
      }
    }
    if (stalled) {
      return;
    }
    sight.judge();
    if (current != null && sight.silentNanos() > options.silence().toNanos()) {
      // Frozen or cut off without a word: what was set up on this connection may be gone.
      replace("it stopped answering");
    }
  }

  private void connect() {
    long mine = ++attempt;
    connecting = true;
    connectAt = System.nanoTime();
    var _ = clients.connect().whenComplete((fresh, e) -> connected(mine, fresh, e));
  }

  private synchronized void connected(
      long mine, @Nullable StatefulRedisConnection<String, String> fresh, @Nullable Throwable e) {
    if (closed || mine != attempt) {
      if (fresh != null) {
        var _ = fresh.closeAsync();
      }
      return;
    }
    connecting = false;
    connectAt = System.nanoTime();
    if (fresh == null) {
      sight.fault(e == null ? "no connection" : LettuceWire.reason(e));
      return;
    }
    connects.incrementAndGet();
    // It begins by reading everything.
    polledAt = connectAt;
    Tracked tracked = new Tracked(fresh, sight, clock, pushes);
    current = tracked;
    tracked.begin(() -> dropped(mine));
    if (!tracked.isOpen()) {
      dropped(mine);
    }
  }

  private synchronized void dropped(long mine) {
    if (mine == attempt) {
      replace("the connection was closed");
    }
  }

  private void replace(String why) {
    if (current == null || closed) {
      return;
    }
    current.end();
    current = null;
    sight.fault(why);
    connectAt = System.nanoTime();
    long expected = ++attempt;
    var _ =
        timer.schedule(
            () -> reconnect(expected), options.reconnect().toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void reconnect(long expected) {
    if (!closed && expected == attempt) {
      connect();
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
      attempt++;
      if (current != null) {
        current.end();
        current = null;
      }
    }
    timer.shutdownNow();
    clients.close();
  }
}
