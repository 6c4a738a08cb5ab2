package trader.simulator.binancefutures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.WsClient;
import trader.simulator.matching.Side;

/** Market data, routed by kind, and user data by listen key. */
@Tag("integration")
class FuturesStreamsTest {
  @RegisterExtension final QuietFutures venue = new QuietFutures("10000");

  private static boolean is(JsonNode message, String event) {
    return message.path("e").asString("").equals(event);
  }

  @Test
  void rulesHaveTheFieldNamesOfFutures() {
    JsonNode symbol = venue.client().get("/fapi/v1/exchangeInfo").json().path("symbols").get(0);
    assertThat(symbol.path("contractType").asString()).isEqualTo("PERPETUAL");
    assertThat(symbol.path("marginAsset").asString()).isEqualTo("USDT");
    JsonNode filters = symbol.path("filters");
    assertThat(filters.toString())
        .contains("\"filterType\":\"MIN_NOTIONAL\",\"notional\":\"100\"")
        .contains("\"filterType\":\"MAX_NUM_ORDERS\",\"limit\":200")
        .contains("\"filterType\":\"LOT_SIZE\",\"minQty\":\"0.001\"");
  }

  @Test
  void streamsFlowOnTheirOwnRouteOnly() {
    WsClient book = venue.client().open("/public/stream?streams=btcusdt@bookTicker/btcusdt@trade");
    WsClient market =
        venue.client().open("/market/stream?streams=btcusdt@bookTicker/btcusdt@trade");
    WsClient both = venue.client().open("/ws/btcusdt@bookTicker");

    venue.print("58510.00", "0.020", Side.BUY);

    JsonNode ticker = book.await(m -> is(m.path("data"), "bookTicker")).path("data");
    assertThat(ticker.has("T") && ticker.has("E") && ticker.has("u")).isTrue();
    JsonNode trade = market.await(m -> is(m.path("data"), "trade")).path("data");
    assertThat(trade.path("p").asString()).isEqualTo("58510.00000000");
    assertThat(trade.path("X").asString()).isEqualTo("MARKET");
    both.await(m -> is(m, "bookTicker"));
    assertThat(book.messages()).noneMatch(m -> is(m.path("data"), "trade"));
    assertThat(market.messages()).noneMatch(m -> is(m.path("data"), "bookTicker"));
  }

  @Test
  void eachDifferenceNamesTheLastNumberOfTheOneBefore() {
    WsClient depth = venue.client().open("/public/ws/btcusdt@depth@100ms");
    AtomicInteger moves = new AtomicInteger();
    Awaitility.await()
        .pollInterval(Duration.ofMillis(60))
        .until(() -> {
          venue.print("5850" + moves.incrementAndGet() % 10 + ".00", "0.020", Side.BUY);
          return depth.messages().stream().filter(m -> is(m, "depthUpdate")).count() >= 3;
        });
    long previous = -1;
    for (JsonNode update : List.copyOf(depth.messages())) {
      assertThat(update.path("U").asLong()).isLessThanOrEqualTo(update.path("u").asLong());
      if (previous >= 0) {
        assertThat(update.path("pu").asLong()).isEqualTo(previous);
        assertThat(update.path("U").asLong()).isGreaterThan(previous + 1);
      }
      previous = update.path("u").asLong();
    }
    JsonNode snapshot =
        venue.client().get("/fapi/v1/depth", "symbol", "BTCUSDT", "limit", "100").json();
    assertThat(snapshot.path("lastUpdateId").asLong()).isGreaterThanOrEqualTo(previous);
    assertThat(snapshot.has("E") && snapshot.has("T")).isTrue();
  }

  @Test
  void markPriceComesEachSecondWithRateAndNextFunding() {
    WsClient marks = venue.client().open("/market/ws/btcusdt@markPrice@1s");
    JsonNode mark = marks.await(m -> is(m, "markPriceUpdate"));
    assertThat(mark.path("r").asString()).isEqualTo("0.00010000");
    assertThat(mark.path("T").asLong() % (8 * 3_600_000L)).isZero();
    JsonNode index = venue.client().get("/fapi/v1/premiumIndex", "symbol", "BTCUSDT").json();
    assertThat(index.path("nextFundingTime")).isEqualTo(mark.path("T"));
  }

  @Test
  void userDataTellsOrderExecutionAndAccountWithoutAnEnvelope() {
    WsClient user = venue.userStream();
    venue.limit("BUY", "0.010", "58600.00", "eng-000030");

    JsonNode accepted = user.await(m -> m.path("o").path("x").asString().equals("NEW"));
    assertThat(accepted.path("o").path("c").asString()).isEqualTo("eng-000030");
    JsonNode fill = user.await(m -> m.path("o").path("x").asString().equals("TRADE")).path("o");
    assertThat(fill.path("X").asString()).isEqualTo("FILLED");
    assertThat(fill.path("N").asString()).isEqualTo("USDT");
    assertThat(fill.path("ps").asString()).isEqualTo("BOTH");
    JsonNode lite = user.await(m -> is(m, "TRADE_LITE"));
    assertThat(lite.path("t")).isEqualTo(fill.path("t"));
    JsonNode account = user.await(m -> is(m, "ACCOUNT_UPDATE")).path("a");
    assertThat(account.path("m").asString()).isEqualTo("ORDER");
    assertThat(account.path("B").get(0).path("a").asString()).isEqualTo("USDT");
    assertThat(account.path("P").get(0).path("pa").asString()).isEqualTo("0.01000000");
  }

  @Test
  void listenKeyIsOneAnAccountAndEndsWithAWord() {
    String first = key("POST");
    assertThat(key("POST")).isEqualTo(first);
    assertThat(key("PUT")).isEqualTo(first);
    WsClient user = venue.client().open("/private/ws?listenKey=" + first);
    venue.limit("BUY", "0.010", "58000.00", "a");
    user.await(m -> is(m, "ORDER_TRADE_UPDATE"));

    venue.server().expireListenKeys();

    assertThat(user.await(m -> is(m, "listenKeyExpired")).path("listenKey").asString())
        .isEqualTo(first);
    assertThat(venue.client().keyed("PUT", "/fapi/v1/listenKey").code()).isEqualTo(-1125);
    int heard = user.messages().size();
    venue.limit("BUY", "0.010", "58000.00", "b");
    WsClient again = venue.client().open("/private/ws?listenKey=" + key("POST"));
    venue.limit("BUY", "0.010", "58000.00", "c");
    again.await(m -> is(m, "ORDER_TRADE_UPDATE"));
    assertThat(List.copyOf(user.messages()).size()).isEqualTo(heard);
  }

  private String key(String method) {
    return venue.client().keyed(method, "/fapi/v1/listenKey").json().path("listenKey").asString();
  }
}
