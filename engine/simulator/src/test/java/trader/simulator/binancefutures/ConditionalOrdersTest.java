package trader.simulator.binancefutures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.Reply;
import trader.simulator.client.WsClient;
import trader.simulator.matching.Side;

/** Stops and take-profits: a list of their own until they are triggered. */
@Tag("integration")
class ConditionalOrdersTest {
  @RegisterExtension final QuietFutures venue = new QuietFutures("10000");

  private JsonNode algo(String clientId) {
    return venue.client().signed("GET", "/fapi/v1/algoOrder", "clientAlgoId", clientId).json();
  }

  @Test
  void stopIsAnsweredAsDocumented() {
    venue.market("BUY", "0.010", "entry");
    JsonNode stop =
        venue
            .algo(
                "STOP_MARKET",
                "SELL",
                "0.010",
                "57000.00",
                "eng-000031",
                "reduceOnly",
                "true",
                "workingType",
                "MARK_PRICE")
            .json();
    assertThat(stop.path("algoId").asLong()).isPositive();
    assertThat(stop.path("clientAlgoId").asString()).isEqualTo("eng-000031");
    assertThat(stop.path("algoType").asString()).isEqualTo("CONDITIONAL");
    assertThat(stop.path("orderType").asString()).isEqualTo("STOP_MARKET");
    assertThat(stop.path("algoStatus").asString()).isEqualTo("NEW");
    assertThat(stop.path("triggerPrice").asString()).isEqualTo("57000.00");
    assertThat(stop.path("quantity").asString()).isEqualTo("0.010");
    assertThat(stop.path("workingType").asString()).isEqualTo("MARK_PRICE");
    assertThat(stop.path("reduceOnly").asBoolean()).isTrue();
    assertThat(stop.path("triggerTime").asLong()).isZero();
    assertThat(algo("eng-000031").path("algoId")).isEqualTo(stop.path("algoId"));
  }

  @Test
  void stopWhoseTriggerIsReachedIsRefused() {
    Reply reply = venue.algo("STOP_MARKET", "SELL", "0.010", "59000.00", "late");
    assertThat(reply.error()).isEqualTo("400 -2021 Order would immediately trigger.");
  }

  @Test
  void triggeredStopBecomesAPlainOrderWithANumberOfItsOwn() {
    venue.market("BUY", "0.010", "entry");
    venue.algo("STOP_MARKET", "SELL", "0.010", "58000.00", "stop", "reduceOnly", "true");
    WsClient user = venue.userStream();

    venue.print("57990.00", "0.010", Side.SELL);

    JsonNode triggered =
        user.await(m ->
                m.path("e").asString().equals("ALGO_UPDATE")
                    && m.path("o").path("X").asString().equals("TRIGGERED"))
            .path("o");
    assertThat(triggered.path("caid").asString()).isEqualTo("stop");
    String orderId = triggered.path("ai").asString();
    JsonNode fill =
        user.await(m ->
                m.path("e").asString().equals("ORDER_TRADE_UPDATE")
                    && m.path("o").path("x").asString().equals("TRADE"))
            .path("o");
    assertThat(fill.path("i").asString()).isEqualTo(orderId);
    assertThat(fill.path("c").asString()).isNotEqualTo("stop");
    assertThat(fill.path("ot").asString()).isEqualTo("STOP_MARKET");
    assertThat(fill.path("R").asBoolean()).isTrue();
    JsonNode over = algo("stop");
    assertThat(over.path("algoStatus").asString()).isEqualTo("FINISHED");
    assertThat(over.path("actualOrderId").asString()).isEqualTo(orderId);
    assertThat(venue.server().positions("main")).isEmpty();
    Reply cancel = venue.client().signed("DELETE", "/fapi/v1/algoOrder", "clientAlgoId", "stop");
    assertThat(cancel.code()).isEqualTo(-2011);
  }

  @Test
  void triggeredReduceOnlyStopWithoutPositionIsRejectedWithItsReason() {
    WsClient user = venue.userStream();
    venue.algo("STOP_MARKET", "SELL", "0.010", "58000.00", "stop", "reduceOnly", "true");
    venue.print("57990.00", "0.010", Side.SELL);
    JsonNode rejected =
        user.await(m ->
                m.path("e").asString().equals("ALGO_UPDATE")
                    && m.path("o").path("X").asString().equals("REJECTED"))
            .path("o");
    assertThat(rejected.path("rm").asString()).isEqualTo("ReduceOnly Order is rejected.");
    assertThat(algo("stop").path("algoStatus").asString()).isEqualTo("REJECTED");
  }

  @Test
  void markPriceTriggersOnlyWhatWaitsForIt() {
    venue.market("BUY", "0.020", "entry");
    venue.algo("STOP_MARKET", "SELL", "0.010", "58000.00", "last", "reduceOnly", "true");
    venue.algo(
        "STOP_MARKET",
        "SELL",
        "0.010",
        "58000.00",
        "mark",
        "reduceOnly",
        "true",
        "workingType",
        "MARK_PRICE");

    venue.server().mark("BTCUSDT", new BigDecimal("57900"));

    assertThat(algo("mark").path("algoStatus").asString()).isEqualTo("FINISHED");
    assertThat(algo("last").path("algoStatus").asString()).isEqualTo("NEW");
  }

  @Test
  void closePositionClosesAllOfItAndTakesNoQuantity() {
    venue.market("BUY", "0.030", "entry");
    Reply reply =
        venue
            .client()
            .signed(
                "POST",
                "/fapi/v1/algoOrder",
                "algoType",
                "CONDITIONAL",
                "symbol",
                "BTCUSDT",
                "side",
                "SELL",
                "type",
                "TAKE_PROFIT_MARKET",
                "triggerPrice",
                "59000.00",
                "closePosition",
                "true",
                "clientAlgoId",
                "tp");
    assertThat(reply.status()).isEqualTo(200);
    assertThat(
            venue
                .algo("STOP_MARKET", "SELL", "0.010", "57000.00", "x", "closePosition", "true")
                .code())
        .isEqualTo(-1106);

    venue.print("59010.00", "0.010", Side.BUY);

    assertThat(venue.server().positions("main")).isEmpty();
  }

  @Test
  void cancelledConditionalOrderIsNotFoundAmongOpenOnes() {
    venue.algo("STOP_MARKET", "SELL", "0.010", "57000.00", "stop");
    Reply cancelled = venue.client().signed("DELETE", "/fapi/v1/algoOrder", "clientAlgoId", "stop");
    assertThat(cancelled.json().path("clientAlgoId").asString()).isEqualTo("stop");
    assertThat(algo("stop").path("algoStatus").asString()).isEqualTo("CANCELED");
    assertThat(venue.client().signed("GET", "/fapi/v1/openAlgoOrders").json()).isEmpty();
  }

  @Test
  void eleventhConditionalOrderIsRefused() {
    for (int i = 0; i < 10; i++) {
      assertThat(venue.algo("STOP_MARKET", "SELL", "0.010", "57000.00", "s" + i).status())
          .isEqualTo(200);
    }
    assertThat(venue.algo("STOP_MARKET", "SELL", "0.010", "57000.00", "s10").code())
        .isEqualTo(-4045);
  }
}
