package trader.redis.lettuce;

import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import trader.redis.RedisAddress;
import trader.redis.StoreUnavailableException;

/** Reads the levers at a steady pace, where Redis cannot push them over one connection. */
final class PollSource implements ControlWatcher.Source {
  private final LettuceDeskStore store;
  private final Sight sight;
  private final long periodMillis;
  private final AtomicLong polls = new AtomicLong();
  private final ScheduledExecutorService reader;
  private final ScheduledExecutorService judge;

  PollSource(
      RedisAddress address, String name, InstantSource clock, Sight sight, WatcherOptions options) {
    this.store = new LettuceDeskStore(address, clock, name);
    this.sight = sight;
    this.periodMillis = options.pollWithoutPush().toMillis();
    this.reader = Executors.newSingleThreadScheduledExecutor(PushSource.daemon("control-reader"));
    this.judge = Executors.newSingleThreadScheduledExecutor(PushSource.daemon("control-judge"));
  }

  @Override
  public void start() {
    var _ = reader.scheduleWithFixedDelay(this::read, 0, periodMillis, TimeUnit.MILLISECONDS);
    var _ =
        judge.scheduleAtFixedRate(sight::judge, periodMillis, periodMillis, TimeUnit.MILLISECONDS);
  }

  private void read() {
    polls.incrementAndGet();
    try {
      sight.reading(store.readControl());
    } catch (StoreUnavailableException e) {
      sight.fault(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public long pushes() {
    return 0;
  }

  @Override
  public long polls() {
    return polls.get();
  }

  @Override
  public long reconnects() {
    return 0;
  }

  @Override
  public void close() {
    judge.shutdownNow();
    reader.shutdownNow();
    store.close();
  }
}
