package trader.engine.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.ControlLever;
import trader.control.EngineState;
import trader.engine.venue.VenueName;
import trader.redis.embedded.EmbeddedRedis;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.prices.SteadyPrices;

/** An operator's test order by HTTP, from a halt to a closed position. */
@Tag("integration")
class OrderByHttpTest {
  private static final String BUY =
      "{\"symbol\":\"BTCUSDT.BINANCE\",\"side\":\"BUY\",\"quote\":25,\"reason\":\"drill\"}";
  private static final String SELL = "{\"symbol\":\"BTC/USDT\",\"side\":\"SELL\"}";
  private static EmbeddedRedis redis;
  private static Simulator simulator;
  @TempDir private Path directory;

  @BeforeAll
  static void startSurroundings() {
    redis = EmbeddedRedis.start();
    simulator = Simulator.start(SimulatorSettings.defaults().withPrices(new SteadyPrices(100, 7)));
  }

  @AfterAll
  static void stopSurroundings() {
    simulator.close();
    redis.close();
  }

  @Test
  void orderIsBarredInAHaltThenFilledOnceUnderItsKeyAndSoldAgain() {
    ToolRig rig = new ToolRig(redis, simulator, VenueName.BINANCE_SPOT, directory);
    rig.withEngine(() -> {
      EngineClient engine = rig.engine();
      EngineClient.Answered halted = engine.post("/orders", BUY, "halted").orElseThrow();
      assertThat(halted.status()).isEqualTo(409);
      assertThat(halted.why()).contains("the gate is CLOSED because");

      rig.open("auto");
      await()
          .atMost(ToolRig.PATIENCE)
          .until(() -> engine.state().filter(EngineState::tradingEnabled).isPresent());
      EngineClient.Answered bought = engine.post("/orders", BUY, "once").orElseThrow();
      assertThat(bought.status()).as(bought.body()).isEqualTo(200);
      assertThat(bought.body()).contains("buys", "\"outcome\":\"applied\"");
      assertThat(engine.post("/orders", BUY, "once")).contains(bought);
      assertThat(engine.post("/orders", SELL, "once").orElseThrow().status()).isEqualTo(422);
      assertThat(buysAtTheVenue()).isEqualTo(1);
      await()
          .atMost(ToolRig.PATIENCE)
          .until(() ->
              engine.state().orElseThrow().positions().stream()
                  .anyMatch(position -> position.stopPrice() != null));

      EngineClient.Answered tooMuch =
          engine.post("/orders", BUY.replace("25", "2500000"), "much").orElseThrow();
      assertThat(tooMuch.status()).isEqualTo(409);
      rig.grant(ControlLever.MODE, "halt");
      EngineClient.Answered sold = engine.post("/orders", SELL, "sell").orElseThrow();
      assertThat(sold.status()).as(sold.body()).isEqualTo(200);
      assertThat(sold.body()).contains("flat");
      await()
          .atMost(ToolRig.PATIENCE)
          .until(() -> engine.state().orElseThrow().positions().isEmpty());
    });
  }

  private static long buysAtTheVenue() {
    return simulator.receivedOrders().stream()
        .filter(order -> order.side().equalsIgnoreCase("buy"))
        .count();
  }
}
