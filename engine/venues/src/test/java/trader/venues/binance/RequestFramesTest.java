package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.Account;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.venues.TestOrders;
import trader.venues.net.ApiCredentials;

class RequestFramesTest {
  private static final String SECRET = "example-secret-for-simulator-tests-only";
  private static final long TIME = 1_718_000_000_456L;

  private final RequestFrames frames =
      new RequestFrames(new ApiCredentials("sim-key-1", SECRET), 2_000);

  @Test
  void subscriptionIsTheDocumentedFrame() {
    assertThat(frames.subscribe(1, 1_718_000_000_789L))
        .hasToString(
            "{\"id\":1,\"method\":\"userDataStream.subscribe.signature\",\"params\":"
                + "{\"apiKey\":\"sim-key-1\",\"timestamp\":1718000000789,\"signature\":"
                + "\"e1fa7c17bf7dbdfcfec088d81576817e856e64b2fc0c86deb887b4c45f154545\"}}");
  }

  @Test
  void marketOrderHasNeitherPriceNorTimeInForce() {
    JsonNode params =
        params(TestOrders.market("tb-1-1", Account.LIVE, Side.BUY, "0.01000"), "order.place");

    assertThat(params.propertyNames())
        .containsExactly(
            "apiKey",
            "newClientOrderId",
            "newOrderRespType",
            "quantity",
            "recvWindow",
            "side",
            "symbol",
            "timestamp",
            "type",
            "signature");
    assertThat(params.path("quantity").asString()).isEqualTo("0.01000");
    assertThat(params.path("recvWindow").asInt()).isEqualTo(2_000);
  }

  @Test
  void limitOrderIsGoodTillCancelled() {
    JsonNode params =
        params(
            TestOrders.limit("tb-1-2", Account.LIVE, Side.SELL, "0.5", "58500.10"), "order.place");

    assertThat(params.path("price").asString()).isEqualTo("58500.10");
    assertThat(params.path("timeInForce").asString()).isEqualTo("GTC");
    assertThat(params.path("type").asString()).isEqualTo("LIMIT");
  }

  @Test
  void postOnlyOrderIsALimitMakerWithoutTimeInForce() {
    NewOrder limit = TestOrders.limit("tb-1-7", Account.LIVE, Side.SELL, "0.5", "58500.10");
    NewOrder postOnly =
        new NewOrder(
            limit.id(),
            limit.account(),
            limit.instrument(),
            limit.side(),
            limit.type(),
            limit.purpose(),
            limit.qty(),
            limit.price(),
            null,
            null,
            limit.strategy(),
            limit.cause(),
            0,
            false,
            true,
            "");
    JsonNode params = params(postOnly, "order.place");

    assertThat(params.path("type").asString()).isEqualTo("LIMIT_MAKER");
    assertThat(params.has("timeInForce")).isFalse();
    assertThat(params.path("price").asString()).isEqualTo("58500.10");
  }

  @Test
  void takeProfitCarriesItsTrigger() {
    NewOrder stop = TestOrders.stop("tb-1-8", Account.LIVE, Side.SELL, "0.5", "61000");
    NewOrder takeProfit =
        new NewOrder(
            stop.id(),
            stop.account(),
            stop.instrument(),
            stop.side(),
            OrderType.TAKE_PROFIT,
            Purpose.TAKE_PROFIT,
            stop.qty(),
            null,
            stop.stopPrice(),
            null,
            stop.strategy(),
            stop.cause(),
            0);
    JsonNode params = params(takeProfit, "order.place");

    assertThat(params.path("type").asString()).isEqualTo("TAKE_PROFIT");
    assertThat(params.path("stopPrice").asString()).isEqualTo("61000");
  }

  @Test
  void stopOrderCarriesItsTrigger() {
    JsonNode params =
        params(TestOrders.stop("tb-1-3", Account.LIVE, Side.SELL, "0.5", "57000"), "order.place");

    assertThat(params.path("stopPrice").asString()).isEqualTo("57000");
    assertThat(params.has("price")).isFalse();
  }

  @Test
  void quantityInScientificNotationIsWrittenPlain() {
    JsonNode params =
        params(TestOrders.market("tb-1-4", Account.LIVE, Side.BUY, "1E+2"), "order.place");

    assertThat(params.path("quantity").asString()).isEqualTo("100");
  }

  @Test
  void zerosBeyondTheEighthDecimalAreDropped() {
    JsonNode params =
        params(TestOrders.market("tb-1-5", Account.LIVE, Side.BUY, "0.0100000000"), "order.place");

    assertThat(params.path("quantity").asString()).isEqualTo("0.01");
  }

  @Test
  void cancelNamesTheOrderByOurOwnId() {
    NewOrder order = TestOrders.market("tb-1-6", Account.LIVE, Side.BUY, "1");
    JsonNode frame =
        new JsonMapper()
            .readTree(frames.cancel(9, order.instrument(), order.id().value(), TIME).toString());

    assertThat(frame.path("method").asString()).isEqualTo("order.cancel");
    assertThat(frame.path("params").path("origClientOrderId").asString()).isEqualTo("tb-1-6");
    assertSigned(frame.path("params"));
  }

  private JsonNode params(NewOrder order, String method) {
    JsonNode frame = new JsonMapper().readTree(frames.place(7, order, TIME).toString());
    assertThat(frame.path("id").asInt()).isEqualTo(7);
    assertThat(frame.path("method").asString()).isEqualTo(method);
    assertSigned(frame.path("params"));
    return frame.path("params");
  }

  /** Signs as the venue documents it: every other parameter, sorted by name. */
  private static void assertSigned(JsonNode params) {
    var sorted = new TreeMap<String, String>();
    params
        .propertyStream()
        .forEach(field -> sorted.put(field.getKey(), field.getValue().asString()));
    String signature = sorted.remove("signature");
    String payload =
        sorted.entrySet().stream()
            .map(field -> field.getKey() + "=" + field.getValue())
            .collect(Collectors.joining("&"));
    assertThat(new Signer(SECRET).sign(payload)).isEqualTo(signature);
  }
}
