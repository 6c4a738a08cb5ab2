package trader.bot.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import trader.commands.Section;
import trader.redis.EquitySample;
import trader.redis.Json;
import trader.redis.Keys;

@Tag("integration")
class BulletinsTest {
  @TempDir private Path folder;
  private AlertRig rig;

  @BeforeEach
  void start() {
    rig = new AlertRig(folder);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  private void advanceTo(LocalTime time) {
    Instant now = rig.rig().clock().instant();
    Instant then =
        now.atOffset(ZoneOffset.UTC).toLocalDate().atTime(time).toInstant(ZoneOffset.UTC);
    rig.rig()
        .clock()
        .advance(Duration.between(now, then.isAfter(now) ? then : then.plus(Duration.ofDays(1))));
  }

  private void sample(Instant at, String equity, String pnl) {
    try (Jedis raw = rig.rig().raw()) {
      raw.xadd(
          Keys.HISTORY,
          StreamEntryID.NEW_ENTRY,
          Map.of(
              Keys.FIELD,
              Json.write(
                  new EquitySample(
                      at, new BigDecimal(equity), new BigDecimal(pnl), new BigDecimal("-1.5")))));
    }
  }

  private long count(String part) {
    return rig.slack().titles().stream().filter(title -> title.contains(part)).count();
  }

  @Test
  void dailyReportGoesOutAMinuteBeforeMidnightWithItsCurveAndOnceOnly() {
    advanceTo(LocalTime.of(23, 50));
    try (Jedis raw = rig.rig().raw()) {
      raw.del(Keys.HISTORY);
    }
    Instant now = rig.rig().clock().instant();
    sample(now.minus(Duration.ofHours(3)), "10000", "0");
    sample(now.minus(Duration.ofHours(2)), "10100", "100");
    sample(now.minus(Duration.ofHours(1)), "10042", "42");
    Delivery first = rig.start();
    advanceTo(LocalTime.of(23, 59));

    Message report = rig.slack().awaitTitle("DAILY REPORT");
    assertThat(report.page().title()).contains("UTC — ").contains("USD net");
    assertThat(report.page().sections())
        .filteredOn(Section.Chart.class::isInstance)
        .singleElement()
        .satisfies(section ->
            assertThat(((Section.Chart) section).points()).hasSizeGreaterThanOrEqualTo(3));
    rig.mail().awaitTitle("DAILY REPORT");
    await().until(() -> rig.store().recall("bulletin:report:slack").isPresent());
    first.close();

    rig.start();
    rig.rig().clock().advance(Duration.ofMinutes(5));
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(5))
        .until(() -> count("DAILY REPORT") == 1);
  }

  @Test
  void reportThatAnOutletCouldNotTakeBeforeARestartIsToldAfterIt() {
    advanceTo(LocalTime.of(23, 58));
    rig.mail().hang();
    Delivery first = rig.start();
    advanceTo(LocalTime.of(23, 59));
    rig.slack().awaitTitle("DAILY REPORT");
    await().until(() -> rig.store().recall("bulletin:report:slack").isPresent());
    first.close();
    rig.mail().goOn();

    rig.start();
    rig.mail().awaitTitle("DAILY REPORT");
    assertThat(count("DAILY REPORT")).isEqualTo(1);
  }

  @Test
  void digestGoesOutAtEachBoundaryAndOnceOnly() {
    advanceTo(LocalTime.of(10, 7));
    Delivery first = rig.digestEvery(Duration.ofMinutes(15)).start();
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(4))
        .until(() -> rig.slack().titles().isEmpty());
    advanceTo(LocalTime.of(10, 15));
    await().until(() -> rig.slack().titles().size() == 1);
    assertThat(rig.slack().messages().getFirst().loud()).isFalse();
    assertThat(rig.slack().messages().getFirst().id()).startsWith("digest:");
    await().until(() -> rig.store().recall("bulletin:digest:slack").isPresent());
    first.close();
    rig.start();
    await()
        .during(Duration.ofMillis(300))
        .atMost(Duration.ofSeconds(4))
        .until(() -> rig.slack().titles().size() == 1);

    advanceTo(LocalTime.of(10, 30));
    await().until(() -> rig.slack().titles().size() == 2);
  }
}
