package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.Reply;
import trader.simulator.client.WsClient;

/** Weights, order counts, their headers, 429 and then 418, on a clock that the test sets. */
@Tag("integration")
class LimitsTest {
  private static final long START = 1_718_000_003_000L;

  private final AtomicLong millis = new AtomicLong(START);
  private final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());

  @RegisterExtension
  final QuietVenue venue = new QuietVenue(SimulatorSettings.defaults().withClock(clock));

  private Reply order(String id) {
    return order(id, "50000");
  }

  private Reply order(String id, String price) {
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
            price,
            "newClientOrderId",
            id,
            "timestamp",
            Long.toString(millis.get()));
  }

  private String weight(String path, String... pairs) {
    int before = used(venue.client().get("/api/v3/ping"));
    return Integer.toString(used(venue.client().get(path, pairs)) - before);
  }

  private static int used(Reply reply) {
    return Integer.parseInt(reply.header("X-MBX-USED-WEIGHT-1M"));
  }

  @Test
  void everyCallWeighsWhatIsDocumented() {
    assertThat(weight("/api/v3/ping")).isEqualTo("1");
    assertThat(weight("/api/v3/time")).isEqualTo("1");
    assertThat(weight("/api/v3/exchangeInfo")).isEqualTo("20");
    Map<String, String> depth = Map.of("100", "5", "500", "25", "1000", "50", "5000", "250");
    depth.forEach((limit, weight) ->
        assertThat(weight("/api/v3/depth", "symbol", "BTCUSDT", "limit", limit)).isEqualTo(weight));
    assertThat(weight("/api/v3/klines", "symbol", "BTCUSDT", "interval", "1m")).isEqualTo("2");
    assertThat(signedWeight("GET", "/api/v3/account")).isEqualTo(20);
    assertThat(signedWeight("GET", "/api/v3/order", "symbol", "BTCUSDT", "orderId", "1"))
        .isEqualTo(4);
    assertThat(signedWeight("GET", "/api/v3/openOrders", "symbol", "BTCUSDT")).isEqualTo(6);
    assertThat(signedWeight("GET", "/api/v3/openOrders")).isEqualTo(80);
    assertThat(signedWeight("GET", "/api/v3/allOrders", "symbol", "BTCUSDT")).isEqualTo(20);
    assertThat(signedWeight("GET", "/api/v3/myTrades", "symbol", "BTCUSDT")).isEqualTo(20);
    assertThat(signedWeight("GET", "/api/v3/myTrades", "symbol", "BTCUSDT", "orderId", "1"))
        .isEqualTo(5);
    assertThat(signedWeight("GET", "/api/v3/rateLimit/order")).isEqualTo(40);
    assertThat(signedWeight("DELETE", "/api/v3/openOrders", "symbol", "BTCUSDT")).isEqualTo(1);
  }

  private int signedWeight(String method, String path, String... pairs) {
    String[] timed = java.util.Arrays.copyOf(pairs, pairs.length + 2);
    timed[pairs.length] = "timestamp";
    timed[pairs.length + 1] = Long.toString(millis.get());
    int before = used(venue.client().get("/api/v3/ping"));
    return used(venue.client().signed(method, path, timed)) - before;
  }

  @Test
  void overweightIs429ThenBanAndTheWindowEndsWithTheMinute() {
    for (int i = 0; i < 24; i++) {
      venue.client().get("/api/v3/depth", "symbol", "BTCUSDT", "limit", "5000");
    }
    Reply refused = venue.client().get("/api/v3/ping");
    assertThat(refused.error())
        .isEqualTo(
            "429 -1003 Too much request weight used; current limit is 6000 request weight per 1"
                + " MINUTE. Please use WebSocket Streams for live updates to avoid polling the"
                + " API.");
    assertThat(refused.header("Retry-After")).isEqualTo("37");
    for (int i = 0; i < 9; i++) {
      assertThat(venue.client().get("/api/v3/ping").status()).isEqualTo(429);
    }
    Reply banned = venue.client().get("/api/v3/ping");
    assertThat(banned.error())
        .isEqualTo(
            "418 -1003 Way too much request weight used; IP banned until "
                + (START + 120_000)
                + ". Please use WebSocket Streams for live updates to avoid bans.");
    assertThat(banned.header("Retry-After")).isEqualTo("120");
    millis.addAndGet(60_000);
    assertThat(venue.client().get("/api/v3/ping").header("Retry-After")).isEqualTo("60");
    millis.addAndGet(60_000);
    Reply free = venue.client().get("/api/v3/ping");
    assertThat(free.status()).isEqualTo(200);
    assertThat(free.header("X-MBX-USED-WEIGHT-1M")).isEqualTo("1");
  }

  @Test
  void orderCountIsToldAndHeldAndFillsGiveBack() {
    Reply first = order("o1");
    assertThat(first.header("X-MBX-ORDER-COUNT-10S")).isEqualTo("1");
    assertThat(first.header("X-MBX-ORDER-COUNT-1D")).isEqualTo("1");
    assertThat(order("o1").header("X-MBX-ORDER-COUNT-10S")).isEmpty();
    for (int i = 2; i <= 50; i++) {
      assertThat(order("o" + i).status()).isEqualTo(200);
    }
    Reply refused = order("o51");
    assertThat(refused.error())
        .isEqualTo("429 -1015 Too many new orders; current limit is 50 orders per 10 SECOND.");
    assertThat(refused.header("Retry-After")).isEqualTo("7");
    venue.print("49000", "0.01", trader.simulator.matching.Side.SELL);
    assertThat(order("o52", "40000").header("X-MBX-ORDER-COUNT-10S")).isEqualTo("1");
    millis.addAndGet(7_000);
    assertThat(order("o53", "40000").header("X-MBX-ORDER-COUNT-10S")).isEqualTo("1");
    Reply counts =
        venue
            .client()
            .signed("GET", "/api/v3/rateLimit/order", "timestamp", Long.toString(millis.get()));
    assertThat(counts.body())
        .isEqualTo(
            "[{\"rateLimitType\":\"ORDERS\",\"interval\":\"SECOND\",\"intervalNum\":10,\"limit\":50,"
                + "\"count\":1},{\"rateLimitType\":\"ORDERS\",\"interval\":\"DAY\",\"intervalNum\":1,"
                + "\"limit\":160000,\"count\":2}]");
  }

  @Test
  void webSocketApiTellsItsLimitsUnlessAskedNotTo() {
    WsClient socket = venue.client().open("/ws-api/v3");
    socket.send("{\"id\":\"p\",\"method\":\"ping\"}");
    assertThat(socket.awaitId("p").toString())
        .isEqualTo(
            "{\"id\":\"p\",\"status\":200,\"result\":{},\"rateLimits\":[{\"rateLimitType\":"
                + "\"REQUEST_WEIGHT\",\"interval\":\"MINUTE\",\"intervalNum\":1,\"limit\":6000,"
                + "\"count\":3}]}");
    socket.send("{\"id\":\"q\",\"method\":\"ping\",\"params\":{\"returnRateLimits\":false}}");
    assertThat(socket.awaitId("q").toString())
        .isEqualTo("{\"id\":\"q\",\"status\":200,\"result\":{}}");
  }
}
