package trader.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.StreamEntryID;
import trader.control.Acknowledgement;
import trader.control.Color;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.redis.DeskStore.Acknowledgements;
import trader.redis.DeskStore.Claim;

@Tag("integration")
@ParameterizedClass
@EnumSource
class DeskStoreContractTest extends DeskStoreFixture {

  @Test
  void readingOfAnEmptyDeskHasEveryLeverMissing() {
    ControlReading reading = store.readControl();

    assertThat(reading.at()).isEqualTo(Samples.NOW);
    for (ControlLever lever : ControlLever.values()) {
      assertThat(reading.lever(lever).raw()).isNull();
      assertThat(reading.lever(lever).directive()).isEmpty();
    }
  }

  @Test
  void readingShowsRawWritesAsTheyAre() {
    raw.set("mode", "hlat");
    raw.set("capital:stage", "");
    raw.lpush("kill:switch", "killed");
    raw.set("control:mode", "{not json");

    ControlReading reading = store.readControl();

    assertThat(reading.lever(ControlLever.MODE).raw()).isEqualTo("hlat");
    assertThat(reading.lever(ControlLever.MODE).directive()).isEmpty();
    assertThat(reading.lever(ControlLever.CAPITAL).raw()).isEmpty();
    assertThat(reading.lever(ControlLever.KILL).raw()).isEqualTo("<list>");
  }

  @Test
  void appliedDirectiveIsReadBesideItsValueAndNothingElseIsWritten() {
    Directive directive = Samples.directive(ControlLever.COLOR, "green", 5).signed("ab");

    assertThat(store.apply(directive, null, false)).isTrue();

    ControlReading.Lever lever = store.readControl().lever(ControlLever.COLOR);
    assertThat(lever.raw()).isEqualTo("green");
    assertThat(lever.directive()).contains(directive);
    assertThat(raw.keys("*")).containsExactlyInAnyOrder("mode:active_color", "control:color");
    assertThat(raw.ttl("mode:active_color")).isEqualTo(-1);
  }

  @Test
  void applyHappensOnlyWhileTheValueIsTheExpectedOne() {
    raw.set("mode", "paper");

    assertThat(store.apply(Samples.directive(ControlLever.MODE, "auto", 1), "halt", false))
        .isFalse();
    assertThat(store.apply(Samples.directive(ControlLever.MODE, "auto", 2), null, false)).isFalse();
    assertThat(raw.get("mode")).isEqualTo("paper");
    assertThat(raw.exists("control:mode")).isFalse();

    assertThat(store.apply(Samples.directive(ControlLever.MODE, "auto", 3), "paper", false))
        .isTrue();
    assertThat(raw.get("mode")).isEqualTo("auto");
  }

  @Test
  void unconditionalApplyOverwritesWhateverIsThere() {
    raw.lpush("mode", "x");
    raw.lpush("control:mode", "x");

    assertThat(store.apply(Samples.directive(ControlLever.MODE, "halt", 1), "auto", true)).isTrue();

    assertThat(store.readControl().lever(ControlLever.MODE).raw()).isEqualTo("halt");
  }

  @Test
  void expectedValueOfAnotherTypeIsItsType() {
    raw.lpush("mode", "x");

    assertThat(store.apply(Samples.directive(ControlLever.MODE, "halt", 1), "<list>", false))
        .isTrue();
  }

  @Test
  void epochRisesAndIsNeverBeforeNow() {
    long now = Samples.NOW.toEpochMilli();

    assertThat(store.nextEpoch(Samples.NOW)).isEqualTo(now);
    assertThat(store.nextEpoch(Samples.NOW)).isEqualTo(now + 1);
    assertThat(store.nextEpoch(Samples.NOW.minusSeconds(60))).isEqualTo(now + 2);
    assertThat(store.nextEpoch(Samples.NOW.plusSeconds(60))).isEqualTo(now + 60_000);
  }

