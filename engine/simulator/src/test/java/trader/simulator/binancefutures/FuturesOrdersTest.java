package trader.simulator.binancefutures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import trader.simulator.binance.Signatures;
import trader.simulator.client.Reply;

/** Plain orders: placed, refused, amended, cancelled, asked for. */
@Tag("integration")
class FuturesOrdersTest {
  @RegisterExtension final QuietFutures venue = new QuietFutures("10000");

  private Reply get(String path, String... pairs) {
    return venue.client().signed("GET", path, pairs);
  }

  private Reply delete(String path, String... pairs) {
    return venue.client().signed("DELETE", path, pairs);
  }

  @Test
  void signaturesOfTheDocumentAreTheVenues() {
    String secret = "example-secret-for-simulator-tests-only";
    assertThat(
            Signatures.sign(
                secret,
                "algoType=CONDITIONAL&symbol=BTCUSDT&side=SELL&type=STOP_MARKET&quantity=0.010"
                    + "&triggerPrice=57000.00&reduceOnly=true&clientAlgoId=eng-000031"
                    + "&recvWindow=5000&timestamp=1718000000500"))
        .isEqualTo("e5afcc06e0e1f6e6117c166db961bcfd88e67a69b6c246f26907d2af43295c2d");
    assertThat(
            Signatures.sign(
                secret,
                "symbol=BTCUSDT&countdownTime=60000&recvWindow=5000&timestamp=1718000000600"))
        .isEqualTo("9586fd5ab884a68ae58b32f498f3fac7dded3229e813633926188f30ef38c088");
  }

  @Test
  void limitOrderIsAnsweredAsDocumented() {
    Reply reply = venue.limit("BUY", "0.010", "58000.00", "eng-000030");

    assertThat(reply.status()).isEqualTo(200);
    JsonNode order = reply.json();
    assertThat(order.path("status").asString()).isEqualTo("NEW");
    assertThat(order.path("clientOrderId").asString()).isEqualTo("eng-000030");
    assertThat(order.path("price").asString()).isEqualTo("58000.00");
    assertThat(order.path("origQty").asString()).isEqualTo("0.010");
    assertThat(order.path("executedQty").asString()).isEqualTo("0.000");
    assertThat(order.path("type").asString()).isEqualTo("LIMIT");
    assertThat(order.path("positionSide").asString()).isEqualTo("BOTH");
    assertThat(order.path("workingType").asString()).isEqualTo("CONTRACT_PRICE");
    assertThat(order.path("reduceOnly").asBoolean()).isFalse();
    assertThat(order.has("fills")).isFalse();
    assertThat(reply.header("x-mbx-order-count-10s")).isEqualTo("1");
    assertThat(reply.header("x-mbx-order-count-1m")).isEqualTo("1");
  }

