package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.Reply;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Side;

/** What the user data stream tells, and how faults bend it. */
@Tag("integration")
class UserDataTest {
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

  private static List<JsonNode> reports(WsClient socket, int count) {
    Awaitility.await().until(() -> socket.events("executionReport").size() >= count);
    return socket.events("executionReport");
  }

  private static String told(JsonNode report) {
    return report.get("c").asString()
        + " "
        + report.get("x").asString()
        + " "
        + report.get("X").asString()
        + " "
        + report.get("l").asString();
  }

  @Test
  void marketOrderIsToldNewThenTradeByTrade() {
    WsClient socket = venue.userStream();
    Reply answer =
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
    int fills = answer.json().get("fills").size();
    List<JsonNode> reports = reports(socket, fills + 1);
    JsonNode first = reports.getFirst();
    assertThat(List.copyOf(first.propertyNames()))
        .containsExactly(
            "e", "E", "s", "c", "S", "o", "f", "q", "p", "P", "F", "g", "C", "x", "X", "r", "i",
            "l", "z", "L", "n", "N", "T", "t", "I", "w", "m", "M", "O", "Z", "Y", "Q", "W", "V");
    assertThat(told(first)).isEqualTo("eng-000021 NEW NEW 0.00000000");
    assertThat(first.get("t").asLong()).isEqualTo(-1);
    assertThat(first.get("N").isNull()).isTrue();
    assertThat(first.get("C").asString()).isEmpty();
    JsonNode last = reports.get(fills);
    assertThat(last.get("x").asString()).isEqualTo("TRADE");
    assertThat(last.get("X").asString()).isEqualTo("FILLED");
    assertThat(last.get("N").asString()).isEqualTo("BTC");
    assertThat(last.get("z").asString()).isEqualTo("3.00000000");
    assertThat(new BigDecimal(last.get("Z").asString()))
        .isEqualByComparingTo(answer.text("cummulativeQuoteQty"));
    assertThat(last.get("t").asLong())
        .isEqualTo(answer.json().get("fills").get(fills - 1).get("tradeId").asLong());
    assertThat(reports.stream().map(r -> r.get("I").asLong()).distinct()).hasSize(fills + 1);
    JsonNode position =
        socket.await(m -> m.path("event").path("e").asString("").equals("outboundAccountPosition"));
    assertThat(position.get("subscriptionId").asInt()).isZero();
    assertThat(List.copyOf(position.get("event").propertyNames()))
        .containsExactly("e", "E", "u", "B");
    assertThat(position.get("event").get("B").toString()).contains("\"a\":\"BTC\"");
  }

  @Test
  void cancelNamesBothIds() {
    WsClient socket = venue.userStream();
    limit("mine", "BUY", "0.01", "57000");
    venue
        .client()
        .signed(
            "DELETE",
            "/api/v3/order",
            "symbol",
            "BTCUSDT",
            "origClientOrderId",
            "mine",
            "newClientOrderId",
            "the-cancel");
    JsonNode canceled = reports(socket, 2).get(1);
    assertThat(canceled.get("x").asString()).isEqualTo("CANCELED");
    assertThat(canceled.get("c").asString()).isEqualTo("the-cancel");
    assertThat(canceled.get("C").asString()).isEqualTo("mine");
  }

  @Test
  void restingOrderIsToldWhenTheMarketComes() {
    WsClient socket = venue.userStream();
    limit("maker", "SELL", "0.4", "58600");
    venue.print("58700", "0.01", Side.BUY);
    JsonNode fill = reports(socket, 2).get(1);
    assertThat(told(fill)).isEqualTo("maker TRADE FILLED 0.40000000");
    assertThat(fill.get("m").asBoolean()).isTrue();
    assertThat(fill.get("N").asString()).isEqualTo("USDT");
    assertThat(fill.get("L").asString()).isEqualTo("58600.00000000");
  }

  @Test
  void expiryTellsItsReason() {
    WsClient socket = venue.userStream();
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
            "IOC",
            "quantity",
            "0.01",
            "price",
            "57000");
    JsonNode expired = reports(socket, 2).get(1);
    assertThat(expired.get("x").asString()).isEqualTo("EXPIRED");
    assertThat(expired.get("eR").asString()).isEqualTo("UNFILLED_IOC_QUANTITY_EXPIRED");
  }

  @Test
  void selfTradeIsToldAsPrevented() {
    WsClient socket = venue.userStream();
    limit("maker", "BUY", "0.01", "58499.99");
    venue.print("58499.99", "0.00001", Side.SELL);
    limit("maker2", "SELL", "0.02", "58500.01");
    limit("taker", "BUY", "0.02", "58500.01");
    Awaitility.await()
        .until(() ->
            socket.events("executionReport").stream()
                .anyMatch(r ->
                    r.get("c").asString().equals("maker2")
                        && !r.get("x").asString().equals("NEW")));
    List<JsonNode> told = socket.events("executionReport");
    assertThat(told)
        .anyMatch(r ->
            r.get("x").asString().equals("TRADE_PREVENTION")
                && r.get("X").asString().equals("EXPIRED_IN_MATCH")
                && r.has("v"));
  }

  @Test
  void depositIsToldAsBalanceUpdate() {
    WsClient socket = venue.userStream();
    venue.simulator().deposit("USDT", new BigDecimal("100"));
    JsonNode update =
        socket.await(m -> m.path("event").path("e").asString("").equals("balanceUpdate"));
    assertThat(update.get("event").get("d").asString()).isEqualTo("100.00000000");
    assertThat(List.copyOf(update.get("event").propertyNames()))
        .containsExactly("e", "E", "a", "d", "T");
  }

  @Test
  void secondSubscriptionOfAnAccountIsRefused() {
    WsClient socket = venue.userStream();
    socket.send(venue.client().wsSigned("again", "userDataStream.subscribe.signature"));
    JsonNode answer = socket.awaitId("again");
    assertThat(answer.get("status").asInt()).isEqualTo(400);
    assertThat(answer.get("error").get("code").asInt()).isEqualTo(-2035);
  }

  @Test
  void faultsLoseDoubleAndSwapReports() {
    WsClient socket = venue.userStream();
    venue.simulator().addFault(Fault.of(FaultKind.DUPLICATE_REPORT).on("executionReport").times(1));
    limit("doubled", "BUY", "0.01", "57000");
    List<JsonNode> twice = reports(socket, 2);
    assertThat(twice.get(0)).isEqualTo(twice.get(1));
    venue.simulator().addFault(Fault.of(FaultKind.MISSING_REPORT).on("executionReport").times(1));
    limit("lost", "BUY", "0.01", "57000");
    venue.simulator().addFault(Fault.of(FaultKind.REORDER_REPORT).on("executionReport").times(1));
    limit("swapped", "BUY", "0.01", "57000");
    assertThat(reports(socket, 3).get(2).get("c").asString()).isEqualTo("swapped");
    List<JsonNode> all = socket.messages();
    JsonNode before = all.get(all.indexOf(all.getLast()) - 1);
    assertThat(before.get("event").get("e").asString()).isEqualTo("outboundAccountPosition");
  }

  @Test
  void terminatedStreamSaysSo() {
    WsClient socket = venue.userStream();
    venue.simulator().addFault(Fault.of(FaultKind.DROP_STREAM).on("user").with("close", true));
    JsonNode last =
        socket.await(m -> m.path("event").path("e").asString("").equals("eventStreamTerminated"));
    assertThat(last.get("subscriptionId").asInt()).isZero();
    socket.awaitClose();
  }
}
