package trader.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.Jedis;
import trader.control.ControlLever;
import trader.redis.DeskStoreFixture.Library;
import trader.redis.embedded.ClusterRig;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.embedded.EmbeddedRedis.Options;
import trader.redis.embedded.SentinelRig;
import trader.redis.embedded.TlsFiles;
import trader.redis.lettuce.ControlWatcher;

/** Every kind of address, with a real server of that kind behind it. */
@Tag("integration")
@ParameterizedClass
@EnumSource
class AddressKindsTest {

  @Parameter
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Library library;

  @TempDir
  @SuppressWarnings("NullAway.Init") // JUnit sets it
  Path folder;

  private static ConditionFactory soon() {
    return await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(15))
        .ignoreException(StoreUnavailableException.class);
  }

  @Test
  void passwordOpensTheServerAndAWrongOneIsNotShown() {
    try (EmbeddedRedis redis =
        EmbeddedRedis.start(Options.ephemeral().with("--requirepass", "hunter2"))) {
      String at = "@127.0.0.1:" + redis.port();
      try (DeskStore store = library.open(RedisAddress.parse("redis://:hunter2" + at))) {
        halt(store);
        assertThat(mode(store)).isEqualTo("halt");
        watcherSees(RedisAddress.parse("redis://:hunter2" + at), "halt");
      }
      try (DeskStore store = library.open(RedisAddress.parse("redis://:s3cret" + at))) {
        assertThatThrownBy(store::readControl)
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("redis://:***" + at)
            .hasMessageContaining("WRONGPASS")
            .hasMessageNotContaining("s3cret");
      }
      try (DeskStore store = library.open(redis.address())) {
        assertThatThrownBy(store::readControl)
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("NOAUTH");
      }
    }
  }

  @Test
  void userAndDatabaseAreTheOnesOfTheAddress() {
    try (EmbeddedRedis redis =
        EmbeddedRedis.start(
            Options.ephemeral().with("--user", "anna", "on", ">hunter2", "~*", "&*", "+@all"))) {
      String url = "redis://anna:hunter2@127.0.0.1:" + redis.port() + "/3";
      try (DeskStore store = library.open(RedisAddress.parse(url));
          Jedis raw = new Jedis("127.0.0.1", redis.port())) {
        halt(store);
        assertThat(raw.get("mode")).isNull();
        raw.select(3);
        assertThat(raw.get("mode")).isEqualTo("halt");
      }
    }
  }

  @Test
  void failoverUnderSentinelIsFollowed() {
    try (SentinelRig rig = new SentinelRig(folder, "hunter2");
        DeskStore store = library.open(rig.address())) {
      soon().until(rig::ready);
      soon().until(() -> raw(rig.replica).info("replication").contains("master_link_status:up"));
      halt(store);
      soon().until(() -> "halt".equals(raw(rig.replica).get("mode")));
      AtomicReference<@Nullable String> seen = new AtomicReference<>();
      try (ControlWatcher watcher = watch(rig.address(), seen)) {
        soon().until(() -> "halt".equals(seen.get()));

        rig.master.process().kill();

        soon()
            .until(() -> store.apply(Samples.directive(ControlLever.MODE, "paper", 2), null, true));
        soon().until(() -> "paper".equals(seen.get()));
        assertThat(watcher.counters().reconnects()).isPositive();
        assertThat(mode(store)).isEqualTo("paper");
      }
    }
  }

  @Test
  void sentinelThatDoesNotKnowTheMasterIsNamed() {
    RedisAddress nobody = RedisAddress.parse("redis-sentinel://127.0.0.1:1#desk");
    try (DeskStore store = library.open(nobody)) {
      assertThatThrownBy(store::readControl)
          .isInstanceOf(StoreUnavailableException.class)
          .hasMessageContaining("redis-sentinel://127.0.0.1:1#desk");
    }
  }

  @Test
  void encryptedServerIsEnteredByItsNameOnly() {
    TlsFiles tls = TlsFiles.create(folder);
    try (EmbeddedRedis _ = EmbeddedRedis.start(Options.ephemeral().with(tls.settings()))) {
      tls.trust();
      RedisAddress address = RedisAddress.parse("rediss://127.0.0.1:" + tls.port());
      try (DeskStore store = library.open(address)) {
        halt(store);
        assertThat(mode(store)).isEqualTo("halt");
        watcherSees(address, "halt");
      }
      RedisAddress otherName = RedisAddress.parse("rediss://localhost:" + tls.port());
      try (DeskStore store = library.open(otherName)) {
        assertThatThrownBy(store::readControl)
            .isInstanceOf(StoreUnavailableException.class)
            .hasMessageContaining("localhost");
      }
    }
  }

  @Test
  void clusterKeepsTheLeversAndIsWatched() {
    try (ClusterRig rig = new ClusterRig();
        DeskStore store = library.open(rig.address())) {
      soon().until(rig::ready);
      AtomicReference<@Nullable String> seen = new AtomicReference<>();
      try (ControlWatcher watcher = watch(rig.address(), seen)) {
        halt(store);
        soon().until(() -> "halt".equals(seen.get()));
        assertThat(watcher.counters().polls()).isPositive();
      }
      assertThat(store.readControl().lever(ControlLever.MODE).directive())
          .contains(Samples.directive(ControlLever.MODE, "halt", 1));
      assertThat(store.apply(Samples.directive(ControlLever.MODE, "auto", 2), "paper", false))
          .isFalse();
      assertThat(mode(store)).isEqualTo("halt");
      assertThat(store.apply(Samples.directive(ControlLever.MODE, "auto", 3), "halt", false))
          .isTrue();
      for (ControlLever lever : ControlLever.values()) {
        assertThat(store.apply(Samples.directive(lever, "v", 4), null, true)).isTrue();
        assertThat(store.readControl().lever(lever).raw()).isEqualTo("v");
      }
      assertThat(store.nextEpoch(Samples.NOW)).isEqualTo(Samples.NOW.toEpochMilli());
      store.audit(Samples.draft("a"));
      store.audit(Samples.draft("b"));
      assertThat(store.verifyAudit()).isEmpty();
      store.request(Samples.request("r"));
      assertThat(store.acknowledgements("0-0", Duration.ofMillis(20)).list()).isEmpty();
      assertThat(store.dump()).containsKeys("mode", "control:mode", "audit", "engine.requests");
    }
  }

  private static void halt(DeskStore store) {
    store.apply(Samples.directive(ControlLever.MODE, "halt", 1), null, true);
  }

  private static @Nullable String mode(DeskStore store) {
    return store.readControl().lever(ControlLever.MODE).raw();
  }

  private static Jedis raw(EmbeddedRedis redis) {
    Jedis raw = new Jedis("127.0.0.1", redis.port());
    raw.auth("hunter2");
    return raw;
  }

  private static ControlWatcher watch(
      RedisAddress address, AtomicReference<@Nullable String> seen) {
    return ControlWatcher.start(
        address,
        "test",
        InstantSource.system(),
        new ControlListener() {
          @Override
          public void onReading(ControlReading reading) {
            seen.set(reading.lever(ControlLever.MODE).raw());
          }

          @Override
          public void onLost(java.time.Instant since, String why) {
            seen.set(null);
          }
        });
  }

  private static void watcherSees(RedisAddress address, String mode) {
    AtomicReference<@Nullable String> seen = new AtomicReference<>();
    try (ControlWatcher watcher = watch(address, seen)) {
      soon().until(() -> mode.equals(seen.get()));
      assertThat(watcher.counters().lost()).isFalse();
    }
  }
}
