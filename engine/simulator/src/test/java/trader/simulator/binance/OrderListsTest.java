package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.Reply;
import trader.simulator.client.WsClient;
import trader.simulator.matching.Side;
import trader.simulator.witness.OrderView;

/** One-cancels-the-other lists and cancel-replace. */
@Tag("integration")
class OrderListsTest {
  @RegisterExtension final QuietVenue venue = new QuietVenue();

  private Reply oco(String side, String... legs) {
    List<String> pairs =
        new ArrayList<>(List.of("symbol", "BTCUSDT", "side", side, "quantity", "0.5"));
    pairs.addAll(List.of(legs));
    return venue.client().signed("POST", "/api/v3/orderList/oco", pairs.toArray(String[]::new));
  }

  private Reply protect() {
    return oco(
        "SELL",
        "aboveType",
        "LIMIT_MAKER",
        "abovePrice",
        "60000",
        "aboveClientOrderId",
        "tp",
        "belowType",
        "STOP_LOSS_LIMIT",
        "belowStopPrice",
        "57000",
        "belowPrice",
        "56900",
        "belowTimeInForce",
        "GTC",
        "belowClientOrderId",
        "sl",
        "listClientOrderId",
        "list-1");
  }

  @Test
  void listHasTheDocumentedShapeAndCountsTwoOrders() {
    Reply reply = protect();
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(List.copyOf(reply.json().propertyNames()))
        .containsExactly(
            "orderListId",
            "contingencyType",
            "listStatusType",
            "listOrderStatus",
            "listClientOrderId",
            "transactionTime",
            "symbol",
            "orders",
            "orderReports");
    assertThat(reply.text("listStatusType")).isEqualTo("EXEC_STARTED");
    assertThat(reply.json().get("orderReports").size()).isEqualTo(2);
    assertThat(reply.header("X-MBX-ORDER-COUNT-10S")).isEqualTo("2");
    assertThat(venue.simulator().openOrders())
        .extracting(OrderView::clientOrderId)
        .containsExactlyInAnyOrder("tp", "sl");
    assertThat(venue.simulator().balances())
        .anyMatch(b ->
            b.asset().equals("BTC") && b.locked().compareTo(new java.math.BigDecimal("0.5")) == 0);
    JsonNode listed = venue.client().signed("GET", "/api/v3/openOrderList").json().get(0);
    assertThat(listed.get("listClientOrderId").asString()).isEqualTo("list-1");
  }

  @Test
  void triggeredStopExpiresTheOtherLeg() {
    WsClient socket = venue.userStream();
    String id = protect().text("orderListId");
    venue.print("56950", "0.01", Side.SELL);
    Awaitility.await().until(() -> socket.events("listStatus").size() == 2);
    assertThat(socket.events("listStatus").get(1).get("l").asString()).isEqualTo("ALL_DONE");
    JsonNode expired =
        socket.events("executionReport").stream()
            .filter(r -> r.get("x").asString().equals("EXPIRED"))
            .findFirst()
            .orElseThrow();
    assertThat(expired.get("c").asString()).isEqualTo("tp");
    assertThat(expired.get("eR").asString()).isEqualTo("OCO_TRIGGER");
    assertThat(expired.get("g").asString()).isEqualTo(id);
    Reply list = venue.client().signed("GET", "/api/v3/orderList", "orderListId", id);
    assertThat(list.text("listOrderStatus")).isEqualTo("ALL_DONE");
    assertThat(venue.simulator().openOrders()).isEmpty();
  }

  @Test
  void filledLimitExpiresTheStop() {
    protect();
    venue.print("60001", "0.01", Side.BUY);
    assertThat(venue.simulator().orders())
        .extracting(o -> o.clientOrderId() + " " + o.status())
        .containsExactlyInAnyOrder("tp FILLED", "sl EXPIRED");
  }

  @Test
  void cancelOfOneLegCancelsTheList() {
    protect();
    Reply canceled =
        venue
            .client()
            .signed("DELETE", "/api/v3/order", "symbol", "BTCUSDT", "origClientOrderId", "tp");
    assertThat(canceled.text("listOrderStatus")).isEqualTo("ALL_DONE");
    assertThat(venue.simulator().openOrders()).isEmpty();
    protect();
    Reply all = venue.client().signed("DELETE", "/api/v3/openOrders", "symbol", "BTCUSDT");
    assertThat(all.json().size()).isEqualTo(1);
    assertThat(all.json().get(0).get("orderReports").size()).isEqualTo(2);
    protect();
    assertThat(
            venue
                .client()
                .signed(
                    "DELETE",
                    "/api/v3/orderList",
                    "symbol",
                    "BTCUSDT",
                    "listClientOrderId",
                    "list-1")
                .text("listStatusType"))
        .isEqualTo("ALL_DONE");
  }

