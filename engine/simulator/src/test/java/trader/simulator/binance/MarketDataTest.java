package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.ListedPrices;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.Reply;
import trader.simulator.client.VenueClient;
import trader.simulator.matching.Side;

/** Public REST calls. */
@Tag("integration")
class MarketDataTest {
  @RegisterExtension final QuietVenue venue = new QuietVenue();

  @Test
  void serverAnswersPingAndTime() {
    assertThat(venue.client().get("/api/v3/ping").body()).isEqualTo("{}");
    long before = System.currentTimeMillis();
    long server = venue.client().get("/api/v3/time").json().get("serverTime").asLong();
    assertThat(server).isBetween(before, System.currentTimeMillis());
    Reply micros =
        venue
            .client()
            .send(
                "GET", "/api/v3/time", "", "", java.util.Map.of("X-MBX-TIME-UNIT", "MICROSECOND"));
    assertThat(micros.json().get("serverTime").asLong()).isGreaterThan(before * 1_000 - 1);
  }

  @Test
  void exchangeInfoListsTheSymbolWithAllItsFilters() {
    Reply info = venue.client().get("/api/v3/exchangeInfo");
    assertThat(List.copyOf(info.json().propertyNames()))
        .containsExactly("timezone", "serverTime", "rateLimits", "exchangeFilters", "symbols");
    JsonNode symbol = info.json().get("symbols").get(0);
    assertThat(symbol.get("filters").valueStream().map(f -> f.get("filterType").asString()))
        .containsExactly(
            "PRICE_FILTER",
            "LOT_SIZE",
            "MARKET_LOT_SIZE",
            "NOTIONAL",
            "PERCENT_PRICE_BY_SIDE",
            "ICEBERG_PARTS",
            "TRAILING_DELTA",
            "MAX_NUM_ORDERS",
            "MAX_NUM_ALGO_ORDERS");
    assertThat(symbol.get("filters").get(0).toString())
        .isEqualTo(
            "{\"filterType\":\"PRICE_FILTER\",\"minPrice\":\"0.01000000\",\"maxPrice\":"
                + "\"1000000.00000000\",\"tickSize\":\"0.01000000\"}");
    assertThat(
            venue
                .client()
                .get("/api/v3/exchangeInfo", "symbols", "[\"BTCUSDT\"]")
                .json()
                .get("symbols")
                .size())
        .isEqualTo(1);
    assertThat(venue.client().get("/api/v3/exchangeInfo", "symbol", "NOPE").error())
        .isEqualTo("400 -1121 Invalid symbol.");
  }

