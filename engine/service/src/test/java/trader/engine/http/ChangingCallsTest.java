package trader.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static trader.engine.http.HttpRig.TOKEN;
import static trader.engine.http.HttpRig.problem;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.Acknowledgement;
import trader.control.Lever;
import trader.engine.settings.EngineSettings;
import trader.redis.Json;

/** Who may call what changes something, what is understood, and what then is done. */
@Tag("integration")
class ChangingCallsTest {
  private static Surroundings around;
  private static HttpRig rig;

  @BeforeAll
  static void start(@TempDir Path directory) {
    around = Surroundings.start();
    rig = new HttpRig(around, directory);
  }

  @AfterAll
  static void stop() {
    rig.close();
    around.close();
  }

  @Test
  void changingCallsNeedTheTokenWhateverTheMethodSays() {
    String body = "{\"enabled\":false}";
    problem(rig.kill(body, Optional.empty(), "a"), 401, "Not authorized");
    problem(rig.kill(body, Optional.of(""), "b"), 401, "Not authorized");
    problem(rig.kill(body, Optional.of(TOKEN + "x"), "c"), 401, "Not authorized");
    problem(rig.post("/reconcile/manual", "", "wrong"), 401, "Not authorized");
    problem(rig.get("/kill"), 405, "Method not allowed");
    assertThat(rig.lever(Lever.KILL_SWITCH).value()).isEqualTo("armed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  "})
  void withoutAConfiguredTokenEveryChangingCallIsClosed(String unset) {
    Map<String, String> environment = Map.of("OPS_API_TOKEN", unset);
    Optional<String> token = EngineSettings.read(environment).apiToken();
    try (EngineHttp open = EngineHttp.start(rig.engine(), token, "127.0.0.1", 0)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(open.url() + "/kill"))
              .POST(HttpRequest.BodyPublishers.ofString("{\"enabled\":false}"))
              .header("X-Ops-Token", unset)
              .build();

      problem(rig.send(request), 403, "Closed");
      assertThat(rig.lever(Lever.KILL_SWITCH).value()).isEqualTo("armed");
    }
  }

  @Test
  void raisingThroughTheEnginesOwnKillIsRefused() {
    HttpResponse<String> answer = rig.kill("{\"enabled\":true,\"reason\":\"again\"}");

    problem(answer, 403, "Raising risk is not done here");
    assertThat(answer.body()).contains("desk");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"reason\":\"x\"}", "{\"enabled\":\"maybe\"}", "not json", "[1,2"})
  void bodyThatDoesNotSayWhatIsMeantIsRefusedAndChangesNothing(String body) {
    HttpResponse<String> answer = rig.kill(body);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(rig.lever(Lever.KILL_SWITCH).value()).isEqualTo("armed");
  }

  @Test
  void bodyOfAnyLengthIsNotTakenIn() {
    problem(rig.kill("{\"reason\":\"" + "x".repeat(70_000) + "\"}"), 413, "Too large");
  }

  @Test
  void reconcileRunsAtTheVenueAndAnswersItsCounts() {
    long before = rig.accountReads();

    HttpResponse<String> answer = rig.post("/reconcile/manual", "");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.readMap(answer.body()))
        .containsEntry("orphaned", 0)
        .containsEntry("phantom", 0)
        .containsEntry("qty_mismatch", 0)
        .containsKeys(
            "fills_applied",
            "qty_synced",
            "pending_adopted",
            "state_adjustments_logged",
            "state_adjustments_deduped");
    assertThat(rig.accountReads()).isGreaterThan(before);
    assertThat(rig.get("/metrics").body())
        .contains("reconcile_lag_seconds{venue=\"binance\"}")
        .contains("database_write_queue ");
  }

  @Test
  void closeWithoutASymbolIsRefusedAndWithNothingToCloseSaysSo() {
    problem(rig.post("/close", "{}"), 400, "Nothing to do");
    problem(rig.post("/close", "{\"symbol\":\"ETHUSDT\"}"), 400, "The request is not understood");
    HttpResponse<String> answer = rig.post("/close", "{\"symbol\":\"all\",\"reason\":\"drill\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.read(answer.body(), Acknowledgement.class))
        .satisfies(ack -> {
          assertThat(ack.subject()).isEqualTo("close");
          assertThat(ack.outcome()).isEqualTo(Acknowledgement.Outcome.UNCHANGED);
        });
  }

  @Test
  void importOfWhatIsNotThereIsRefusedByTheEngine() {
    problem(rig.post("/positions/import", ""), 400, "Nothing to do");
    HttpResponse<String> answer = rig.post("/positions/import", "{\"symbol\":\"BTC/USDT\"}");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(Json.read(answer.body(), Acknowledgement.class).subject()).isEqualTo("import");
  }
}
