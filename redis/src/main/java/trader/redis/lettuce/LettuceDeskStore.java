package trader.redis.lettuce;

import java.time.Duration;
import java.time.InstantSource;
import trader.redis.RedisAddress;
import trader.redis.RedisDeskStore;

/** The desk's store for services that live long; safe for any number of threads. */
public final class LettuceDeskStore extends RedisDeskStore {

  /** How long a command waits for its answer. */
  public static final Duration TIMEOUT = Duration.ofSeconds(1);

  /**
   * A store at {@code address}; connects on first use and again after a failure.
   *
   * @param name the name under which {@code CLIENT LIST} shows it, e.g. {@code ops-bot}
   */
  public LettuceDeskStore(RedisAddress address, InstantSource clock, String name) {
    super(new LettuceWire(address, name, TIMEOUT), clock);
  }
}
