package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.Reply;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.OrderType;
import trader.simulator.matching.Side;

/** Answers, identity, cancels and queries of orders. */
@Tag("integration")
class OrderLifeTest {
  @RegisterExtension final QuietVenue venue = new QuietVenue();

  private Reply limit(String id, String side, String quantity, String price) {
    return venue
        .client()
        .order(
            "symbol",
            "BTCUSDT",
            "side",
            side,
            "type",
            "LIMIT",
            "timeInForce",
            "GTC",
            "quantity",
            quantity,
            "price",
            price,
            "newClientOrderId",
            id);
  }

  private Reply signed(String method, String path, String... pairs) {
    return venue.client().signed(method, path, pairs);
  }

  private static List<String> names(JsonNode object) {
    return List.copyOf(object.propertyNames());
  }

  private String balance(String asset, String field) {
    for (JsonNode b : signed("GET", "/api/v3/account").json().get("balances")) {
      if (b.get("asset").asString().equals(asset)) {
        return b.get(field).asString();
      }
    }
    return "absent";
  }

  @Test
  void fullAnswerHasTheDocumentedShape() {
    Reply reply =
        venue
            .client()
            .order(
                "symbol",
                "BTCUSDT",
                "side",
                "BUY",
                "type",
                "MARKET",
                "quantity",
                "3",
                "newClientOrderId",
                "eng-000021");
    assertThat(names(reply.json()))
        .containsExactly(
            "symbol",
            "orderId",
            "orderListId",
            "clientOrderId",
            "transactTime",
            "price",
            "origQty",
            "executedQty",
            "origQuoteOrderQty",
            "cummulativeQuoteQty",
            "status",
            "timeInForce",
            "type",
            "side",
            "workingTime",
            "selfTradePreventionMode",
            "fills");
    JsonNode fills = reply.json().get("fills");
    assertThat(fills.size()).isGreaterThan(1);
    assertThat(names(fills.get(0)))
        .containsExactly("price", "qty", "commission", "commissionAsset", "tradeId");
    java.math.BigDecimal sum = java.math.BigDecimal.ZERO;
    java.math.BigDecimal quote = java.math.BigDecimal.ZERO;
    for (JsonNode fill : fills) {
      java.math.BigDecimal qty = new java.math.BigDecimal(fill.get("qty").asString());
      sum = sum.add(qty);
      quote = quote.add(qty.multiply(new java.math.BigDecimal(fill.get("price").asString())));
      assertThat(fill.get("commissionAsset").asString()).isEqualTo("BTC");
      assertThat(new java.math.BigDecimal(fill.get("commission").asString()))
          .isEqualByComparingTo(qty.movePointLeft(3).setScale(8, java.math.RoundingMode.DOWN));
    }
    assertThat(sum.toPlainString()).isEqualTo(reply.text("executedQty")).isEqualTo("3.00000000");
    assertThat(new java.math.BigDecimal(reply.text("cummulativeQuoteQty")))
        .isEqualByComparingTo(quote);
    assertThat(reply.text("price")).isEqualTo("0.00000000");
    assertThat(reply.json().get("orderListId").asInt()).isEqualTo(-1);
  }

  @Test
  void answerDetailCanBeChosen() {
    Map<String, Integer> fields = Map.of("ACK", 5, "RESULT", 16, "FULL", 17);
    fields.forEach((detail, count) ->
        assertThat(
                venue
                    .client()
                    .order(
                        "symbol",
                        "BTCUSDT",
                        "side",
                        "BUY",
                        "type",
                        "MARKET",
                        "quantity",
                        "0.001",
                        "newOrderRespType",
                        detail)
                    .json()
                    .size())
            .as(detail)
            .isEqualTo(count));
  }

  @Test
  void queriedOrderHasTheDocumentedShape() {
    limit("eng-000022", "BUY", "0.01", "57000");
    Reply reply =
        signed("GET", "/api/v3/order", "symbol", "BTCUSDT", "origClientOrderId", "eng-000022");
    assertThat(names(reply.json()))
        .containsExactly(
            "symbol",
            "orderId",
            "orderListId",
            "clientOrderId",
            "price",
            "origQty",
            "executedQty",
            "cummulativeQuoteQty",
            "status",
            "timeInForce",
            "type",
            "side",
            "stopPrice",
            "icebergQty",
            "time",
            "updateTime",
            "isWorking",
            "workingTime",
            "origQuoteOrderQty",
            "selfTradePreventionMode");
    assertThat(reply.text("price")).isEqualTo("57000.00000000");
    assertThat(signed("GET", "/api/v3/openOrders", "symbol", "BTCUSDT").json().get(0))
        .isEqualTo(reply.json());
    assertThat(signed("GET", "/api/v3/allOrders", "symbol", "BTCUSDT").json().get(0))
        .isEqualTo(reply.json());
  }

