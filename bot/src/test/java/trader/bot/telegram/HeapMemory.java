package trader.bot.telegram;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import trader.redis.Memory;
import trader.redis.StoreUnavailableException;

/** What Redis would remember; away on demand. */
final class HeapMemory implements Memory {
  private final Map<String, String> values = new ConcurrentHashMap<>();
  private final Map<String, Held> leases = new ConcurrentHashMap<>();
  private final Clock clock;
  private volatile boolean away;

  private record Held(String holder, Instant until) {}

  HeapMemory(Clock clock) {
    this.clock = clock;
  }

  void away(boolean now) {
    away = now;
  }

  private void reach() {
    if (away) {
      throw new StoreUnavailableException("Redis at nowhere is away", new IllegalStateException());
    }
  }

  @Override
  public void remember(String name, String value) {
    reach();
    values.put(name, value);
  }

  @Override
  public Optional<String> recall(String name) {
    reach();
    return Optional.ofNullable(values.get(name));
  }

  @Override
  public void forget(String name) {
    values.remove(name);
  }

  @Override
  public synchronized boolean lease(String name, String holder, Duration ttl) {
    reach();
    Instant now = clock.instant();
    Held held = leases.get(name);
    if (held != null && held.until().isAfter(now) && !held.holder().equals(holder)) {
      return false;
    }
    leases.put(name, new Held(holder, now.plus(ttl)));
    return true;
  }

  @Override
  public synchronized void release(String name, String holder) {
    reach();
    if (leases.containsKey(name) && leases.get(name).holder().equals(holder)) {
      leases.remove(name);
    }
  }

  @Override
  public boolean firstUse(String name, Duration ttl) {
    return values.putIfAbsent("used:" + name, "1") == null;
  }

  @Override
  public long tally(String name, Duration window) {
    return Long.parseLong(
        values.merge("tally:" + name, "1", (old, one) -> "" + (Long.parseLong(old) + 1)));
  }

  @Override
  public void endTally(String name) {
    values.remove("tally:" + name);
  }
}
