package trader.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static trader.engine.http.HttpRig.PATIENCE;
import static trader.engine.http.HttpRig.TOKEN;
import static trader.engine.http.HttpRig.problem;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.Account;
import trader.control.Acknowledgement;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.redis.Json;

/** The engine's own kill switch, and what an engine in trouble says of itself. */
@Tag("integration")
class KillCallTest {
  private static Surroundings around;
  @TempDir private Path directory;
  private HttpRig rig;

  @BeforeAll
  static void startSurroundings() {
    around = Surroundings.start();
  }

  @AfterAll
  static void stopSurroundings() {
    around.close();
  }

  @BeforeEach
  void start() {
    rig = new HttpRig(around, directory);
  }

  @AfterEach
  void stop() {
    rig.close();
  }

  @Test
  void killClosesTheGateAndAnswersTheEnginesAcknowledgement() {
    HttpResponse<String> answer = rig.kill("{\"enabled\":false,\"reason\":\"incident drill\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    Acknowledgement ack = Json.read(answer.body(), Acknowledgement.class);
    assertThat(ack.outcome()).isEqualTo(Acknowledgement.Outcome.APPLIED);
    assertThat(ack.subject()).isEqualTo("kill");
    assertThat(ack.gate()).isEqualTo(GateLevel.CLOSED);
    assertThat(ack.why()).contains("incident drill").contains("anna");
    assertThat(rig.engine().gates().level(Account.LIVE)).isEqualTo(GateLevel.CLOSED);
    assertThat(rig.engine().gates().level(Account.PAPER)).isEqualTo(GateLevel.CLOSED);
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            assertThat(rig.lever(Lever.KILL_SWITCH))
                .satisfies(lever -> {
                  assertThat(lever.value()).isEqualTo("killed");
                  assertThat(lever.why()).contains("incident drill");
                }));
  }

  @Test
  void killSentAgainWithTheSameKeyIsAnsweredAgain() {
    String body = "{\"enabled\":false,\"reason\":\"twice\"}";
    HttpResponse<String> first = rig.kill(body, Optional.of(TOKEN), "one-key");
    HttpResponse<String> second = rig.kill(body, Optional.of(TOKEN), "one-key");

    assertThat(first.statusCode()).isEqualTo(200);
    assertThat(second.statusCode()).isEqualTo(200);
    assertThat(Json.read(second.body(), Acknowledgement.class).commandId()).isEqualTo("one-key");
  }

  @Test
  void engineThatFailedIsNeitherHealthyNorReadyAndStillTakesAKill() {
    rig.engine()
        .loop()
        .post(_ -> {
          throw new IllegalStateException("not an event");
        });
    rig.engine()
        .loop()
        .onLoop(() ->
            rig.engine()
                .loop()
                .observedBy(_ -> {
                  throw new IllegalStateException("a fault for this test");
                }));
    await().atMost(PATIENCE).until(() -> rig.engine().loop().failed());

    assertThat(rig.get("/healthz").statusCode()).isEqualTo(503);
    problem(rig.get("/readyz"), 503, "Not ready");
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> {
          EngineState state = Json.read(rig.get("/state").body(), EngineState.class);
          assertThat(state.gate()).isEqualTo(GateLevel.CLOSED);
          assertThat(state.alerts()).anyMatch(line -> line.contains("a fault for this test"));
        });
    HttpResponse<String> answer = rig.kill("{\"enabled\":false}");
    problem(answer, 504, "The gate is closed; the engine's core has not confirmed");
    assertThat(rig.engine().gates().level(Account.LIVE)).isEqualTo(GateLevel.CLOSED);
  }

  @Test
  void violationInTradesDbLetsNoNewRiskInAndFailsReadinessWhileTheProcessStaysUp()
      throws SQLException {
    await()
        .atMost(PATIENCE)
        .until(() -> rig.get("/metrics").body().contains("registry_violations 0"));
    rig.end();
    try (Connection trades =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("blue/trades.db"));
        Statement statement = trades.createStatement()) {
      statement.execute(
          "INSERT INTO positions (account, instrument, state, qty, cost, average_price, strategy,"
              + " opened_micros, updated_micros) VALUES ('live', 'ETHUSDT.BINANCE', 'closed', '3',"
              + " '1', '1', 'x', 1, 1)");
    }

    rig.begin();

    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(() -> {
          problem(rig.get("/readyz"), 503, "Not ready");
          assertThat(rig.get("/readyz").body()).contains("1 violations", "REGISTRY_AUDIT_REPORT");
          assertThat(rig.lever(Lever.REGISTRY))
              .satisfies(lever -> {
                assertThat(lever.allows()).isEqualTo(GateLevel.REDUCE_ONLY);
                assertThat(lever.why()).contains("ETHUSDT.BINANCE");
              });
        });
    assertThat(rig.get("/healthz").statusCode()).isEqualTo(200);
  }
}
