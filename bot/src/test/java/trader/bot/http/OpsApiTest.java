package trader.bot.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import trader.bot.http.BotRig.Answer;
import trader.commands.support.Rig;
import trader.control.Color;
import trader.control.ControlLever;

@Tag("integration")
class OpsApiTest {
  private static final String PROBLEM = "application/problem+json";
  @TempDir Path folder;
  private BotRig bot;

  @BeforeEach
  void open() {
    bot = new BotRig(folder, Map.of());
  }

  @AfterEach
  void close() {
    bot.close();
  }

  private void halt() {
    assertThat(bot.post("/mode", "{\"mode\":\"halt\"}").status()).isEqualTo(200);
    Awaitility.await()
        .until(() ->
            bot.rig()
                .store()
                .engineState(Color.BLUE)
                .filter(state -> "halt".equals(state.mode()))
                .filter(state -> !state.tradingEnabled())
                .isPresent());
  }

  @Test
  void statusAnswersTheNamesOfTheContract() {
    Answer answer = bot.get("/status");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.type()).isEqualTo("application/json");
    for (String field :
        new String[] {
          "mode",
          "mode_effective",
          "gate",
          "levers",
          "trading_enabled",
          "active_color",
          "color",
          "capital_stage",
          "capital_effective",
          "health",
          "equity_usd",
          "balances",
          "positions",
          "snapshot_loaded",
          "as_of",
          "age_ms",
          "stale",
          "headline"
        }) {
      assertThat(answer.json().has(field)).as(field).isTrue();
    }
    assertThat(answer.json().get("gate").asString()).isEqualTo("OPEN");
  }

  @Test
  void killWithTheRunbooksCurlStopsTradingAtOnce() {
    Answer answer =
        bot.post(
            "/kill",
            "{\"enabled\": false}",
            "Content-Type",
            "application/x-www-form-urlencoded",
            "Idempotency-Key",
            "kill-1",
            "X-Ops-Actor",
            "anna");

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().get("title").asString())
        .startsWith("KILLED — engine blue closed its gate in 412 µs");
    assertThat(answer.json().get("data").get("acknowledgements").get(0).get("gate").asString())
        .isEqualTo("CLOSED");
    assertThat(bot.rig().engine().held(ControlLever.KILL)).isEqualTo("killed");
    assertThat(bot.rig().store().auditTail(1).getFirst().draft())
        .satisfies(draft -> {
          assertThat(draft.actor()).isEqualTo("http:ops-token+anna");
          assertThat(draft.action()).isEqualTo("kill");
          assertThat(draft.outcome()).isEqualTo("applied");
        });
  }

  @Test
  void emptyKillKills() {
    assertThat(bot.post("/kill", "").status()).isEqualTo(200);
    assertThat(bot.rig().engine().held(ControlLever.KILL)).isEqualTo("killed");
  }

  @Test
  void raisingIsAnswered202AndDoneWithConfirmationAndReason() {
    halt();

    Answer preview = bot.post("/mode", "{\"mode\":\"auto\"}");
    assertThat(preview.status()).as(preview.body()).isEqualTo(202);
    String id = preview.json().get("confirmation_id").asString();
    assertThat(preview.json().get("data").get("deployable_usd_after").decimalValue())
        .isEqualByComparingTo("3123.76");
    assertThat(bot.rig().engine().held(ControlLever.MODE)).isEqualTo("halt");

    Answer without = bot.post("/mode", "{\"mode\":\"auto\"}", "X-Ops-Confirm", id);
    assertThat(without.status()).isEqualTo(400);
    assertThat(without.json().get("type").asString())
        .isEqualTo("urn:trader:problem:reason_missing");

    Answer done =
        bot.post(
            "/mode", "{\"mode\":\"auto\"}", "X-Ops-Confirm", id, "X-Ops-Reason", "drill is over");
    assertThat(done.status()).as(done.body()).isEqualTo(200);
    assertThat(bot.rig().engine().held(ControlLever.MODE)).isEqualTo("auto");
  }

  @Test
  void sameKeyAnswersTheFirstResultAndActsOnce() {
    Answer first = bot.post("/mode", "{\"mode\":\"halt\"}", "Idempotency-Key", "k1");
    bot.rig().engine().hold(ControlLever.MODE, "auto");

    Answer again = bot.post("/mode", "{\"mode\":\"halt\"}", "Idempotency-Key", "k1");
    Answer other = bot.post("/admin/pause", "", "Idempotency-Key", "k1");

    assertThat(first.status()).isEqualTo(200);
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.json().get("title").asString()).startsWith("ANSWERED BEFORE");
    assertThat(bot.rig().engine().held(ControlLever.MODE)).isEqualTo("auto");
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.type()).isEqualTo(PROBLEM);
  }

  @Test
  void pauseResumeCapitalCanaryAndSnapshotAreCommandsToo() {
    assertThat(bot.post("/admin/pause", "{\"reason\":\"lunch\"}").status()).isEqualTo(200);
    assertThat(bot.rig().engine().held(ControlLever.PAUSE)).isEqualTo("paused");
    Awaitility.await()
        .untilAsserted(() -> assertThat(bot.post("/admin/resume", "{}").status()).isEqualTo(202));
    assertThat(bot.post("/capital/stage", "{\"stage\":10}").status()).isEqualTo(200);
    assertThat(bot.rig().engine().held(ControlLever.CAPITAL)).isEqualTo("10");
    assertThat(bot.post("/canary", "{\"color\":\"green\"}").status()).isEqualTo(409);
    Answer snapshot = bot.post("/snapshot", "");
    assertThat(snapshot.status()).isEqualTo(200);
    assertThat(Path.of(snapshot.json().get("data").get("path").asString())).exists();
  }

  @ParameterizedTest
  @CsvSource({
    "/mode,{\"mode\": hlat},400,malformed_json",
    "/mode,[1],400,malformed_json",
    "/mode,{\"mode\":\"hlat\"},400,misunderstood",
    "/mode,{\"moode\":\"halt\"},400,unknown_field",
    "/mode,{},400,missing_field",
    "/mode,{\"mode\":\"halt now\"},400,wrong_field",
    "/kill,{\"enabled\":\"maybe\"},400,wrong_field",
    "/capital/stage,{\"stage\":40},400,misunderstood",
    "/nowhere,{},404,not_found",
    "/status,{},405,method_not_allowed"
  })
  void everyErrorIsAProblemDocument(String path, String body, int status, String kind) {
    Answer answer = bot.post(path, body);

    assertThat(answer.status()).as(answer.body()).isEqualTo(status);
    assertThat(answer.type()).isEqualTo(PROBLEM);
    assertThat(answer.json().get("type").asString()).isEqualTo("urn:trader:problem:" + kind);
    assertThat(answer.json().get("status").asInt()).isEqualTo(status);
    assertThat(answer.json().get("detail").asString()).isNotBlank();
  }

  @Test
  void bodyThatIsTooLargeIsRefused() {
    assertThat(bot.post("/mode", "{\"mode\":\"" + "x".repeat(20_000) + "\"}").status())
        .isEqualTo(413);
  }

  @Test
  void wrongMethodAndParameterOfAReadingCallAreProblemsToo() {
    assertThat(bot.get("/kill"))
        .satisfies(answer -> assertThat(answer.status()).isEqualTo(405))
        .satisfies(answer -> assertThat(answer.type()).isEqualTo(PROBLEM))
        .satisfies(answer -> assertThat(answer.body()).contains("It takes POST."));
    assertThat(bot.get("/audit?limit=x").status()).isEqualTo(400);
    assertThat(bot.get("/audit?limit=201").type()).isEqualTo(PROBLEM);
  }

  @Test
  void changingCallWithoutTheTokenChangesNothingAndIsAudited() {
    Answer none = bot.send("POST", "/kill", "{\"enabled\":false}", Map.of("X-Ops-Actor", "eve"));
    Answer wrong = bot.send("POST", "/kill", "", Map.of("X-Ops-Token", "guess"));

    assertThat(none.status()).isEqualTo(401);
    assertThat(none.type()).isEqualTo(PROBLEM);
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.body()).doesNotContain("guess").doesNotContain(Rig.OPS_TOKEN);
    assertThat(bot.rig().engine().held(ControlLever.KILL)).isEqualTo("armed");
    assertThat(bot.rig().store().auditTail(5))
        .anySatisfy(entry -> {
          assertThat(entry.draft().actor()).isEqualTo("http:stranger+eve");
          assertThat(entry.draft().action()).isEqualTo("POST /kill");
          assertThat(entry.draft().outcome()).isEqualTo("refused");
        });
  }

  @Test
  void unansweredCommandIs504AndSaysSo() {
    bot.rig().engine().mute();

    Answer answer = bot.post("/admin/pause", "");

    assertThat(answer.status()).isEqualTo(504);
    assertThat(answer.type()).isEqualTo(PROBLEM);
    assertThat(answer.json().get("detail").asString())
        .startsWith("NOT CONFIRMED by the engine — 'pause' was written to Redis at ");
  }

  @Test
  void oldRaisingCallIsRefusedAsStale() {
    halt();

    Answer answer =
        bot.post(
            "/mode",
            "{\"mode\":\"auto\"}",
            "X-Ops-Issued-At",
            bot.rig().clock().instant().minusSeconds(300).toString());

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.json().get("type").asString()).isEqualTo("urn:trader:problem:stale");
  }

  @Test
  void haltDoesNotQueueBehindSlowCalls() throws Exception {
    bot.post("/mode", "{\"mode\":\"halt\"}");
    bot.rig().engine().mute();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> slow = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        slow.add(callers.submit(() -> bot.post("/admin/pause", "")));
      }
      // Each of them waits two seconds for an engine that does not answer.
      Awaitility.await().until(() -> bot.rig().store().auditTail(100).size() >= 60);
      bot.rig().engine().speak();
      long start = System.nanoTime();
      Answer halt = bot.post("/mode", "{\"mode\":\"halt\"}");

      assertThat(halt.status()).as(halt.body()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
      assertThat(slow).as("calls that still wait").anyMatch(call -> !call.isDone());
      for (Future<Answer> one : slow) {
        assertThat(one.get().status()).isEqualTo(504);
      }
    }
  }

  @Test
  void redisDownIsNotReadyAndStillHalts() {
    assertThat(bot.get("/healthz").status()).isEqualTo(200);
    assertThat(bot.get("/readyz").status()).isEqualTo(200);
    bot.rig().redis().process().kill();

    assertThat(bot.get("/healthz").status()).isEqualTo(200);
    assertThat(bot.get("/readyz").status()).isEqualTo(503);
    Answer kill = bot.post("/kill", "{\"enabled\":false}");
    assertThat(kill.status()).as(kill.body()).isEqualTo(200);
    assertThat(kill.json().get("title").asString()).startsWith("KILLED by the second route");
    assertThat(bot.get("/status").json().get("redis").asBoolean()).isFalse();
  }

  @Test
  void metricsCountCommandsInPrometheusText() {
    bot.post("/admin/pause", "");

    Answer answer = bot.get("/metrics");

    assertThat(answer.type()).startsWith("text/plain");
    assertThat(answer.body())
        .contains("ops_command_seconds_count{command=\"pause\",outcome=\"done\"} 1")
        .contains("jvm_memory_used_bytes")
        .contains("process_cpu_usage");
  }

  @Test
  void openApiDocumentNamesEveryCallAndItsHeaders() {
    Answer answer = bot.get("/v3/api-docs");

    assertThat(answer.status()).isEqualTo(200);
    for (String path :
        new String[] {
          "/status",
          "/positions",
          "/audit",
          "/healthz",
          "/readyz",
          "/metrics",
          "/kill",
          "/mode",
          "/canary",
          "/capital/stage",
          "/snapshot",
          "/admin/pause",
          "/admin/resume"
        }) {
      assertThat(answer.json().get("paths").has(path)).as(path).isTrue();
    }
    assertThat(answer.json().get("paths").get("/mode").get("post").toString())
        .contains("X-Ops-Confirm")
        .contains("Idempotency-Key")
        .contains("X-Ops-Code")
        .contains("\"202\"");
    assertThat(bot.get("/openapi.json").body()).isEqualTo(answer.body());
  }

  @Test
  void openApiDocumentSaysOfEachCallWhatTheCatalogSays() {
    JsonNode paths = bot.get("/openapi.json").json().get("paths");

    assertThat(body(paths, "/mode").at("/properties/mode/enum").toString())
        .isEqualTo("[\"halt\",\"paper\",\"manual\",\"auto\"]");
    assertThat(body(paths, "/mode").at("/required/0").asString()).isEqualTo("mode");
    assertThat(body(paths, "/canary").at("/properties/color/enum").toString())
        .isEqualTo("[\"blue\",\"green\"]");
    assertThat(body(paths, "/capital/stage").at("/properties/stage/enum").toString())
        .isEqualTo("[10,20,30,50,70,100]");
    assertThat(body(paths, "/kill").at("/properties/enabled/type").asString()).isEqualTo("boolean");
    assertThat(paths.at("/~1admin~1resume/post/description").asString())
        .contains("End a pause; the engine warms up before it adds risk")
        .contains("raises risk");
  }

  private static JsonNode body(JsonNode paths, String path) {
    return paths.get(path).at("/post/requestBody/content/application~1json/schema");
  }

  @Test
  void noAnswerHoldsASecret() {
    bot.post("/kill", "{\"enabled\":false}");

    for (String path :
        new String[] {"/status", "/positions", "/audit", "/metrics", "/v3/api-docs", "/readyz"}) {
      assertThat(bot.get(path).body())
          .as(path)
          .doesNotContain(Rig.OPS_TOKEN)
          .doesNotContain(Rig.CONTROL_KEY);
    }
  }
}
