package trader.redis.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import trader.control.Acknowledgement;
import trader.control.Alert;
import trader.control.Color;
import trader.redis.AuditEntry;
import trader.redis.EngineExposure;
import trader.redis.EnginePublication;
import trader.redis.EquitySample;
import trader.redis.Json;
import trader.redis.Samples;
import trader.redis.embedded.EmbeddedRedis;

@Tag("integration")
class EnginePublisherTest {
  private final EmbeddedRedis redis = EmbeddedRedis.start();
  private final LettuceDeskStore store =
      new LettuceDeskStore(redis.address(), InstantSource.fixed(Samples.NOW), "test");
  private final EnginePublisher publisher =
      EnginePublisher.start(redis.address(), "engine-blue", InstantSource.fixed(Samples.NOW));

  @AfterEach
  void stop() {
    publisher.close();
    store.close();
    redis.close();
  }

  private static ConditionFactory soon() {
    return await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(6));
  }

  @Test
  void activeEngineWritesItsStateAndTheDesksKeys() {
    publisher.publish(new EnginePublication(Samples.state(Color.BLUE), true));

    soon().until(() -> publisher.counters().written() == 2);
    try (Jedis raw = new Jedis("127.0.0.1", redis.port())) {
      assertThat(raw.get("engine:blue:state")).isEqualTo(Json.write(Samples.state(Color.BLUE)));
      assertThat(raw.ttl("engine:blue:state")).isEqualTo(-1);
      assertThat(raw.get("risk:capital_effective")).isEqualTo("18.5");
      assertThat(raw.get("pnl:net:today")).isEqualTo("1000");
      assertThat(raw.get("portfolio_positions")).isEqualTo(Json.write(List.of(Samples.position())));
      assertThat(raw.get("health:state")).isEqualTo("1");
      assertThat(raw.hgetAll("risk:stats"))
          .containsEntry("drawdown", "-1.25")
          .containsEntry("equity_usd", "100000.00000001")
          .containsEntry("risk_blocks_total", "7")
          .containsEntry("updated_at", "2026-11-20T11:00:00.123456Z")
          .containsOnlyKeys(
              "drawdown",
              "daily_loss_usd",
              "equity_usd",
              "cash_usd",
              "exposure_usd",
              "margin_util_pct",
              "fill_rate_pct",
              "venue_latency_p95_ms",
              "slippage_avg_bps",
              "slippage_p95_bps",
              "order_failure_rate_pct",
              "venue_error_rate_pct",
              "risk_blocks_total",
              "updated_at");
    }
  }

  @Test
  void activeEngineLeavesOneSampleAMinute() {
    for (int i = 0; i < 5; i++) {
      publisher.publish(new EnginePublication(Samples.state(Color.BLUE), true));
    }
    publisher.acknowledge(Samples.acknowledgement("last"));

    soon().until(() -> publisher.counters().waiting() == 0);
    assertThat(store.history(Samples.NOW.minusSeconds(1)))
        .usingRecursiveFieldByFieldElementComparator(
            RecursiveComparisonConfiguration.builder()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .build())
        .containsExactly(EquitySample.of(Samples.state(Color.BLUE)));
  }

  @Test
  void shadowEngineWritesOnlyItsOwnState() {
    publisher.publish(new EnginePublication(Samples.state(Color.GREEN), false));

    soon().until(() -> publisher.counters().written() == 1);
    assertThat(store.dump()).containsOnlyKeys("engine:green:state");
  }

  @Test
  void exposureIsPublishedAndThatOfTheOtherEnginesIsRead() {
    try (Jedis raw = new Jedis("127.0.0.1", redis.port())) {
      raw.hset(
          "risk:exposure",
          "kraken-spot:blue",
          "{\"deployed_usd\":12.5,\"as_of\":\"2026-11-20T10:59:00Z\"}");
      raw.hset("risk:exposure", "binance-futures:blue", "retired");
      raw.hset("risk:exposure", "kraken-futures:blue", "what?");
      List<EngineExposure> read = new CopyOnWriteArrayList<>();
      publisher.exposuresTo(read::addAll);
      EngineExposure own = EngineExposure.of("binance-spot:blue", new BigDecimal("7"), Samples.NOW);
      publisher.publish(new EnginePublication(Samples.state(Color.BLUE), false, Optional.of(own)));

      soon().until(() -> !read.isEmpty());
      assertThat(read)
          .containsExactlyInAnyOrder(
              EngineExposure.of(
                  "kraken-spot:blue",
                  new BigDecimal("12.5"),
                  Instant.parse("2026-11-20T10:59:00Z")),
              new EngineExposure("binance-futures:blue", Optional.empty(), Instant.EPOCH, true),
              new EngineExposure("kraken-futures:blue", Optional.empty(), Instant.EPOCH, false));
      assertThat(raw.hget("risk:exposure", "binance-spot:blue"))
          .contains("7", Samples.NOW.toString());
    }
  }

  @Test
  void acknowledgementAlertAndAuditAreAppended() {
    publisher.acknowledge(Samples.acknowledgement("c1"));
    publisher.alert(Samples.alert("mode"));
    publisher.audit(Samples.draft("engine halted"));

    soon().until(() -> publisher.counters().written() == 3);
    assertThat(store.acknowledgements("0-0", Duration.ZERO).list())
        .containsExactly(Samples.acknowledgement("c1"));
    assertThat(store.alerts(5)).containsExactly(Samples.alert("mode"));
    assertThat(store.auditTail(5))
        .extracting(AuditEntry::draft)
        .containsExactly(Samples.draft("engine halted"));
    assertThat(store.verifyAudit()).isEmpty();
  }

  @Test
  void nothingIsDroppedInAShortOutage() {
    publisher.acknowledge(Samples.acknowledgement("c0"));
    soon().until(() -> publisher.counters().written() == 1);
    redis.process().kill();
    for (int i = 1; i <= 100; i++) {
      publisher.acknowledge(Samples.acknowledgement("c" + i));
      publisher.alert(Samples.alert("s" + i));
      publisher.audit(Samples.draft("a" + i));
      publisher.publish(new EnginePublication(Samples.state(Color.BLUE), true));
    }
    soon().until(() -> publisher.counters().failures() > 2);

    redis.restart();

    soon().until(() -> publisher.counters().waiting() == 0);
    assertThat(store.acknowledgements("0-0", Duration.ZERO).list())
        .extracting(Acknowledgement::commandId)
        .contains("c1", "c50", "c100")
        .hasSizeGreaterThanOrEqualTo(100);
    assertThat(store.alerts(1_000)).extracting(Alert::subject).hasSizeGreaterThanOrEqualTo(100);
    assertThat(store.auditTail(1_000)).hasSize(100);
    assertThat(store.verifyAudit()).isEmpty();
    assertThat(publisher.counters().droppedAcknowledgements()).isZero();
  }

  @Test
  void frozenServerDelaysNobodyAndGetsEverythingOnceItRunsOn() {
    publisher.audit(Samples.draft("first"));
    soon().until(() -> publisher.counters().written() == 1);
    redis.process().freeze();
    long start = System.nanoTime();
    for (int i = 0; i < 1_000; i++) {
      publisher.audit(Samples.draft("a" + i));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofMillis(500));
    soon().until(() -> publisher.counters().failures() > 0);

    redis.process().thaw();

    soon().until(() -> publisher.counters().waiting() == 0);
    assertThat(store.auditTail(2_000))
        .extracting(entry -> entry.draft().action())
        .hasSize(1_001)
        .doesNotHaveDuplicates();
    assertThat(store.verifyAudit()).isEmpty();
  }

  @Test
  void auditThatHadToBeDroppedLeavesItsNumber() {
    redis.process().kill();
    for (int i = 0; i < 10_005; i++) {
      publisher.audit(Samples.draft("a" + i));
    }
    assertThat(publisher.counters().droppedAudits()).isEqualTo(5);

    redis.restart();

    soon().until(() -> store.auditTail(1).size() == 1);
    await().atMost(Duration.ofSeconds(30)).until(() -> publisher.counters().waiting() == 0);
    assertThat(store.auditTail(20_000).getLast().draft().detail())
        .isEqualTo("5 entries were dropped");
  }

  @Test
  void keyOfAnotherTypeDoesNotHoldUpTheRest() {
    try (Jedis raw = new Jedis("127.0.0.1", redis.port())) {
      raw.set("engine.acks", "no stream");
    }
    publisher.acknowledge(Samples.acknowledgement("c1"));
    publisher.alert(Samples.alert("mode"));

    soon().until(() -> publisher.counters().written() == 1);
    assertThat(publisher.counters().refused()).isEqualTo(1);
    assertThat(store.alerts(1)).hasSize(1);
  }

  @Test
  void whatWaitsIsWrittenBeforeClosing() {
    publisher.publish(new EnginePublication(Samples.state(Color.BLUE), true));
    publisher.acknowledge(Samples.acknowledgement("last"));

    publisher.close();

    assertThat(store.engineState(Color.BLUE)).isPresent();
    assertThat(store.acknowledgements("0-0", Duration.ZERO).list()).hasSize(1);
  }
}
