package trader.engine.run;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import trader.control.InstrumentId;
import trader.engine.settings.EngineSettings;
import trader.engine.venue.Adapters;
import trader.venues.DepthFeed;
import trader.venues.VenueRuntime;
import trader.venues.book.BookCopy;

/**
 * The order books of what the engine trades, beside its loop: they have a thread and connections of
 * their own, and tell the core nothing.
 */
public final class EngineBooks implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final MultiThreadIoEventLoopGroup group;
  private final EventLoop loop;
  private final DepthFeed depth;
  private final LongSupplier nowMicros;
  private final int levels;

  private EngineBooks(
      EngineSettings settings,
      Adapters.Adapter adapter,
      LongSupplier nowMicros,
      EngineMetrics metrics) {
    this.nowMicros = nowMicros;
    this.levels = settings.bookLevels();
    this.group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    this.loop = group.next();
    this.depth =
        adapter.depth(
            settings.instruments(),
            levels,
            new VenueRuntime(
                loop, event -> {}, nowMicros, RandomGenerator.of("L64X128MixRandom"), metrics));
    BookMetrics.bind(metrics.registry(), depth, nowMicros);
    loop.execute(depth::start);
  }

  /** Empty where the settings want no books. Starts at once, and connects by and by. */
  static Optional<EngineBooks> start(
      EngineSettings settings,
      Adapters.Adapter adapter,
      LongSupplier nowMicros,
      EngineMetrics metrics) {
    return settings.bookLevels() == 0
        ? Optional.empty()
        : Optional.of(new EngineBooks(settings, adapter, nowMicros, metrics));
  }

  /** How many levels a side are shown at most. */
  public int levels() {
    return levels;
  }

  /** How long ago something happened, milliseconds. */
  public long ageMillis(long micros) {
    return Math.max(0, nowMicros.getAsLong() - micros) / 1_000;
  }

  /** The best levels of a book, empty where they cannot be had in time. */
  public Optional<BookCopy> copy(InstrumentId instrument, int most) {
    try {
      return Optional.of(
          depth
              .copy(instrument, Math.min(most, levels))
              .get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new CompletionException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    loop.submit(depth::close).awaitUninterruptibly(PATIENCE.toMillis());
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(PATIENCE.toMillis());
  }
}
