package trader.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.StreamEntryID;
import trader.control.Alert;
import trader.redis.AlertStore.Alerts;
import trader.redis.AlertStore.Raised;
import trader.redis.AlertStore.Word;

@Tag("integration")
@ParameterizedClass
@EnumSource
class DeskStoreMemoryTest extends DeskStoreFixture {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void rememberedValueIsRecalledUntilItIsForgotten() {
    String name = Keys.telegramOffset("4711");

    assertThat(store.recall(name)).isEmpty();
    store.remember(name, "99");
    store.remember(name, "100");

    assertThat(store.recall(name)).contains("100");
    assertThat(raw.get("remember:telegram:4711:offset")).isEqualTo("100");
    assertThat(raw.ttl("remember:telegram:4711:offset")).isEqualTo(-1);
    store.forget(name);
    assertThat(store.recall(name)).isEmpty();
  }

  @Test
  void leaseIsHeldByOneAndRenewedByTheSame() {
    assertThat(store.lease("poller", "one", MINUTE)).isTrue();
    assertThat(store.lease("poller", "two", MINUTE)).isFalse();
    raw.pexpire("lease:poller", 1_000);

    assertThat(store.lease("poller", "one", MINUTE)).isTrue();

    assertThat(raw.pttl("lease:poller")).isBetween(50_000L, 60_000L);
    assertThat(raw.get("lease:poller")).isEqualTo("one");
  }

  @Test
  void leaseThatNobodyRenewedIsTakenByAnother() {
    store.lease("poller", "one", Duration.ofMillis(40));

    Awaitility.await().until(() -> store.lease("poller", "two", MINUTE));

    assertThat(store.lease("poller", "one", MINUTE)).isFalse();
  }

  @Test
  void leaseIsGivenUpByItsHolderOnly() {
    store.lease("poller", "one", MINUTE);

    store.release("poller", "two");
    assertThat(store.lease("poller", "two", MINUTE)).isFalse();
    store.release("poller", "one");

    assertThat(store.lease("poller", "two", MINUTE)).isTrue();
  }

  @Test
  void firstUseIsToldToOneOfManyCallers() throws Exception {
    try (ExecutorService many = Executors.newFixedThreadPool(4)) {
      List<Future<Boolean>> told =
          IntStream.range(0, 40)
              .mapToObj(_ -> many.submit(() -> store.firstUse("code", MINUTE)))
              .toList();
      long first = 0;
      for (Future<Boolean> one : told) {
        first += one.get() ? 1 : 0;
      }
      assertThat(first).isEqualTo(1);
    }
    assertThat(raw.pttl("used:code")).isBetween(50_000L, 60_000L);
  }

  @Test
  void tallyCountsFromItsFirstUntilItsWindowEnds() {
    assertThat(store.tally("wrong", MINUTE)).isEqualTo(1);
    raw.pexpire("tally:wrong", 20_000);
    assertThat(store.tally("wrong", MINUTE)).isEqualTo(2);
    assertThat(raw.pttl("tally:wrong")).isLessThanOrEqualTo(20_000);

    store.endTally("wrong");

    assertThat(store.tally("wrong", MINUTE)).isEqualTo(1);
  }

  @Test
  void confirmationCanBeLookedAtBeforeItIsTaken() {
    store.putConfirmation("K7Q2MX", "{}", MINUTE);

    assertThat(store.confirmation("K7Q2MX")).contains("{}");
    assertThat(store.takeConfirmation("K7Q2MX")).contains("{}");
    assertThat(store.confirmation("K7Q2MX")).isEmpty();
  }

  @Test
  void alertsAreReadOnFromAPlaceWithTheirIds() {
    store.raise(Samples.alert("before"));
    String cursor = store.alertCursor();
    store.raise(Samples.alert("first"));
    raw.xadd("alerts", StreamEntryID.NEW_ENTRY, Map.of("json", "{no alert"));
    store.raise(Samples.alert("second"));

    Alerts read = store.alertsAfter(cursor, MINUTE);

    assertThat(read.list())
        .extracting(raised -> raised.alert().subject())
        .containsExactly("first", "second");
    assertThat(read.list()).extracting(Raised::id).doesNotHaveDuplicates();
    assertThat(read.cursor()).isEqualTo(read.list().getLast().id());
    assertThat(store.alertsAfter(read.cursor(), Duration.ZERO).list()).isEmpty();
    assertThat(store.alertsAfter(read.cursor(), Duration.ZERO).cursor()).isEqualTo(read.cursor());
  }

  @Test
  void alertsOfAnEmptyStreamAreReadFromItsBeginning() {
    String cursor = store.alertCursor();
    store.raise(Samples.alert("first"));

    assertThat(store.alertsAfter(cursor, MINUTE).list()).hasSize(1);
  }

  @Test
  void acknowledgementAndSilenceLastUntilTheirEnd() {
    Alert alert = Samples.alert("mode");
    Word word = new Word("cli:anna", Samples.NOW, Samples.NOW.plus(MINUTE));

    assertThat(store.acknowledged(alert.fingerprint())).isEmpty();
    assertThat(store.silenced(alert)).isEmpty();
    store.acknowledge(alert.fingerprint(), word);
    store.silence(alert.fingerprint(), word);

    assertThat(store.acknowledged(alert.fingerprint())).contains(word);
    assertThat(store.silenced(alert)).contains(word);
    assertThat(store.silenced(Samples.alert("another"))).isEmpty();
    assertThat(raw.pttl("alert:acknowledged:" + alert.fingerprint())).isBetween(50_000L, 60_000L);
  }

  @Test
  void silenceOfAReasonHoldsForEveryAlertWithIt() {
    Alert alert = Samples.alert("mode");
    store.silence(
        alert.reason().text(), new Word("cli:anna", Samples.NOW, Samples.NOW.plus(MINUTE)));

    assertThat(store.silenced(alert)).isPresent();
    assertThat(store.silenced(Samples.alert("another"))).isPresent();
  }

  @Test
  void historyIsReadOldestFirstWithOneSampleAMinute() {
    for (int minute = 0; minute < 3_200; minute++) {
      append(Samples.NOW.plus(MINUTE.multipliedBy(minute)), minute);
      if (minute % 1_000 == 7) {
        append(Samples.NOW.plus(MINUTE.multipliedBy(minute)).plusSeconds(1), -1);
      }
    }

    List<EquitySample> all = store.history(Instant.EPOCH);
    List<EquitySample> some = store.history(Samples.NOW.plus(MINUTE.multipliedBy(3_100)));

    assertThat(all)
        .hasSize(3_200)
        .extracting(EquitySample::minute)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(some).hasSize(100);
    assertThat(some.getFirst().equity()).isEqualByComparingTo("3100");
  }

  private void append(Instant at, int equity) {
    EquitySample sample =
        new EquitySample(at, new BigDecimal(equity), BigDecimal.ONE, new BigDecimal("-0.5"));
    raw.xadd("history", StreamEntryID.NEW_ENTRY, Map.of("json", Json.write(sample)));
  }
}
