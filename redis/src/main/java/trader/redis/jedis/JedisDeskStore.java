package trader.redis.jedis;

import java.time.Duration;
import java.time.InstantSource;
import trader.redis.RedisAddress;
import trader.redis.RedisDeskStore;

/**
 * The desk's store for a command that starts, acts and exits: connects on first use, starts no
 * thread. Safe for several threads, one call at a time.
 */
public final class JedisDeskStore extends RedisDeskStore {

  /** How long a command waits for its answer. */
  public static final Duration TIMEOUT = Duration.ofSeconds(1);

  /** A store at {@code address}; nothing is connected yet. */
  public JedisDeskStore(RedisAddress address, InstantSource clock) {
    this(address, clock, TIMEOUT);
  }

  /** The same with another time-out for connecting and for each answer. */
  public JedisDeskStore(RedisAddress address, InstantSource clock, Duration timeout) {
    super(new JedisWire(address, timeout), clock);
  }
}
