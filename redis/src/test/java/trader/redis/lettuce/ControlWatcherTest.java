package trader.redis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.SetParams;
import trader.control.ControlLever;
import trader.redis.Json;
import trader.redis.Keys;
import trader.redis.Samples;
import trader.redis.embedded.EmbeddedRedis;

@Tag("integration")
class ControlWatcherTest {
  /** So slow that only a push can be what was seen. */
  private static final WatcherOptions PUSH_ONLY =
      new WatcherOptions(
          Duration.ofMinutes(10),
          Duration.ofMillis(100),
          Duration.ofMillis(500),
          Duration.ofSeconds(1),
          Duration.ofMillis(50));

  private final EmbeddedRedis redis = EmbeddedRedis.start();
  private final RecordingListener heard = new RecordingListener();
  private final Set<Thread> prepared = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("NullAway.Init") // set before each test
  private Jedis raw;

  @SuppressWarnings("NullAway.Init") // set before each test
  private ControlWatcher watcher;

  @BeforeEach
  void start() {
    raw = new Jedis("127.0.0.1", redis.port());
    raw.set("mode", "auto");
    watch(PUSH_ONLY);
  }

  private void watch(WatcherOptions options) {
    watcher =
        ControlWatcher.start(
            redis.address(),
            "test",
            InstantSource.system(),
            heard,
            options,
            () -> prepared.add(Thread.currentThread()));
    soon().until(heard::hasReading);
  }

