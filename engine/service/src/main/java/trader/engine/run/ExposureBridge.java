package trader.engine.run;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import trader.engine.core.ControlEvent;
import trader.engine.core.OtherEngine;
import trader.redis.EngineExposure;

/**
 * Brings to the core what the desk's other engines have deployed: at once where a figure changed,
 * else once a second, so that it is known as of when. Called on one thread.
 */
final class ExposureBridge implements Consumer<List<EngineExposure>> {
  private static final long EVERY_NANOS = Duration.ofSeconds(1).toNanos();
  private final EngineLoop loop;
  private final LongSupplier nanoTime;
  private @Nullable TreeMap<String, String> posted;
  private long postedNanos;

  ExposureBridge(EngineLoop loop, LongSupplier nanoTime) {
    this.loop = loop;
    this.nanoTime = nanoTime;
  }

  @Override
  public void accept(List<EngineExposure> others) {
    TreeMap<String, String> figures = new TreeMap<>();
    for (EngineExposure other : others) {
      String figure = other.deployedUsd().map(BigDecimal::toPlainString).orElse("none");
      figures.put(other.engine(), other.retired() ? EngineExposure.RETIRED : figure);
    }
    long now = nanoTime.getAsLong();
    boolean due = !others.isEmpty() && now - postedNanos >= EVERY_NANOS;
    if (figures.equals(posted) && !due) {
      return;
    }
    posted = figures;
    postedNanos = now;
    List<OtherEngine> engines = others.stream().map(ExposureBridge::engine).toList();
    loop.post(at -> new ControlEvent.ExposureRead(at, engines));
  }

  private static OtherEngine engine(EngineExposure other) {
    return new OtherEngine(
        other.engine(),
        other.deployedUsd().orElse(null),
        ChronoUnit.MICROS.between(Instant.EPOCH, other.asOf()),
        other.retired());
  }
}
