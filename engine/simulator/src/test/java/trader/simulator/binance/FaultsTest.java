package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.Reply;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.witness.OrderView;

/** What goes wrong between a request and its answer. */
@Tag("integration")
class FaultsTest {
  private static final String ORDER = "POST /api/v3/order";

  @RegisterExtension final QuietVenue venue = new QuietVenue();

  private Reply limit(String id) {
    return venue
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
            "quantity",
            "0.01",
            "price",
            "57000",
            "newClientOrderId",
            id);
  }

  @ParameterizedTest
  @CsvSource({
    "-1000, false, 500, An unknown error occurred while processing the request.",
    "-1001, true, 500, Internal error; unable to process your request. Please try again.",
    "-1006, true, 500, An unexpected response was received from the message bus. Execution status"
        + " unknown.",
    "-1007, true, 504, Timeout waiting for response from backend server. Send status unknown;"
        + " execution status unknown.",
    "-1007, false, 504, Timeout waiting for response from backend server. Send status unknown;"
        + " execution status unknown.",
    "-1008, false, 503, Server is currently overloaded with other requests. Please try again in a"
        + " few minutes.",
  })
  void serverErrorLeavesTheOrderExecutedOrNot(int code, boolean executed, int status, String text) {
    venue
        .simulator()
        .addFault(
            Fault.of(FaultKind.ERROR)
                .on(ORDER)
                .times(1)
                .with("code", code)
                .with("executed", executed));
    assertThat(limit("x").error()).isEqualTo(status + " " + code + " " + text);
    assertThat(venue.simulator().openOrders()).hasSize(executed ? 1 : 0);
    Reply again = limit("x");
    assertThat(again.status()).isEqualTo(executed ? 400 : 200);
    if (executed) {
      assertThat(again.msg()).isEqualTo("Duplicate order sent.");
    }
    assertThat(venue.simulator().openOrders()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "This action is disabled on this account.",
        "This symbol is not permitted for this account.",
      })
  void refusalsOfAnotherAccountCanBePutOn(String text) {
    venue
        .simulator()
        .addFault(
            Fault.of(FaultKind.ERROR)
                .on(ORDER)
                .times(1)
                .with("status", 400)
                .with("code", -2010)
                .with("msg", text));
    assertThat(limit("x").error()).isEqualTo("400 -2010 " + text);
    assertThat(venue.simulator().orders()).isEmpty();
  }

  @Test
  void haltedSymbolDoesNotTradeAndGoesOnAfterwards() {
    limit("resting");
    venue
        .simulator()
        .addFault(Fault.of(FaultKind.HALT).lasting(Duration.ofMillis(400)).with("status", "BREAK"));
    assertThat(venue.client().get("/api/v3/exchangeInfo").body()).contains("\"status\":\"BREAK\"");
    assertThat(
            venue
                .client()
                .signed(
                    "DELETE", "/api/v3/order", "symbol", "BTCUSDT", "origClientOrderId", "resting")
                .status())
        .isEqualTo(200);
    Awaitility.await().until(() -> limit("after").status() == 200);
  }

  @Test
  void lostRequestIsWitnessedButNeverExecuted() {
    venue.simulator().addFault(Fault.of(FaultKind.LOST_REQUEST).on(ORDER).times(1));
    assertThatThrownBy(() -> limit("x")).isInstanceOf(UncheckedIOException.class);
    assertThat(venue.simulator().orders()).isEmpty();
    assertThat(venue.simulator().receivedOrderCount()).isPositive();
  }

  @Test
  void lostAnswerLeavesTheOrderExecuted() {
    WsClient user = venue.userStream();
    venue.simulator().addFault(Fault.of(FaultKind.LOST_ANSWER).on("order.place").times(1));
    WsClient socket = venue.client().open("/ws-api/v3");
    socket.send(
        venue
            .client()
            .wsSigned(
                "o",
                "order.place",
                "symbol",
                "BTCUSDT",
                "side",
                "BUY",
                "type",
                "LIMIT",
                "timeInForce",
                "GTC",
                "quantity",
                "0.01",
                "price",
                "57000",
                "newClientOrderId",
                "x"));
    socket.awaitClose();
    assertThat(socket.messages()).isEmpty();
    assertThat(venue.simulator().openOrders())
        .extracting(OrderView::clientOrderId)
        .containsExactly("x");
    Awaitility.await().until(() -> user.events("executionReport").size() == 1);
  }

  @Test
  void silentLossKeepsTheConnectionOpen() {
    venue
        .simulator()
        .addFault(Fault.of(FaultKind.LOST_ANSWER).on("ping").times(1).with("silent", true));
    WsClient socket = venue.client().open("/ws-api/v3");
    socket.send("{\"id\":\"1\",\"method\":\"ping\"}");
    socket.send("{\"id\":\"2\",\"method\":\"ping\"}");
    socket.awaitId("2");
    assertThat(socket.messages()).hasSize(1);
  }

  @Test
  void latencyDelaysTheRequestAndLateAnswerOnlyTheAnswer() {
    Fault half = Fault.of(FaultKind.LATENCY).on(ORDER).times(1).with("ms", 300);
    venue.simulator().addFault(half);
    long begin = System.nanoTime();
    limit("x");
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(290));
    venue.simulator().addFault(Fault.of(FaultKind.LATE_ANSWER).on(ORDER).times(1).with("ms", 400));
    Thread sender = Thread.ofVirtual().start(() -> limit("y"));
    Awaitility.await().until(() -> venue.simulator().openOrders().size() == 2);
    assertThat(sender.isAlive()).isTrue();
    Awaitility.await().until(() -> !sender.isAlive());
  }

  @Test
  void limitsCanBeFaked() {
    venue
        .simulator()
        .addFault(Fault.of(FaultKind.TOO_MANY_REQUESTS).on(ORDER).times(1).with("retryAfter", 8));
    Reply refused = limit("x");
    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("8");
    assertThat(refused.code()).isEqualTo(-1003);
    venue.simulator().addFault(Fault.of(FaultKind.BAN).on("*").times(1).with("retryAfter", 119));
    Reply banned = venue.client().get("/api/v3/ping");
    assertThat(banned.status()).isEqualTo(418);
    assertThat(banned.header("Retry-After")).isEqualTo("119");
    assertThat(venue.client().get("/api/v3/ping").status()).isEqualTo(418);
  }

  @Test
  void banIsToldOnTheWebSocketApiWithItsEnd() {
    WsClient socket = venue.client().open("/ws-api/v3");
    venue.simulator().addFault(Fault.of(FaultKind.BAN).on("ping").times(1).with("retryAfter", 60));
    socket.send("{\"id\":\"1\",\"method\":\"ping\"}");
    JsonNode answer = socket.awaitId("1");
    assertThat(answer.get("status").asInt()).isEqualTo(418);
    JsonNode data = answer.get("error").get("data");
    assertThat(data.get("retryAfter").asLong() - data.get("serverTime").asLong()).isEqualTo(60_000);
  }

  @Test
  void controlEndpointsAddListAndTakeAwayFaults() {
    Reply added =
        venue
            .client()
            .send(
                "POST",
                "/simulator/faults",
                "",
                "[{\"kind\":\"halt\",\"on\":\"BTC*\",\"for\":\"10m\"},"
                    + "{\"kind\":\"error\",\"on\":\"GET /api/v3/time\",\"count\":2,\"code\":-1001}]",
                Map.of());
    assertThat(added.body()).isEqualTo("{\"ids\":[1,2]}");
    assertThat(limit("x").msg()).isEqualTo("Market is closed.");
    assertThat(venue.client().get("/api/v3/time").code()).isEqualTo(-1001);
    assertThat(venue.client().get("/simulator/faults").body())
        .isEqualTo(
            "[{\"id\":1,\"kind\":\"halt\",\"on\":\"BTC*\",\"count\":0,\"hits\":1},"
                + "{\"id\":2,\"kind\":\"error\",\"on\":\"GET /api/v3/time\",\"count\":2,\"hits\":1,"
                + "\"code\":\"-1001\"}]");
    assertThat(venue.client().send("DELETE", "/simulator/faults", "", "", Map.of()).body())
        .isEqualTo("{\"removed\":2}");
    assertThat(limit("x").status()).isEqualTo(200);
    Reply wrong =
        venue.client().send("POST", "/simulator/faults", "", "{\"kind\":\"gremlin\"}", Map.of());
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text("error")).contains("gremlin", "lost-answer");
  }

  @Test
  void controlEndpointsTellWhatTheVenueSaw() {
    limit("x");
    JsonNode orders = venue.client().get("/simulator/orders").json();
    assertThat(orders.get("received").asInt()).isEqualTo(1);
    assertThat(orders.get("latest").get(0).get("clientOrderId").asString()).isEqualTo("x");
    assertThat(orders.get("open").get(0).get("clientOrderId").asString()).isEqualTo("x");
    JsonNode account = venue.client().get("/simulator/account").json();
    assertThat(account.get("accounts").get(0).get("balances").size()).isEqualTo(2);
    assertThat(account.toString()).doesNotContain(venue.simulator().apiSecret());
  }
}