  @AfterEach
  void stop() {
    watcher.close();
    raw.close();
    redis.close();
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(5));
  }

  @Test
  void firstReadingComesWithoutAnyChange() {
    assertThat(heard.sees(ControlLever.MODE, "auto")).isTrue();
    assertThat(heard.sees(ControlLever.KILL, null)).isTrue();
    assertThat(watcher.counters().lost()).isFalse();
  }

  @Test
  void threadThatHearsAPushHasBeenMadeReadyForIt() {
    raw.set("mode", "halt");
    soon().until(() -> heard.sees(ControlLever.MODE, "halt"));

    assertThat(heard.threads).isNotEmpty();
    assertThat(prepared).containsAll(heard.threads);
  }

  @Test
  void everyLeverAndItsDirectiveArePushed() {
    for (ControlLever lever : ControlLever.values()) {
      raw.set(Keys.value(lever), "x-" + lever);
      soon().until(() -> heard.sees(lever, "x-" + lever));
      raw.set(Keys.directive(lever), Json.write(Samples.directive(lever, "v", 3)));
      soon().until(() -> heard.readings.getLast().lever(lever).directive().isPresent());
    }
    assertThat(watcher.counters().polls()).isLessThanOrEqualTo(1);
  }

  @Test
  void leverThatCanHaltIsToldAsWrittenBeforeItIsRead() {
    int readings = heard.readings.size();

    raw.set("capital:stage", "30");
    soon().until(() -> heard.sees(ControlLever.CAPITAL, "30"));
    assertThat(heard.readingsWhenWritten).isEmpty();
    raw.set("mode", "halt");
    soon().until(() -> heard.sees(ControlLever.MODE, "halt"));
    raw.set("kill:switch", "killed");
    soon().until(() -> heard.sees(ControlLever.KILL, "killed"));
    raw.flushAll();
    soon().until(() -> heard.sees(ControlLever.MODE, null));

    assertThat(heard.readingsWhenWritten).containsExactly(readings + 1, readings + 2, readings + 3);
  }

  @Test
  void changeOfAKeyThatIsNoLeverCausesNoReading() {
    long before = watcher.counters().pushes();
    int readings = heard.readings.size();

    raw.set("mode:unrelated", "1");
    raw.set("control:epoch", "1");

    soon().until(() -> watcher.counters().pushes() >= before + 2);
    assertThat(heard.readings).hasSize(readings);
  }

  @Test
  void deletedKeyIsReadAsMissing() {
    raw.del("mode");

    soon().until(() -> heard.sees(ControlLever.MODE, null));
  }

  @Test
  void flushAllIsReadAsEverythingMissing() {
    raw.set("capital:stage", "30");
    soon().until(() -> heard.sees(ControlLever.CAPITAL, "30"));

    raw.flushAll();

    soon().until(() -> heard.sees(ControlLever.MODE, null));
    assertThat(heard.raw(ControlLever.CAPITAL)).isNull();
  }

  @Test
  void renamedAndExpiredKeysAreHeard() {
    raw.set("trading:paused", "paused", SetParams.setParams().px(50));
    soon().until(() -> heard.sees(ControlLever.PAUSE, null));

    raw.rename("mode", "elsewhere");
    soon().until(() -> heard.sees(ControlLever.MODE, null));
  }

  @Test
  void garbledValueIsHandedOnAsItIs() {
    raw.set("mode", "h\nl\u0000at");

    soon().until(() -> heard.sees(ControlLever.MODE, "h\nl\u0000at"));
  }

  @Test
  void keyOfAnotherTypeIsShownByItsTypeAndTheWatcherLivesOn() {
    raw.del("mode");
    raw.lpush("mode", "halt");
    soon().until(() -> heard.sees(ControlLever.MODE, "<list>"));
    raw.hset("kill:switch", "a", "b");
    soon().until(() -> heard.sees(ControlLever.KILL, "<hash>"));
    raw.lpush("control:mode", "x");
    soon().until(() -> heard.sees(ControlLever.MODE, "<list>"));

    raw.set("mode", "halt");

    soon().until(() -> heard.sees(ControlLever.MODE, "halt"));
    assertThat(heard.raw(ControlLever.KILL)).isEqualTo("<hash>");
  }

  @Test
  void twoQuickWritesEndAtTheSecond() {
    for (int i = 0; i < 200; i++) {
      raw.set("mode", "halt" + i);
      raw.set("mode", "auto" + i);
    }

    soon().until(() -> heard.sees(ControlLever.MODE, "auto199"));
  }

  @Test
  void droppedConnectionIsReplacedAndPushesAgain() {
    for (int i = 1; i <= 5; i++) {
      int count = i;
      killClients();
      raw.set("mode", "n" + i);
      soon().until(() -> heard.sees(ControlLever.MODE, "n" + count));
      soon().until(() -> watcher.counters().reconnects() >= count);
      raw.set("mode", "m" + i);
      soon().until(() -> heard.sees(ControlLever.MODE, "m" + count));
    }
    assertThat(heard.losses).isEmpty();
  }

  @Test
  void restartedServerIsReadAgainAndPushesAgain() {
    redis.process().kill();
    redis.restart();
    raw.close();
    raw = new Jedis("127.0.0.1", redis.port());
    soon().until(() -> watcher.counters().reconnects() == 1);

    raw.set("mode", "halt");

    soon().until(() -> heard.sees(ControlLever.MODE, "halt"));
  }

  @Test
  void killedServerIsLostWithinTwoSecondsAndFoundAgain() {
    long start = System.nanoTime();
    redis.process().kill();

    soon().until(() -> heard.lost);

    assertThat(Duration.ofNanos(heard.lastLossNanos - start)).isLessThan(Duration.ofSeconds(2));
    assertThat(heard.losses.getFirst()).contains("has not answered for");
    assertThat(watcher.counters().lost()).isTrue();
    redis.restart();
    long back = System.nanoTime();
    soon().until(() -> heard.sees(ControlLever.MODE, "auto"));
    assertThat(Duration.ofNanos(heard.lastReadingNanos - back)).isLessThan(Duration.ofSeconds(2));
    assertThat(heard.losses).hasSize(1);
  }

  @Test
  void frozenServerIsLostWithinTwoSecondsAndFoundAgain() {
    long start = System.nanoTime();
    redis.process().freeze();

    soon().until(() -> heard.lost);

    assertThat(Duration.ofNanos(heard.lastLossNanos - start)).isLessThan(Duration.ofSeconds(2));
    redis.process().thaw();
    soon().until(() -> heard.sees(ControlLever.MODE, "auto"));
    raw.set("mode", "halt");
    soon().until(() -> heard.sees(ControlLever.MODE, "halt"));
  }

  @Test
  void shortFreezeIsNoLoss() {
    redis.process().freeze();
    redis.process().thaw();

    raw.set("mode", "halt");

    soon().until(() -> heard.sees(ControlLever.MODE, "halt"));
    assertThat(heard.losses).isEmpty();
  }

  @Test
  void serverThatAnswersButRefusesToBeReadIsLost() {
    watcher.close();
    heard.readings.clear();
    watch(WatcherOptions.standard());

    raw.aclSetUser("default", "-mget");

    soon().until(() -> heard.lost);
    assertThat(heard.losses.getLast()).contains("NOPERM");
    raw.aclSetUser("default", "+mget");
    soon().until(() -> heard.sees(ControlLever.MODE, "auto"));
  }

  @Test
  void serverThatRefusesToPushIsPolledFast() {
    watcher.close();
    raw.aclSetUser("default", "-client");
    heard.readings.clear();
    watch(WatcherOptions.standard());

    raw.set("mode", "halt");

    soon().until(() -> heard.sees(ControlLever.MODE, "halt"));
    soon().until(() -> watcher.counters().polls() > 5);
    assertThat(watcher.counters().pushes()).isZero();
  }

  @Test
  void changeThatWasNotPushedIsFoundByThePoll() {
    watcher.close();
    heard.readings.clear();
    watch(WatcherOptions.standard());
    long id = watcherClient();
    assertThat(id).isPositive();

    int readings = heard.readings.size();

    soon().until(() -> heard.readings.size() > readings + 1);
    assertThat(watcher.counters().polls()).isPositive();
  }

  @Test
  void randomWritesAndOutagesEndAtTheLastValue() {
    long seed = System.nanoTime();
    System.out.println("randomWritesAndOutagesEndAtTheLastValue seed=" + seed);
    Random random = new Random(seed);
    ControlLever[] levers = ControlLever.values();
    for (int i = 0; i < 10_000; i++) {
      ControlLever lever = levers[random.nextInt(levers.length)];
      String key = Keys.value(lever);
      switch (random.nextInt(100)) {
        case 0 -> killClients();
        case 1 -> raw.flushAll();
        case 2, 3, 4 -> raw.del(key);
        case 5 -> {
          raw.del(key);
          raw.lpush(key, "x");
        }
        case 6 -> soon().until(heard::hasReading);
        default -> raw.set(key, "v" + i);
      }
    }
    for (ControlLever lever : levers) {
      String expected =
          switch (raw.type(Keys.value(lever))) {
            case "string" -> raw.get(Keys.value(lever));
            case "none" -> null;
            default -> "<list>";
          };
      soon()
          .untilAsserted(() ->
              assertThat(heard.sees(lever, expected))
                  .as("seed %s: %s should be %s, is %s", seed, lever, expected, heard.raw(lever))
                  .isTrue());
    }
  }

  @Test
  void watcherStartedBeforeItsServerSaysItIsBlindAndThenSees() {
    watcher.close();
    redis.process().kill();
    heard.readings.clear();
    watcher =
        ControlWatcher.start(
            redis.address(), "test", InstantSource.system(), heard, PUSH_ONLY, () -> {});

    soon().until(() -> heard.lost);
    assertThat(heard.losses.getLast()).contains("refused");
    redis.restart();

    soon().until(() -> heard.sees(ControlLever.MODE, "auto"));
  }

  private void killClients() {
    raw.clientKill(
        new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
  }

  private long watcherClient() {
    return raw.clientList().lines().filter(line -> line.contains("name=test ")).count();
  }
}
