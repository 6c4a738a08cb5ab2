package trader.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import trader.control.ControlLever;
import trader.redis.DeskStoreFixture.Library;
import trader.redis.embedded.EmbeddedRedis;

@Tag("integration")
@ParameterizedClass
@EnumSource
class DeskStoreOutageTest {

  @Parameter
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Library library;

  private final EmbeddedRedis redis = EmbeddedRedis.start();

  @SuppressWarnings("NullAway.Init") // set before each test
  private DeskStore store;

  @BeforeEach
  void open() {
    store = library.open(redis.address());
  }

  @AfterEach
  void close() {
    store.close();
    redis.close();
  }

  @Test
  void storeOfAnAbsentServerSaysWhereItLooked() {
    redis.process().kill();

    assertThatThrownBy(store::readControl)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("redis://127.0.0.1:" + redis.port())
        .hasMessageContaining("refused");
  }

  @Test
  void restartedServerIsFoundAgain() {
    store.apply(Samples.directive(ControlLever.MODE, "halt", 1), null, true);
    redis.process().kill();
    assertThatThrownBy(store::readControl).isInstanceOf(StoreUnavailableException.class);

    redis.restart();

    assertThat(store.readControl().lever(ControlLever.MODE).raw()).isEqualTo("halt");
  }

  @Test
  void firstReadAfterARestartIsAnswered() {
    store.apply(Samples.directive(ControlLever.MODE, "halt", 1), null, true);

    restart();

    assertThat(store.readControl().lever(ControlLever.MODE).raw()).isEqualTo("halt");
  }

  @Test
  void firstWriteAfterARestartIsDoneOnce() {
    store.readControl();

    restart();

    assertThat(store.claim("a-command", "its body", Samples.NOW))
        .isInstanceOf(DeskStore.Claim.Fresh.class);
    assertThat(store.claim("a-command", "its body", Samples.NOW))
        .isInstanceOf(DeskStore.Claim.Running.class);
  }

  @Test
  void frozenServerIsGivenUpInAboutASecondAlsoByAConnectionThatWasIdle() {
    store.readControl();
    redis.process().freeze();
    await().pollDelay(Duration.ofMillis(100)).until(() -> true);
    long start = System.nanoTime();

    assertThatThrownBy(() -> store.claim("a-command", "its body", Samples.NOW))
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("did not answer EVAL")
        .hasMessageContaining("within 1000 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(900), Duration.ofMillis(1_800));
    redis.process().thaw();
  }

  @Test
  void frozenServerIsGivenUpInAboutASecondAndFoundAgain() {
    store.readControl();
    redis.process().freeze();
    long start = System.nanoTime();

    assertThatThrownBy(store::readControl)
        .isInstanceOf(StoreUnavailableException.class)
        .hasMessageContaining("did not answer MGET mode within 1000 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(900), Duration.ofMillis(1_800));

    redis.process().thaw();
    assertThat(store.readControl().lever(ControlLever.MODE).raw()).isNull();
  }

  @Test
  void connectionThatTheServerClosedIsReplaced() {
    store.readControl();
    try (Jedis raw = new Jedis("127.0.0.1", redis.port())) {
      raw.clientKill(
          new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
    }

    await()
        .ignoreException(StoreUnavailableException.class)
        .until(() -> store.readControl().lever(ControlLever.MODE).raw() == null);
  }

  private void restart() {
    redis.process().kill();
    redis.restart();
  }
}