  @Test
  void pricesOnTheWrongSidesAreRefused() {
    assertThat(
            oco(
                    "SELL",
                    "aboveType",
                    "LIMIT_MAKER",
                    "abovePrice",
                    "58000",
                    "belowType",
                    "STOP_LOSS",
                    "belowStopPrice",
                    "57000")
                .error())
        .isEqualTo("400 -2010 The relationship of the prices for the orders is not correct.");
    assertThat(
            oco(
                    "BUY",
                    "aboveType",
                    "STOP_LOSS",
                    "aboveStopPrice",
                    "58000",
                    "belowType",
                    "LIMIT_MAKER",
                    "belowPrice",
                    "57000")
                .code())
        .isEqualTo(-2010);
  }

  @ParameterizedTest
  @CsvSource({
    "SELL, LIMIT, STOP_LOSS, -1158",
    "SELL, LIMIT_MAKER, LIMIT_MAKER, -1168",
    "BUY, LIMIT_MAKER, STOP_LOSS, -1165",
    "SELL, TAKE_PROFIT, LIMIT_MAKER, -1166",
    "BUY, TAKE_PROFIT, STOP_LOSS, -1196",
    "SELL, STOP_LOSS, TAKE_PROFIT, -1197",
    "BUY, TAKE_PROFIT, LIMIT_MAKER, -1198",
    "SELL, LIMIT_MAKER, TAKE_PROFIT, -1199",
  })
  void legsOnTheWrongSidesAreRefused(String side, String above, String below, int code) {
    assertThat(oco(side, "aboveType", above, "belowType", below).code()).isEqualTo(code);
  }

  private Reply replace(String mode, String cancelId, String quantity) {
    return venue
        .client()
        .signed(
            "POST",
            "/api/v3/order/cancelReplace",
            "symbol",
            "BTCUSDT",
            "side",
            "BUY",
            "type",
            "LIMIT",
            "timeInForce",
            "GTC",
            "price",
            "57000",
            "quantity",
            quantity,
            "newClientOrderId",
            "new",
            "cancelReplaceMode",
            mode,
            "cancelOrigClientOrderId",
            cancelId);
  }

  private void rest(String id) {
    venue
        .client()
        .order(
            "symbol",
            "BTCUSDT",
            "side",
            "BUY",
            "type",
            "LIMIT",
            "timeInForce",
            "GTC",
            "price",
            "56000",
            "quantity",
            "0.01",
            "newClientOrderId",
            id);
  }

  @Test
  void replaceCancelsAndPlaces() {
    rest("old");
    Reply done = replace("STOP_ON_FAILURE", "old", "0.01");
    assertThat(List.copyOf(done.json().propertyNames()))
        .containsExactly("cancelResult", "newOrderResult", "cancelResponse", "newOrderResponse");
    assertThat(done.text("cancelResult")).isEqualTo("SUCCESS");
    assertThat(done.json().get("newOrderResponse").get("clientOrderId").asString())
        .isEqualTo("new");
    assertThat(venue.simulator().openOrders())
        .extracting(OrderView::clientOrderId)
        .containsExactly("new");
  }

  @Test
  void replaceThatFailsSaysWhatFailed() {
    Reply stopped = replace("STOP_ON_FAILURE", "nobody", "0.01");
    assertThat(stopped.error()).isEqualTo("400 -2022 Order cancel-replace failed.");
    assertThat(stopped.json().get("data").toString())
        .isEqualTo(
            "{\"cancelResult\":\"FAILURE\",\"newOrderResult\":\"NOT_ATTEMPTED\",\"cancelResponse\":"
                + "{\"code\":-2011,\"msg\":\"Unknown order sent.\"},\"newOrderResponse\":null}");
    rest("old");
    Reply half = replace("ALLOW_FAILURE", "old", "100");
    assertThat(half.error()).isEqualTo("409 -2021 Order cancel-replace partially failed.");
    assertThat(half.json().get("data").get("newOrderResponse").get("code").asInt())
        .isEqualTo(-2010);
    Reply other = replace("ALLOW_FAILURE", "nobody", "0.01");
    assertThat(other.json().get("data").get("newOrderResult").asString()).isEqualTo("SUCCESS");
    assertThat(other.error()).isEqualTo("409 -2021 Order cancel-replace partially failed.");
    assertThat(replace("ALLOW_FAILURE", "nobody", "100").error())
        .isEqualTo("400 -2022 Order cancel-replace failed.");
  }
}
