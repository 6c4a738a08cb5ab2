package trader.redis.lettuce;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import trader.control.ControlLever;
import trader.redis.ControlListener;
import trader.redis.ControlReading;

/** Keeps what a watcher said. */
final class RecordingListener implements ControlListener {
  final List<ControlReading> readings = new CopyOnWriteArrayList<>();
  final List<String> losses = new CopyOnWriteArrayList<>();

  /** How many readings there had been each time that a halting lever was written. */
  final List<Integer> readingsWhenWritten = new CopyOnWriteArrayList<>();

  /** Who said that a halting lever was written. */
  final List<Thread> threads = new CopyOnWriteArrayList<>();

  volatile long lastReadingNanos;
  volatile long lastLossNanos;
  volatile boolean lost;

  @Override
  public void onWritten() {
    threads.add(Thread.currentThread());
    readingsWhenWritten.add(readings.size());
  }

  @Override
  public void onReading(ControlReading reading) {
    lastReadingNanos = System.nanoTime();
    lost = false;
    readings.add(reading);
  }

  @Override
  public void onLost(Instant since, String why) {
    lastLossNanos = System.nanoTime();
    lost = true;
    losses.add(why);
  }

  boolean hasReading() {
    return !readings.isEmpty();
  }

  @Nullable String raw(ControlLever lever) {
    return readings.getLast().lever(lever).raw();
  }

  boolean sees(ControlLever lever, @Nullable String value) {
    return hasReading() && !lost && java.util.Objects.equals(raw(lever), value);
  }
}
