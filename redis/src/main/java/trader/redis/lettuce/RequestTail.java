package trader.redis.lettuce;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.EngineRequest;
import trader.redis.Call;
import trader.redis.Json;
import trader.redis.Keys;
import trader.redis.RedisAddress;
import trader.redis.StoreUnavailableException;
import trader.redis.StreamEntry;

/**
 * Follows the stream {@link Keys#ENGINE_REQUESTS} on a thread and connection of its own. After a
 * lost connection it goes on where it was; after a lost Redis it begins again, so a request may
 * arrive twice and is to be applied once by its command id.
 */
public final class RequestTail implements AutoCloseable {

  /** Hears requests in order, on the tail's thread. */
  @FunctionalInterface
  public interface Listener {
    /** A request and the id of its stream entry, from which a later tail can go on. */
    void onRequest(String id, EngineRequest request);
  }

  /** Begin with the oldest request that Redis still has. */
  public static final String OLDEST = "0-0";

  private static final Logger LOG = LoggerFactory.getLogger(RequestTail.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(1);
  private static final Duration BLOCK = Duration.ofMillis(500);
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final int PAGE = 100;

  private final LettuceWire wire;
  private final Listener listener;
  private final Thread reader;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final AtomicLong delivered = new AtomicLong();
  private String cursor;
  private boolean away;

  private RequestTail(RedisAddress address, String name, String from, Listener listener) {
    this.wire = new LettuceWire(address, name, TIMEOUT);
    this.listener = listener;
    this.cursor = from;
    this.reader = Thread.ofPlatform().daemon().name("engine-requests").unstarted(this::run);
  }

  /**
   * Starts to follow behind the entry {@code from}, or from {@link #OLDEST}, whether or not Redis
   * can be reached.
   *
   * @param name the name under which {@code CLIENT LIST} shows it
   */
  public static RequestTail start(
      RedisAddress address, String name, String from, Listener listener) {
    RequestTail tail = new RequestTail(address, name, from, listener);
    tail.reader.start();
    return tail;
  }

  /** How many requests were delivered. */
  public long delivered() {
    return delivered.get();
  }

  /** Stops following; not to be called from the listener. */
  @Override
  public void close() {
    closed.set(true);
    reader.interrupt();
    try {
      reader.join(TIMEOUT);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    wire.close();
  }

  private void run() {
    boolean fresh = true;
    while (!closed.get()) {
      try {
        if (fresh) {
          rewindWhereLost();
          fresh = false;
        }
        List<StreamEntry> entries = read();
        if (entries.isEmpty()) {
          rewindWhereLost();
        }
        entries.forEach(this::deliver);
        away = false;
      } catch (StoreUnavailableException e) {
        fresh = true;
        if (closed.get() || !paused(e)) {
          return;
        }
      }
    }
  }

  private List<StreamEntry> read() {
    Call call =
        Call.of("XREAD")
            .with("COUNT")
            .with(PAGE)
            .with("BLOCK")
            .with(BLOCK.toMillis())
            .with("STREAMS")
            .key(Keys.ENGINE_REQUESTS)
            .with(cursor);
    return StreamEntry.read(wire.send(call, BLOCK));
  }

  /** A stream that ends before the cursor is another one: Redis lost the old one. */
  private void rewindWhereLost() {
    List<StreamEntry> last =
        StreamEntry.range(
            wire.send(
                Call.of("XREVRANGE").key(Keys.ENGINE_REQUESTS).with("+", "-", "COUNT").with(1)));
    if (last.isEmpty() || StreamEntry.compareIds(last.getFirst().id(), cursor) < 0) {
      cursor = OLDEST;
    }
  }

  private void deliver(StreamEntry entry) {
    cursor = entry.id();
    EngineRequest request;
    try {
      request = Json.read(entry.json(), EngineRequest.class);
    } catch (IllegalArgumentException e) {
      LOG.warn("request {} skipped: {}", entry.id(), e.getMessage());
      return;
    }
    try {
      listener.onRequest(entry.id(), request);
      delivered.incrementAndGet();
    } catch (RuntimeException e) {
      LOG.error("the listener failed on request {}", entry.id(), e);
    }
  }

  private boolean paused(StoreUnavailableException e) {
    if (!away) {
      away = true;
      LOG.warn("requests cannot be followed: {}", e.getMessage());
    }
    try {
      Thread.sleep(RETRY);
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
