package trader.bot.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import tools.jackson.databind.JsonNode;
import trader.bot.web.ConsoleRig.Answer;
import trader.bot.web.ConsoleRig.Visit;
import trader.commands.support.Rig;
import trader.control.ControlLever;
import trader.redis.EquitySample;
import trader.redis.Json;
import trader.redis.Keys;

@Tag("integration")
class ConsoleTest {
  private static final String KEY = "0123456789abcdef";
  @TempDir Path folder;
  private ConsoleRig console;

  @BeforeEach
  void open() {
    console = new ConsoleRig(folder);
  }

  @AfterEach
  void close() {
    console.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/console/app/main.js", "/console/app/base.css", "/console/events"})
  void everythingCarriesTheStrictPolicy(String path) {
    Answer answer = console.send("GET", path, "", Map.of());

    assertThat(answer.header("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self'", "style-src 'self'")
        .contains("frame-ancestors 'none'", "base-uri 'none'", "form-action 'none'")
        .contains("require-trusted-types-for 'script'")
        .doesNotContain("unsafe", "http:", "https:", "data:", "*");
    assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
  }

  @Test
  void filesAreServedOnceAndThenOnlyWhenChanged() {
    Answer first = console.send("GET", "/console/app/main.js", "", Map.of());
    Answer again =
        console.send(
            "GET", "/console/app/main.js", "", Map.of("If-None-Match", first.header("ETag")));

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Content-Type")).startsWith("text/javascript");
    assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
    assertThat(again.status()).isEqualTo(304);
    assertThat(console.send("GET", "/console/app/nothing.js", "", Map.of()).status())
        .isEqualTo(404);
  }

  @Test
  void haltIsOneCallAndAnswersWhatTheEngineConfirmed() {
    Answer answer = console.visit(ConsoleRig.ANNAS_TOKEN).say("mode halt", KEY);

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("outcome").asString()).isEqualTo("done");
    assertThat(answer.json().get("title").asString())
        .startsWith("HALTED — engine blue closed its gate in 412 µs");
    assertThat(console.rig().engine().held(ControlLever.MODE)).isEqualTo("halt");
    assertThat(console.rig().store().auditTail(1).getFirst().draft().actor()).isEqualTo("web:anna");
  }

  @Test
  void theSameKeyDoesNothingTwice() {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    visit.say("mode halt", KEY);
    console.rig().engine().hold(ControlLever.MODE, "auto");

    Answer again = visit.say("mode halt", KEY);
    Answer other = visit.say("pause", KEY);

    assertThat(again.json().get("title").asString()).startsWith("ANSWERED BEFORE");
    assertThat(console.rig().engine().held(ControlLever.MODE)).isEqualTo("auto");
    assertThat(other.json().get("refusal").asString()).isEqualTo("command_id_reused");
    assertThat(console.rig().engine().held(ControlLever.PAUSE)).isEqualTo("running");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "with space in the middle"})
  void aCommandWithoutAProperKeyIsNoCommand(String key) {
    Answer answer = console.visit(Rig.OPS_TOKEN).say("mode halt", key);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(console.rig().engine().held(ControlLever.MODE)).isEqualTo("auto");
  }

  @Test
  void raisingIsPreviewedAndDoneWithItsConfirmation() throws Exception {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    try (EventStream events = visit.events()) {
      visit.say("pause", KEY);
      events.await("head", head -> head.get("title").asString().startsWith("PAUSED"));

      JsonNode preview = visit.say("resume", KEY + "1").json();
      assertThat(preview.get("title").asString()).startsWith("PREVIEW — ");
      assertThat(preview.get("valid_ms").asLong()).isBetween(50_000L, 60_000L);
      assertThat(console.rig().engine().held(ControlLever.PAUSE)).isEqualTo("paused");

      JsonNode done =
          visit
              .say("confirm " + preview.get("confirmation").asString() + " lunch is over", KEY + 2)
              .json();
      assertThat(done.get("outcome").asString()).as(done.toString()).isEqualTo("done");
      assertThat(console.rig().engine().held(ControlLever.PAUSE)).isEqualTo("running");
    }
  }

