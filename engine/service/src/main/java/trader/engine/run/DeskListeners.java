package trader.engine.run;

import java.time.InstantSource;
import java.util.function.LongSupplier;
import trader.engine.settings.EngineSettings;
import trader.engine.system.SystemPriority;
import trader.redis.lettuce.ControlWatcher;
import trader.redis.lettuce.RequestTail;
import trader.redis.lettuce.WatcherCounters;
import trader.redis.lettuce.WatcherOptions;

/** What hears the desk's Redis: levers that move, and operators' requests. */
final class DeskListeners implements AutoCloseable {
  private final ControlBridge bridge;
  private final ControlWatcher watcher;
  private final RequestTail requests;

  private DeskListeners(ControlBridge bridge, ControlWatcher watcher, RequestTail requests) {
    this.bridge = bridge;
    this.watcher = watcher;
    this.requests = requests;
  }

  /** Begins to listen as {@code name}; connects by and by. */
  static DeskListeners start(
      EngineSettings settings,
      String name,
      EngineLoop loop,
      Gates gates,
      LongSupplier nanoTime,
      InstantSource wall) {
    ControlBridge bridge =
        new ControlBridge(loop, gates, settings.color(), settings.controlKey(), nanoTime);
    return new DeskListeners(
        bridge,
        ControlWatcher.start(
            settings.redis(),
            name,
            wall,
            bridge,
            WatcherOptions.standard(),
            SystemPriority::makeUrgent),
        RequestTail.start(
            settings.redis(), name, RequestTail.OLDEST, new Requests(loop, settings.controlKey())));
  }

  /** Whether the levers have been read at all. */
  boolean haveRead() {
    return bridge.lastReading().isPresent();
  }

  /** How the listening goes. */
  WatcherCounters counters() {
    return watcher.counters();
  }

  @Override
  public void close() {
    watcher.close();
    requests.close();
  }
}