  @Test
  void depthIsOrderedAndShowsClientsOrders() {
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
            "quantity",
            "0.07000",
            "price",
            "58490.01");
    JsonNode book = venue.client().get("/api/v3/depth", "symbol", "BTCUSDT").json();
    assertThat(List.copyOf(book.propertyNames())).containsExactly("lastUpdateId", "bids", "asks");
    BigDecimal last = new BigDecimal("1000000");
    boolean mine = false;
    for (JsonNode bid : book.get("bids")) {
      BigDecimal price = new BigDecimal(bid.get(0).asString());
      assertThat(price).isLessThan(last);
      last = price;
      mine |= bid.toString().equals("[\"58490.01000000\",\"0.07000000\"]");
    }
    assertThat(mine).isTrue();
    assertThat(book.get("asks").get(0).get(0).asString()).isEqualTo("58500.00000000");
    JsonNode ticker = venue.client().get("/api/v3/ticker/bookTicker", "symbol", "BTCUSDT").json();
    assertThat(List.copyOf(ticker.propertyNames()))
        .containsExactly("symbol", "bidPrice", "bidQty", "askPrice", "askQty");
    assertThat(ticker.get("askQty")).isEqualTo(book.get("asks").get(0).get(1));
  }

  @Test
  void tradesAndBarsTellWhatTraded() {
    venue.print("58510", "0.25", Side.BUY);
    JsonNode trade =
        venue.client().get("/api/v3/trades", "symbol", "BTCUSDT", "limit", "1").json().get(0);
    assertThat(trade.get("price").asString()).isEqualTo("58510.00000000");
    assertThat(trade.get("quoteQty").asString()).isEqualTo("14627.50000000");
    assertThat(trade.get("isBuyerMaker").asBoolean()).isFalse();
    JsonNode aggregate =
        venue.client().get("/api/v3/aggTrades", "symbol", "BTCUSDT", "limit", "1").json().get(0);
    assertThat(List.copyOf(aggregate.propertyNames()))
        .containsExactly("a", "p", "q", "f", "l", "T", "m", "M");
    JsonNode bars =
        venue
            .client()
            .get("/api/v3/klines", "symbol", "BTCUSDT", "interval", "1h", "limit", "1")
            .json();
    assertThat(bars.get(0).size()).isEqualTo(12);
    assertThat(bars.get(0).get(2).asString()).isEqualTo("58510.00000000");
    assertThat(bars.get(0).get(6).asLong()).isEqualTo(bars.get(0).get(0).asLong() + 3_600_000 - 1);
    assertThat(venue.client().get("/api/v3/klines", "symbol", "BTCUSDT", "interval", "7m").error())
        .isEqualTo("400 -1120 Invalid interval.");
  }

  @Test
  void unknownPathIsNotFound() {
    assertThat(venue.client().get("/api/v3/userDataStream").status()).isEqualTo(404);
  }

  @Test
  void severalMarketsStandSideBySide() {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withPrices(ListedPrices.quietAt("58500"))
            .withMarket("ETHUSDT", ListedPrices.quietAt("2600"))
            .withHistoryFraction(0.5);
    try (Simulator simulator = Simulator.start(settings);
        VenueClient client = new VenueClient(simulator)) {
      JsonNode all = client.get("/api/v3/ticker/price").json();
      assertThat(all.toString())
          .isEqualTo(
              "[{\"symbol\":\"BTCUSDT\",\"price\":\"58500.00000000\"},"
                  + "{\"symbol\":\"ETHUSDT\",\"price\":\"2600.00000000\"}]");
      Reply order =
          client.order("symbol", "ETHUSDT", "side", "BUY", "type", "MARKET", "quantity", "0.1");
      assertThat(order.text("cummulativeQuoteQty")).isEqualTo("260.00000000");
    }
  }

  @Test
  void recordingWithoutHistoryOpensAtItsFirstPrice() {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withPrices(ListedPrices.quietAt("58500"))
            .withHistoryFraction(0);
    try (Simulator simulator = Simulator.start(settings);
        VenueClient client = new VenueClient(simulator)) {
      assertThat(client.get("/api/v3/ticker/price", "symbol", "BTCUSDT").text("price"))
          .isEqualTo("58500.00000000");
    }
  }

  @Test
  void realPricesHaveHistoryForWarmUp() {
    SimulatorSettings settings = SimulatorSettings.defaults().withSpeed(60);
    try (Simulator simulator = Simulator.start(settings);
        VenueClient client = new VenueClient(simulator)) {
      assertThat(simulator.prices()).contains("real Bitstamp", "2013");
      JsonNode seconds =
          client
              .get("/api/v3/klines", "symbol", "BTCUSDT", "interval", "1s", "limit", "1000")
              .json();
      assertThat(seconds.size()).isEqualTo(1_000);
      long previous = 0;
      for (JsonNode bar : seconds) {
        assertThat(bar.get(0).asLong()).isGreaterThan(previous);
        previous = bar.get(0).asLong();
        assertThat(new BigDecimal(bar.get(2).asString()))
            .isGreaterThanOrEqualTo(new BigDecimal(bar.get(3).asString()))
            .isBetween(new BigDecimal("700"), new BigDecimal("1200"));
      }
      assertThat(previous).isBetween(System.currentTimeMillis() - 2_500, Long.MAX_VALUE);
      JsonNode minutes =
          client.get("/api/v3/klines", "symbol", "BTCUSDT", "interval", "1m", "limit", "20").json();
      assertThat(minutes.size()).isEqualTo(20);
      long from = minutes.get(5).get(0).asLong();
      JsonNode some =
          client
              .get(
                  "/api/v3/klines",
                  "symbol",
                  "BTCUSDT",
                  "interval",
                  "1m",
                  "startTime",
                  Long.toString(from),
                  "limit",
                  "3")
              .json();
      assertThat(some.get(0)).isEqualTo(minutes.get(5));
      assertThat(some.size()).isEqualTo(3);
    }
  }
}