  @Test
  void wordsThatAreNoCommandAreAnsweredWithWhatWasMeant() {
    JsonNode answer = console.visit(Rig.OPS_TOKEN).say("mode hlat", KEY).json();

    assertThat(answer.get("outcome").asString()).isEqualTo("misunderstood");
    assertThat(answer.get("title").asString()).contains("hlat").contains("halt");
  }

  @Test
  void openPagesShareOnePollAndHearEverything() throws Exception {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    try (EventStream one = visit.events();
        EventStream two = visit.events();
        EventStream three = visit.events()) {
      assertThat(one.type()).startsWith("text/event-stream");
      for (EventStream stream : new EventStream[] {one, two, three}) {
        for (String topic :
            new String[] {"hello", "levers", "positions", "orders", "proposals", "alerts"}) {
          stream.await(topic, _ -> true);
        }
        JsonNode head = stream.await("head", _ -> true).json();
        assertThat(head.get("title").asString()).startsWith("TRADING — auto, gate OPEN");
        assertThat(head.get("stale").asBoolean()).isFalse();
      }
      long heads = one.count("head");
      long polls = console.feed().polls();
      Awaitility.await().until(() -> one.count("head") >= heads + 1);
      assertThat(console.feed().polls() - polls).as("polls for three pages").isBetween(1L, 3L);
    }
    Awaitility.await().until(() -> console.feed().readers() == 0);
  }

  @Test
  void anEngineThatFallsSilentIsShownAsUnknown() throws Exception {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    try (EventStream events = visit.events()) {
      events.await("head", head -> !head.get("stale").asBoolean());
      console.rig().engine().fallSilent();
      console.rig().clock().advance(Duration.ofSeconds(30));

      JsonNode head = events.await("head", now -> now.get("stale").asBoolean()).json();

      assertThat(head.get("title").asString()).startsWith("UNKNOWN — engine blue has not been");
    }
  }

  @Test
  void withoutRedisThePageSaysSoAndStillHalts() throws Exception {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    try (EventStream events = visit.events()) {
      events.await("head", head -> head.get("redis").asBoolean());
      console.rig().redis().process().kill();

      JsonNode head = events.await("head", now -> !now.get("redis").asBoolean()).json();
      JsonNode fault = events.await("audit", JsonNode::isObject).json();
      JsonNode halt = visit.say("mode halt", KEY).json();

      assertThat(head.get("lines").toString()).contains("Redis does not answer");
      assertThat(fault.get("fault").asString()).isNotBlank();
      assertThat(halt.get("title").asString()).startsWith("KILLED by the second route");
    }
  }

  @Test
  void historyIsWhatTheDeskWasWorth() {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    Instant now = console.rig().clock().instant();
    Instant start = now.minus(Duration.ofHours(20));
    console.rig().engine().fallSilent();
    try (Jedis raw = console.rig().raw()) {
      raw.del(Keys.HISTORY);
      for (int minute = 0; minute < 1_100; minute++) {
        EquitySample sample =
            new EquitySample(
                start.plus(Duration.ofMinutes(minute)),
                new BigDecimal(10_000 + minute),
                BigDecimal.ONE,
                minute == 500 ? new BigDecimal("-7.5") : BigDecimal.ZERO);
        raw.xadd(Keys.HISTORY, StreamEntryID.NEW_ENTRY, Map.of(Keys.FIELD, Json.write(sample)));
      }
    }

    JsonNode curves = visit.get("/console/history?hours=24").json();

    assertThat(curves.get("at").size()).isEqualTo(550);
    assertThat(curves.get("equity").get(549).asInt()).isEqualTo(11_099);
    assertThat(curves.get("drawdown").toString()).contains("-7.5");
    assertThat(visit.get("/console/history?hours=1").json().get("at").size()).isZero();
    assertThat(visit.get("/console/history?hours=0").status()).isEqualTo(400);
  }

  @Test
  void theBotEndsWhilePagesAreOpen() {
    Visit visit = console.visit(Rig.OPS_TOKEN);
    EventStream events = visit.events();
    events.await("head", _ -> true);

    long start = System.nanoTime();
    console.endBot();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    Awaitility.await().until(events::ended);
  }
}