  @Test
  void garbledEpochDoesNotStopTheDesk() {
    for (String garbage : List.of("", "x", "-5", "1e300", "inf", "99999999999999999999")) {
      raw.set("control:epoch", garbage);
      assertThat(store.nextEpoch(Samples.NOW)).as(garbage).isEqualTo(Samples.NOW.toEpochMilli());
    }
    raw.del("control:epoch");
    raw.lpush("control:epoch", "x");
    assertThat(store.nextEpoch(Samples.NOW)).isEqualTo(Samples.NOW.toEpochMilli());
  }

  @Test
  void epochsTakenAtOnceAreAllDifferent() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Long>> taken = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        taken.add(threads.submit(() -> store.nextEpoch(Samples.NOW)));
      }
      List<Long> epochs = new ArrayList<>();
      for (Future<Long> one : taken) {
        epochs.add(one.get());
      }
      assertThat(epochs).doesNotHaveDuplicates();
    }
  }

  @Test
  void engineStateIsTheLastWordOfThatColor() {
    assertThat(store.engineState(Color.BLUE)).isEmpty();
    raw.set("engine:blue:state", Json.write(Samples.state(Color.BLUE)));

    assertThat(store.engineState(Color.BLUE)).isPresent();
    assertThat(store.engineState(Color.BLUE).orElseThrow().pid()).isEqualTo(1234);
    assertThat(store.engineState(Color.GREEN)).isEmpty();
  }

  @Test
  void requestIsAppendedAsJson() {
    store.request(Samples.request("cmd-9"));

    assertThat(raw.xrange("engine.requests", "-", "+"))
        .singleElement()
        .satisfies(entry ->
            assertThat(entry.getFields().get("json"))
                .isEqualTo(Json.write(Samples.request("cmd-9"))));
  }

  @Test
  void acknowledgementsAreReadFromTheCursorOn() {
    acknowledge("before");
    String cursor = store.acknowledgementCursor();
    assertThat(store.acknowledgements(cursor, Duration.ZERO))
        .isEqualTo(new Acknowledgements(List.of(), cursor));

    acknowledge("one");
    raw.xadd("engine.acks", StreamEntryID.NEW_ENTRY, Map.of("json", "garbage"));
    acknowledge("two");

    Acknowledgements read = store.acknowledgements(cursor, Duration.ofSeconds(1));
    assertThat(read.list()).extracting(Acknowledgement::commandId).containsExactly("one", "two");
    assertThat(store.acknowledgements(read.cursor(), Duration.ZERO).list()).isEmpty();
  }

  @Test
  void acknowledgementThatComesLaterIsWaitedFor() throws Exception {
    String cursor = store.acknowledgementCursor();
    assertThat(cursor).isEqualTo("0-0");
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Acknowledgements> waiting =
          threads.submit(() -> store.acknowledgements(cursor, Duration.ofSeconds(5)));
      acknowledge("late");
      assertThat(waiting.get().list())
          .extracting(Acknowledgement::commandId)
          .containsExactly("late");
    }
  }

  @Test
  void acknowledgementThatDoesNotComeEndsTheWait() {
    long start = System.nanoTime();

    Acknowledgements read = store.acknowledgements("0-0", Duration.ofMillis(150));

    assertThat(read.list()).isEmpty();
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(140), Duration.ofMillis(1_000));
  }

  @Test
  void waitLongerThanAClientsTimeoutEndsEmptyWhereNothingCame() {
    Acknowledgements read = store.acknowledgements("0-0", Duration.ofMillis(1_600));

    assertThat(read.list()).isEmpty();
    assertThat(read.cursor()).isEqualTo("0-0");
  }

  @Test
  void commandIsClaimedOnceAndItsResultKept() {
    assertThat(store.claim("c1", "body", Samples.NOW)).isEqualTo(new Claim.Fresh());
    assertThat(store.claim("c1", "body", Samples.NOW.plusSeconds(9)))
        .isEqualTo(
            new Claim.Running(Samples.NOW.truncatedTo(java.time.temporal.ChronoUnit.MILLIS)));
    assertThat(store.claim("c1", "other", Samples.NOW)).isEqualTo(new Claim.Conflict());

    store.complete("c1", "{\"ok\":true}");

    assertThat(store.claim("c1", "body", Samples.NOW)).isEqualTo(new Claim.Done("{\"ok\":true}"));
    assertThat(store.claim("c1", "other", Samples.NOW)).isEqualTo(new Claim.Conflict());
    assertThat(raw.ttl("command:c1")).isBetween(604_700L, 604_800L);
  }

  @Test
  void lookingAtAClaimClaimsNothing() {
    assertThat(store.claimed("c1", "body")).isEmpty();
    assertThat(store.claim("c1", "body", Samples.NOW)).isEqualTo(new Claim.Fresh());
    assertThat(store.claimed("c1", "body")).get().isInstanceOf(Claim.Running.class);
    assertThat(store.claimed("c1", "other")).contains(new Claim.Conflict());

    store.complete("c1", "{\"ok\":true}");

    assertThat(store.claimed("c1", "body")).contains(new Claim.Done("{\"ok\":true}"));
    assertThat(store.claimed("c1", "other")).contains(new Claim.Conflict());
  }

  @Test
  void resultWithoutAClaimIsNotKept() {
    store.complete("lost", "{}");

    assertThat(store.claim("lost", "body", Samples.NOW)).isEqualTo(new Claim.Fresh());
  }

  @Test
  void ofManyClaimsAtOnceOneIsFresh() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<Claim>> claims = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        claims.add(threads.submit(() -> store.claim("same", "body", Samples.NOW)));
      }
      int fresh = 0;
      for (Future<Claim> claim : claims) {
        fresh += claim.get() instanceof Claim.Fresh ? 1 : 0;
      }
      assertThat(fresh).isEqualTo(1);
    }
  }

  @Test
  void confirmationIsTakenOnceAndExpires() {
    store.putConfirmation("k", "{}", Keys.CONFIRMATION_TTL);

    assertThat(raw.pttl("confirm:k")).isBetween(55_000L, 60_000L);
    assertThat(store.takeConfirmation("k")).isEqualTo(Optional.of("{}"));
    assertThat(store.takeConfirmation("k")).isEmpty();
  }

  @Test
  void alertsAreReadNewestFirst() {
    raw.xadd("alerts", StreamEntryID.NEW_ENTRY, Map.of("json", Json.write(Samples.alert("a"))));
    raw.xadd("alerts", StreamEntryID.NEW_ENTRY, Map.of("json", Json.write(Samples.alert("b"))));

    assertThat(store.alerts(10)).containsExactly(Samples.alert("b"), Samples.alert("a"));
    assertThat(store.alerts(1)).containsExactly(Samples.alert("b"));
  }

  @Test
  void dumpHasEveryKeyAsJson() {
    raw.set("mode", "auto");
    raw.set("engine:blue:state", "{\"pid\":7}");
    raw.set("odd", "{no json");
    raw.hset("risk:stats", "drawdown", "-1.5");
    raw.lpush("list", "x");
    raw.sadd("set", "x");
    raw.zadd("zset", 1.5, "x");
    acknowledge("c");

    Map<String, String> dump = store.dump();

    assertThat(dump)
        .containsEntry("mode", "\"auto\"")
        .containsEntry("engine:blue:state", "{\"pid\":7}")
        .containsEntry("odd", "\"{no json\"")
        .containsEntry("risk:stats", "{\"drawdown\":\"-1.5\"}")
        .containsEntry("list", "[\"x\"]")
        .containsEntry("set", "[\"x\"]")
        .containsEntry("zset", "{\"x\":\"1.5\"}")
        .hasSize(8);
    assertThat(dump.get("engine.acks")).contains("\"fields\"");
  }

  @Test
  void pingTakesSomeTime() {
    assertThat(store.ping()).isPositive().isLessThan(Duration.ofSeconds(1));
  }

  private void acknowledge(String commandId) {
    raw.xadd(
        "engine.acks",
        StreamEntryID.NEW_ENTRY,
        Map.of("json", Json.write(Samples.acknowledgement(commandId))));
  }
}
