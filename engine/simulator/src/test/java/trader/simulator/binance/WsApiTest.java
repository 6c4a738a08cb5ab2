package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.Reply;
import trader.simulator.client.WsClient;

/** The WebSocket API answers as REST does, in its own envelope. */
@Tag("integration")
class WsApiTest {
  @RegisterExtension final QuietVenue venue = new QuietVenue();

  private WsClient socket = new WsClient();
  private int calls;

  @BeforeEach
  void connect() {
    socket = venue.client().open("/ws-api/v3");
  }

  private JsonNode call(String method, String... pairs) {
    String id = "c" + ++calls;
    socket.send(venue.client().wsSigned(id, method, pairs));
    return socket.awaitId(id);
  }

  private JsonNode place(String id, String side, String quantity, String price) {
    return call(
        "order.place",
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

  @Test
  void placedOrderIsAnsweredAsByRestWithItsLimits() {
    JsonNode answer = place("ws-1", "BUY", "0.01", "57000.00");
    assertThat(answer.get("status").asInt()).isEqualTo(200);
    assertThat(answer.get("result").get("status").asString()).isEqualTo("NEW");
    assertThat(answer.get("rateLimits").valueStream().map(l -> l.get("rateLimitType").asString()))
        .containsExactly("ORDERS", "ORDERS", "REQUEST_WEIGHT");
    JsonNode status =
        call("order.status", "symbol", "BTCUSDT", "origClientOrderId", "ws-1").get("result");
    Reply rest =
        venue
            .client()
            .signed("GET", "/api/v3/order", "symbol", "BTCUSDT", "origClientOrderId", "ws-1");
    assertThat(status).isEqualTo(rest.json());
    assertThat(call("openOrders.status", "symbol", "BTCUSDT").get("result").get(0))
        .isEqualTo(rest.json());
  }

  @Test
  void cancelsWork() {
    place("ws-1", "BUY", "0.01", "57000.00");
    place("ws-2", "BUY", "0.01", "57000.00");
    JsonNode canceled =
        call("order.cancel", "symbol", "BTCUSDT", "origClientOrderId", "ws-1").get("result");
    assertThat(canceled.get("origClientOrderId").asString()).isEqualTo("ws-1");
    JsonNode all = call("openOrders.cancelAll", "symbol", "BTCUSDT").get("result");
    assertThat(all.get(0).get("origClientOrderId").asString()).isEqualTo("ws-2");
    assertThat(venue.simulator().openOrders()).isEmpty();
  }

  @Test
  void accountAndTradesAreTold() {
    call("order.place", "symbol", "BTCUSDT", "side", "BUY", "type", "MARKET", "quantity", "0.01");
    assertThat(call("myTrades", "symbol", "BTCUSDT").get("result").size()).isEqualTo(1);
    JsonNode account = call("account.status", "omitZeroBalances", "true").get("result");
    assertThat(account.get("balances").get(0).get("free").asString()).isEqualTo("10.00999000");
    assertThat(call("account.rateLimits.orders").get("result").size()).isEqualTo(2);
  }

  @Test
  void publicMethodsNeedNoKey() {
    socket.send("{\"id\":1,\"method\":\"time\"}");
    assertThat(socket.awaitId("1").get("result").get("serverTime").asLong()).isPositive();
    socket.send(
        "{\"id\":\"e\",\"method\":\"exchangeInfo\",\"params\":{\"symbols\":[\"BTCUSDT\"]}}");
    assertThat(socket.awaitId("e").get("result").get("symbols").size()).isEqualTo(1);
    socket.send(
        "{\"id\":\"d\",\"method\":\"depth\",\"params\":{\"symbol\":\"BTCUSDT\",\"limit\":5}}");
    assertThat(socket.awaitId("d").get("result").get("bids").size()).isEqualTo(5);
    socket.send("{\"id\":null,\"method\":\"ping\"}");
    assertThat(socket.await(m -> m.path("id").isNull()).get("status").asInt()).isEqualTo(200);
  }

  @Test
  void failuresKeepTheirCodes() {
    JsonNode poor = place("p", "BUY", "100", "57000.00");
    assertThat(poor.get("status").asInt()).isEqualTo(400);
    assertThat(poor.get("error").toString())
        .isEqualTo(
            "{\"code\":-2010,\"msg\":\"Account has insufficient balance for requested action.\"}");
    assertThat(call("order.cancel", "symbol", "BTCUSDT", "orderId", "9").get("error").toString())
        .isEqualTo("{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");
    socket.send(
        venue
            .client()
            .wsSigned("bad", "account.status")
            .replaceAll("\"signature\":\"..", "\"signature\":\"zz"));
    assertThat(socket.awaitId("bad").get("error").get("code").asInt()).isEqualTo(-1022);
    socket.send("{\"id\":\"m\",\"method\":\"make.coffee\"}");
    assertThat(socket.awaitId("m").get("error").get("code").asInt()).isEqualTo(-1020);
    socket.send("oops");
    assertThat(socket.await(m -> m.path("error").path("code").asInt(0) == -1135).get("id").isNull())
        .isTrue();
  }
}
