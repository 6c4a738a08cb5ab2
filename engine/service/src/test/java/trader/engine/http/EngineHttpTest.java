package trader.engine.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static trader.engine.http.HttpRig.PATIENCE;
import static trader.engine.http.HttpRig.problem;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.Lever;
import trader.redis.Json;

/** What an engine answers to who only reads. */
@Tag("integration")
class EngineHttpTest {
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
  void stateHasEveryFieldOfTheContract() {
    Map<String, Object> state = Json.readMap(rig.get("/state").body());

    assertThat(state)
        .containsKeys(
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
            "as_of");
    assertThat(state)
        .containsEntry("gate", "CLOSED")
        .containsEntry("mode_effective", "halt")
        .containsEntry("color", "blue")
        .containsEntry("trading_enabled", false);
    @SuppressWarnings("unchecked") // A list of objects, by the contract.
    List<Map<String, Object>> levers =
        (List<Map<String, Object>>) Objects.requireNonNull(state.get("levers"));
    assertThat(levers)
        .hasSize(Lever.values().length)
        .allSatisfy(lever -> assertThat(lever).containsKeys("name", "value", "since", "why"));
  }

  @Test
  void readingEndpointsAnswerWithoutAToken() {
    assertThat(rig.get("/state").statusCode()).isEqualTo(200);
    assertThat(rig.get("/healthz").statusCode()).isEqualTo(200);
    assertThat(rig.get("/readyz").statusCode()).isEqualTo(200);
    assertThat(Json.readMap(rig.get("/healthz").body()))
        .containsEntry("ok", true)
        .containsKeys("gate", "health", "as_of");
  }

  @Test
  void bookIsShownAsFarAsItIsAskedForAndNotBeyondWhatIsKept() {
    await().atMost(PATIENCE).until(() -> rig.get("/book/BTCUSDT?levels=3").statusCode() == 200);

    Map<String, Object> book = Json.readMap(rig.get("/book/BTCUSDT?levels=3").body());

    assertThat(book).containsEntry("symbol", "BTCUSDT.BINANCE").containsKeys("as_of", "age_ms");
    assertThat((List<?>) book.get("bids")).hasSize(3);
    assertThat((List<?>) book.get("asks")).hasSize(3);
    problem(rig.get("/book/BTCUSDT?levels=21"), 400, "The request is not understood");
    assertThat(rig.get("/book/BTCUSDT?levels=21").body())
        .contains("'21'", "1 to 20", "BOOK_LEVELS");
    assertThat(rig.get("/book/ETHUSDT").body()).contains("ETHUSDT.BINANCE is not traded");
    assertThat(rig.get("/metrics").body())
        .contains("book_in_step{symbol=\"BTCUSDT\"} 1.0", "book_resyncs_total", "book_age_seconds");
  }

  @Test
  void unknownPathIsAProblemThatNamesWhatThereIs() {
    HttpResponse<String> answer = rig.get("/nothing");

    problem(answer, 404, "No such endpoint");
    assertThat(answer.body()).contains("/state", "/kill");
  }

  @Test
  void metricsHaveTheNamesOfTheContract() {
    for (String name :
        List.of(
            "equity_usd",
            "cash_usd",
            "market_value_usd",
            "metrics_heartbeat",
            "metrics_trading_enabled",
            "health_state",
            "risk_equity_drawdown_pct",
            "breaker_rejections_total{",
            "venue_error_rate_pct",
            "venue_exposure_usd{venue=\"binance\"}",
            "orders_submitted_total{",
            "strategy_ticks_total{venue=\"binance\"}",
            "strategy_tick_to_order_latency_ms_bucket{",
            "jvm_memory_used_bytes{",
            "jvm_gc_",
            "jvm_threads_live_threads",
            "process_cpu_usage")) {
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertThat(rig.get("/metrics").body().lines())
                  .as(name)
                  .anyMatch(line -> line.startsWith(name) && !line.endsWith("NaN")));
    }
  }
}