  @Test
  void clientOrderIdIsUniqueAmongOpenOrdersOnly() {
    assertThat(limit("same", "BUY", "0.01", "57000").status()).isEqualTo(200);
    assertThat(limit("same", "BUY", "0.01", "57000").error())
        .isEqualTo("400 -2010 Duplicate order sent.");
    assertThat(venue.simulator().openOrders()).hasSize(1);
    signed("DELETE", "/api/v3/order", "symbol", "BTCUSDT", "origClientOrderId", "same");
    assertThat(limit("same", "BUY", "0.01", "57000").status()).isEqualTo(200);
  }

  @Test
  void cancelReportsBothIds() {
    Reply placed = limit("mine", "SELL", "0.5", "60000");
    assertThat(balance("BTC", "locked")).isEqualTo("0.50000000");
    Reply canceled =
        signed(
            "DELETE",
            "/api/v3/order",
            "symbol",
            "BTCUSDT",
            "orderId",
            placed.text("orderId"),
            "newClientOrderId",
            "the-cancel");
    assertThat(canceled.text("origClientOrderId")).isEqualTo("mine");
    assertThat(canceled.text("clientOrderId")).isEqualTo("the-cancel");
    assertThat(canceled.text("status")).isEqualTo("CANCELED");
    assertThat(canceled.json().has("transactTime")).isTrue();
    assertThat(balance("BTC", "locked")).isEqualTo("0.00000000");
    assertThat(
            signed("DELETE", "/api/v3/order", "symbol", "BTCUSDT", "origClientOrderId", "mine")
                .error())
        .isEqualTo("400 -2011 Unknown order sent.");
  }

  @Test
  void unknownOrdersHaveTheirCodes() {
    assertThat(signed("DELETE", "/api/v3/order", "symbol", "BTCUSDT", "orderId", "777").error())
        .isEqualTo("400 -2011 Unknown order sent.");
    assertThat(signed("GET", "/api/v3/order", "symbol", "BTCUSDT", "orderId", "777").error())
        .isEqualTo("400 -2013 Order does not exist.");
    assertThat(signed("GET", "/api/v3/order", "symbol", "BTCUSDT").error())
        .isEqualTo(
            "400 -1102 Param 'origClientOrderId' or 'orderId' must be sent, but both were"
                + " empty/null!");
  }

  @Test
  void idsOfDifferentOrdersAreRefused() {
    Reply one = limit("one", "BUY", "0.01", "57000");
    limit("two", "BUY", "0.01", "57000");
    String[] both = {
      "symbol", "BTCUSDT", "orderId", one.text("orderId"), "origClientOrderId", "two"
    };
    assertThat(signed("DELETE", "/api/v3/order", both).code()).isEqualTo(-2011);
    assertThat(signed("GET", "/api/v3/order", both).code()).isEqualTo(-2013);
  }

  @Test
  void cancelRestrictionsAreHeld() {
    limit("fresh", "BUY", "0.01", "57000");
    String[] only = {
      "symbol",
      "BTCUSDT",
      "origClientOrderId",
      "fresh",
      "cancelRestrictions",
      "ONLY_PARTIALLY_FILLED"
    };
    assertThat(signed("DELETE", "/api/v3/order", only).error())
        .isEqualTo("400 -2011 Order was not canceled due to cancel restrictions.");
    only[5] = "SOMETIMES";
    assertThat(signed("DELETE", "/api/v3/order", only).code()).isEqualTo(-1145);
    only[5] = "ONLY_NEW";
    assertThat(signed("DELETE", "/api/v3/order", only).status()).isEqualTo(200);
  }

  @Test
  void cancelAllNeedsASymbolAndReportsEachOrder() {
    limit("a", "BUY", "0.01", "57000");
    limit("b", "SELL", "0.01", "60000");
    assertThat(signed("DELETE", "/api/v3/openOrders").code()).isEqualTo(-1102);
    Reply all = signed("DELETE", "/api/v3/openOrders", "symbol", "BTCUSDT");
    assertThat(all.json().size()).isEqualTo(2);
    assertThat(all.json().get(0).get("origClientOrderId").asString()).isEqualTo("a");
    assertThat(venue.simulator().openOrders()).isEmpty();
    assertThat(signed("DELETE", "/api/v3/openOrders", "symbol", "BTCUSDT").error())
        .isEqualTo("400 -2011 Unknown order sent.");
  }

