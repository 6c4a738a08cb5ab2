package trader.redis;

import java.time.InstantSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import redis.clients.jedis.Jedis;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.jedis.JedisDeskStore;
import trader.redis.lettuce.LettuceDeskStore;

/** A store of either library on a real and empty server; its subclasses say what it owes. */
abstract class DeskStoreFixture {

  enum Library {
    JEDIS,
    LETTUCE;

    DeskStore open(RedisAddress address) {
      return switch (this) {
        case JEDIS -> new JedisDeskStore(address, InstantSource.fixed(Samples.NOW));
        case LETTUCE -> new LettuceDeskStore(address, InstantSource.fixed(Samples.NOW), "test");
      };
    }
  }

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  static EmbeddedRedis redis;

  @Parameter
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Library library;

  @SuppressWarnings("NullAway.Init") // set before each test
  DeskStore store;

  @SuppressWarnings("NullAway.Init") // set before each test
  Jedis raw;

  @BeforeAll
  static void startRedis() {
    redis = EmbeddedRedis.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void open() {
    raw = new Jedis("127.0.0.1", redis.port());
    raw.flushAll();
    store = library.open(redis.address());
  }

  @AfterEach
  void close() {
    store.close();
    raw.close();
  }
}