  @Test
  void marketOrderIsNewInItsAcknowledgementAndFilledInItsResult() {
    assertThat(venue.market("BUY", "0.010", "a").json().path("status").asString()).isEqualTo("NEW");
    JsonNode result = venue.market("BUY", "0.010", "b", "newOrderRespType", "RESULT").json();
    assertThat(result.path("status").asString()).isEqualTo("FILLED");
    assertThat(result.path("executedQty").asString()).isEqualTo("0.010");
    assertThat(
            get("/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "a")
                .json()
                .path("status")
                .asString())
        .isEqualTo("FILLED");
  }

  @ParameterizedTest
  @CsvSource({
    "0.010,58000.005,-4014",
    "0.0105,58000.00,-1111",
    "0.000,58000.00,-4003",
    "1001,58000.00,-4005",
    "0.001,58000.00,-4164",
    "0.010,70000.00,-4016",
    "10,58000.00,-2019"
  })
  void orderThatAFilterDoesNotAdmitIsRefused(String quantity, String price, int code) {
    Reply reply = venue.limit("BUY", quantity, price, "x");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("code").asInt()).isEqualTo(code);
    assertThat(venue.server().orders("main")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"})
  void conditionalOrderOnThePlainEndpointIsRefused(String type) {
    Reply reply =
        venue
            .client()
            .signed(
                "POST",
                "/fapi/v1/order",
                "symbol",
                "BTCUSDT",
                "side",
                "SELL",
                "type",
                type,
                "quantity",
                "0.010");
    assertThat(reply.json().path("code").asInt()).isEqualTo(-4120);
    assertThat(reply.json().path("msg").asString())
        .isEqualTo(
            "Order type not supported for this endpoint. Please use the Algo Order API endpoints"
                + " instead.");
  }

  @Test
  void postOnlyThatWouldTakeAndFillOrKillThatCannotFillAreRefused() {
    assertThat(code("GTX", "0.010", "59000.00")).isEqualTo(-5022);
    assertThat(code("GTX", "0.010", "58000.00")).isZero();
    assertThat(code("FOK", "0.010", "58000.00")).isEqualTo(-5021);
    assertThat(code("FOK", "0.010", "59000.00")).isZero();
  }

  private int code(String timeInForce, String quantity, String price) {
    return venue
        .client()
        .signed(
            "POST",
            "/fapi/v1/order",
            "symbol",
            "BTCUSDT",
            "side",
            "BUY",
            "type",
            "LIMIT",
            "timeInForce",
            timeInForce,
            "quantity",
            quantity,
            "price",
            price)
        .json()
        .path("code")
        .asInt(0);
  }

  @Test
  void duplicateIdWrongPositionSideAndReduceOnlyWithoutPositionAreRefused() {
    venue.limit("BUY", "0.010", "58000.00", "same");
    assertThat(venue.limit("BUY", "0.010", "58000.00", "same").json().path("code").asInt())
        .isEqualTo(-4116);
    Reply hedge = venue.limit("BUY", "0.010", "58000.00", "hedge", "positionSide", "LONG");
    assertThat(hedge.json().path("msg").asString())
        .isEqualTo("Order's position side does not match user's setting.");
    assertThat(hedge.json().path("code").asInt()).isEqualTo(-4061);
    Reply reduce = venue.limit("SELL", "0.010", "59000.00", "r", "reduceOnly", "true");
    assertThat(reduce.json().path("code").asInt()).isEqualTo(-2022);
  }

  @Test
  void orderIsAskedForAndCancelledByEitherIdAndOnlyOnce() {
    JsonNode placed = venue.limit("BUY", "0.010", "58000.00", "mine").json();
    String id = placed.path("orderId").asString();
    assertThat(
            get("/fapi/v1/order", "symbol", "BTCUSDT", "orderId", id).json().path("time").asLong())
        .isPositive();

    Reply cancelled = delete("/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "mine");

    assertThat(cancelled.json().path("status").asString()).isEqualTo("CANCELED");
    assertThat(cancelled.json().path("clientOrderId").asString()).isEqualTo("mine");
    Reply again = delete("/fapi/v1/order", "symbol", "BTCUSDT", "orderId", id);
    assertThat(again.json().path("code").asInt()).isEqualTo(-2011);
    assertThat(again.json().path("msg").asString()).isEqualTo("Unknown order sent.");
    Reply unknown = get("/fapi/v1/order", "symbol", "BTCUSDT", "origClientOrderId", "never");
    assertThat(unknown.json().path("code").asInt()).isEqualTo(-2013);
    assertThat(unknown.json().path("msg").asString()).isEqualTo("Order does not exist.");
  }

  @Test
  void amendChangesQuantityAndPriceAndKeepsTheId() {
    JsonNode placed = venue.limit("BUY", "0.010", "58000.00", "mine").json();
    Reply amended =
        venue
            .client()
            .signed(
                "PUT",
                "/fapi/v1/order",
                "symbol",
                "BTCUSDT",
                "side",
                "BUY",
                "origClientOrderId",
                "mine",
                "quantity",
                "0.020",
                "price",
                "57900.00");
    assertThat(amended.json().path("orderId")).isEqualTo(placed.path("orderId"));
    assertThat(amended.json().path("origQty").asString()).isEqualTo("0.020");
    assertThat(amended.json().path("price").asString()).isEqualTo("57900.00");
  }

  @Test
  void cancelOfAllPlainOrdersLeavesConditionalOnes() {
    venue.limit("BUY", "0.010", "58000.00", "plain");
    venue.algo("STOP_MARKET", "SELL", "0.010", "57000.00", "stop", "reduceOnly", "true");
    assertThat(get("/fapi/v1/openOrders").json()).hasSize(1);

    Reply reply = delete("/fapi/v1/allOpenOrders", "symbol", "BTCUSDT");

    assertThat(reply.json().path("code").asInt()).isEqualTo(200);
    assertThat(reply.json().path("msg").asString())
        .isEqualTo("The operation of cancel all open order is done.");
    assertThat(get("/fapi/v1/openOrders").json()).isEmpty();
    assertThat(get("/fapi/v1/openAlgoOrders").json()).hasSize(1);
    delete("/fapi/v1/algoOpenOrders", "symbol", "BTCUSDT");
    assertThat(get("/fapi/v1/openAlgoOrders").json()).isEmpty();
  }

  @Test
  void marketOrderFarFromTheMarkPriceIsRefused() {
    venue.server().mark("BTCUSDT", new BigDecimal("50000"));
    assertThat(venue.market("BUY", "0.010", "a").code()).isEqualTo(-4131);
    assertThat(venue.market("SELL", "0.010", "b").status()).isEqualTo(200);
  }

  @Test
  void twoHundredAndFirstOpenOrderIsRefused() {
    for (int i = 0; i < 200; i++) {
      assertThat(venue.limit("BUY", "0.002", "56000.00", "o" + i).status()).isEqualTo(200);
    }
    assertThat(venue.limit("BUY", "0.002", "56000.00", "o200").code()).isEqualTo(-2025);
  }

  @Test
  void batchIsAnsweredByPosition() {
    Reply reply =
        venue
            .client()
            .signed(
                "POST",
                "/fapi/v1/batchOrders",
                "batchOrders",
                "[{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"type\":\"LIMIT\","
                    + "\"timeInForce\":\"GTC\",\"quantity\":\"0.010\",\"price\":\"58000.00\"},"
                    + "{\"symbol\":\"BTCUSDT\",\"side\":\"BUY\",\"type\":\"LIMIT\","
                    + "\"timeInForce\":\"GTC\",\"quantity\":\"0.010\",\"price\":\"58000.001\"}]");
    assertThat(reply.json()).hasSize(2);
    assertThat(reply.json().get(0).path("status").asString()).isEqualTo("NEW");
    assertThat(reply.json().get(1).path("code").asInt()).isEqualTo(-4014);
  }

  @Test
  void executionsAreToldAsDocumented() {
    venue.market("BUY", "0.010", "a");
    JsonNode trade = get("/fapi/v1/userTrades", "symbol", "BTCUSDT").json().get(0);
    assertThat(trade.path("side").asString()).isEqualTo("BUY");
    assertThat(trade.path("buyer").asBoolean()).isTrue();
    assertThat(trade.path("maker").asBoolean()).isFalse();
    assertThat(trade.path("commissionAsset").asString()).isEqualTo("USDT");
    assertThat(new java.math.BigDecimal(trade.path("commission").asString()))
        .isBetween(new java.math.BigDecimal("0.58"), new java.math.BigDecimal("0.60"));
  }
}