  @Test
  void tradesAreToldWithTheirCommission() {
    Reply order = limit("maker", "SELL", "0.4", "58600");
    venue.print("58700", "0.01", Side.BUY);
    JsonNode trade = signed("GET", "/api/v3/myTrades", "symbol", "BTCUSDT").json().get(0);
    assertThat(names(trade))
        .containsExactly(
            "symbol",
            "id",
            "orderId",
            "orderListId",
            "price",
            "qty",
            "quoteQty",
            "commission",
            "commissionAsset",
            "time",
            "isBuyer",
            "isMaker",
            "isBestMatch");
    assertThat(trade.get("orderId").asString()).isEqualTo(order.text("orderId"));
    assertThat(trade.get("quoteQty").asString()).isEqualTo("23440.00000000");
    assertThat(trade.get("commission").asString()).isEqualTo("23.44000000");
    assertThat(trade.get("commissionAsset").asString()).isEqualTo("USDT");
    assertThat(trade.get("isMaker").asBoolean()).isTrue();
    long id = trade.get("id").asLong();
    assertThat(tradesFrom(id)).isEqualTo(1);
    assertThat(tradesFrom(id + 1)).isZero();
    assertThat(
            signed(
                    "GET",
                    "/api/v3/myTrades",
                    "symbol",
                    "BTCUSDT",
                    "startTime",
                    "1",
                    "endTime",
                    "86400002")
                .error())
        .isEqualTo("400 -1127 More than 24 hours between startTime and endTime.");
  }

  private int tradesFrom(long id) {
    return signed("GET", "/api/v3/myTrades", "symbol", "BTCUSDT", "fromId", Long.toString(id))
        .json()
        .size();
  }

  @Test
  void accountHasTheDocumentedShape() {
    JsonNode account = signed("GET", "/api/v3/account", "omitZeroBalances", "true").json();
    assertThat(names(account))
        .containsExactly(
            "makerCommission",
            "takerCommission",
            "buyerCommission",
            "sellerCommission",
            "commissionRates",
            "canTrade",
            "canWithdraw",
            "canDeposit",
            "brokered",
            "requireSelfTradePrevention",
            "preventSor",
            "updateTime",
            "accountType",
            "balances",
            "permissions",
            "uid");
    assertThat(account.get("makerCommission").asInt()).isEqualTo(10);
    assertThat(account.get("commissionRates").get("taker").asString()).isEqualTo("0.00100000");
    assertThat(account.get("balances").get(0).toString())
        .isEqualTo("{\"asset\":\"BTC\",\"free\":\"10.00000000\",\"locked\":\"0.00000000\"}");
  }

  @Test
  void rejectionsHaveTheirTexts() {
    assertThat(limit("poor", "BUY", "100", "57000").error())
        .isEqualTo("400 -2010 Account has insufficient balance for requested action.");
    assertThat(
            venue
                .client()
                .order(
                    "symbol",
                    "BTCUSDT",
                    "side",
                    "BUY",
                    "type",
                    "LIMIT_MAKER",
                    "quantity",
                    "0.01",
                    "price",
                    "59000")
                .error())
        .isEqualTo("400 -2010 Order would immediately match and take.");
    venue.simulator().addFault(Fault.of(FaultKind.HALT));
    assertThat(limit("closed", "BUY", "0.01", "57000").error())
        .isEqualTo("400 -2010 Market is closed.");
    assertThat(
            venue
                .client()
                .get("/api/v3/exchangeInfo")
                .json()
                .get("symbols")
                .get(0)
                .get("status")
                .asString())
        .isEqualTo("HALT");
  }

  @Test
  void ordersReceivedAreWitnessedInOrderRefusedOnesToo() {
    limit("first", "BUY", "0.01", "57000");
    limit("first", "BUY", "0.01", "57000");
    assertThat(venue.simulator().receivedOrderCount()).isEqualTo(2);
    assertThat(venue.simulator().receivedOrders())
        .extracting(o -> o.sequence() + " " + o.clientOrderId() + " " + o.price())
        .containsExactly("1 first 57000", "2 first 57000");
    assertThat(venue.simulator().receivedOrders().getFirst().type())
        .isEqualTo(OrderType.LIMIT.name());
    assertThat(venue.simulator().receivedOrders().get(1).nanoTime())
        .isGreaterThan(venue.simulator().receivedOrders().get(0).nanoTime());
  }
}
