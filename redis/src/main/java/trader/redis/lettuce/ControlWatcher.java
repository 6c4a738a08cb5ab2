package trader.redis.lettuce;

import java.time.InstantSource;
import trader.redis.ControlListener;
import trader.redis.RedisAddress;

/**
 * Watches the control levers of a desk: hears of every change by push, reads all levers after it,
 * and reads slowly besides as a net. It outlives dropped connections, restarted servers and
 * FLUSHALL, and says when it is blind. Starts whether or not Redis can be reached. In a Cluster,
 * where no single server pushes, it reads every {@link WatcherOptions#pollWithoutPush}.
 */
public final class ControlWatcher implements AutoCloseable {
  private final Sight sight;
  private final Source source;

  private ControlWatcher(Sight sight, Source source) {
    this.sight = sight;
    this.source = source;
  }

  /** Where readings come from. */
  interface Source extends AutoCloseable {
    void start();

    long pushes();

    long polls();

    long reconnects();

    @Override
    void close();
  }

  /** Begins to watch with {@link WatcherOptions#standard()}. */
  public static ControlWatcher start(
      RedisAddress address, String name, InstantSource clock, ControlListener listener) {
    return start(address, name, clock, listener, WatcherOptions.standard(), () -> {});
  }

  /**
   * Begins to watch.
   *
   * @param name the name under which {@code CLIENT LIST} shows it, e.g. {@code engine-blue}
   * @param clock stamps readings
   * @param listener called on the thread that heard Redis, as soon as it heard
   * @param first what each thread that hears pushes does before all else, to be made urgent
   */
  public static ControlWatcher start(
      RedisAddress address,
      String name,
      InstantSource clock,
      ControlListener listener,
      WatcherOptions options,
      Runnable first) {
    Sight sight = new Sight(listener, clock, options);
    Source source =
        address.kind() == RedisAddress.Kind.CLUSTER
            ? new PollSource(address, name, clock, sight, options)
            : new PushSource(address, name, clock, sight, options, first);
    source.start();
    return new ControlWatcher(sight, source);
  }

  /** What it has done since its start, for metrics. */
  public WatcherCounters counters() {
    return sight.counters(source.pushes(), source.polls(), source.reconnects());
  }

  /** Stops watching; not to be called from the listener. */
  @Override
  public void close() {
    source.close();
  }
}
