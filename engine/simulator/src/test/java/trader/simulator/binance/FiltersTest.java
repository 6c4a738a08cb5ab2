package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.Reply;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;

/** The arithmetic of the filters, at their edges. */
@Tag("integration")
class FiltersTest {
  @RegisterExtension
  final QuietVenue venue = new QuietVenue(SimulatorSettings.defaults().withLimits(Limits.none()));

  private Reply limit(String side, String quantity, String price) {
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
            price);
  }

  @ParameterizedTest
  @CsvSource({
    "BUY, 0.01, 58000.00, ok",
    "BUY, 0.01, 58000.001, PRICE_FILTER",
    "BUY, 0.00009, 58000.00, ok",
    "BUY, 0.00008, 58000.00, NOTIONAL",
    "BUY, 0.010005, 58000.00, LOT_SIZE",
    "SELL, 9000.1, 60000.00, LOT_SIZE",
    "SELL, 0.01, 1000000.01, PRICE_FILTER",
    "BUY, 0.01, 11700.00, ok",
    "BUY, 0.01, 11699.99, PERCENT_PRICE_BY_SIDE",
    "SELL, 0.01, 292500.00, ok",
    "SELL, 0.01, 292500.01, PERCENT_PRICE_BY_SIDE",
    "SELL, 160, 60000.00, NOTIONAL",
    "BUY, 0, 58000.00, LOT_SIZE",
    "BUY, 0.01, 0, PRICE_FILTER",
  })
  void limitOrdersAreHeldToTheFilters(String side, String quantity, String price, String outcome) {
    Reply reply = limit(side, quantity, price);
    if (outcome.equals("ok")) {
      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    } else {
      assertThat(reply.error()).isEqualTo("400 -1013 Filter failure: " + outcome);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "quantity, 0.00009, ok",
    "quantity, 0.00008, NOTIONAL",
    "quantity, 0.000015, LOT_SIZE",
    "quantity, 120.00001, MARKET_LOT_SIZE",
    "quoteOrderQty, 5, ok",
    "quoteOrderQty, 4.99, NOTIONAL",
  })
  void marketOrdersAreHeldToBothLotSizesAndTheAveragePrice(
      String parameter, String value, String outcome) {
    Reply reply =
        venue
            .client()
            .order("symbol", "BTCUSDT", "side", "BUY", "type", "MARKET", parameter, value);
    if (outcome.equals("ok")) {
      assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    } else {
      assertThat(reply.error()).isEqualTo("400 -1013 Filter failure: " + outcome);
    }
  }

  @Test
  void stopPriceAndIcebergPartsAreHeldToTheirFilters() {
    assertThat(
            venue
                .client()
                .order(
                    "symbol",
                    "BTCUSDT",
                    "side",
                    "SELL",
                    "type",
                    "STOP_LOSS",
                    "quantity",
                    "0.01",
                    "stopPrice",
                    "57000.005")
                .error())
        .isEqualTo("400 -1013 Filter failure: PRICE_FILTER");
    assertThat(
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
                    "1",
                    "price",
                    "57000",
                    "icebergQty",
                    "0.09")
                .error())
        .isEqualTo("400 -1013 Filter failure: ICEBERG_PARTS");
    assertThat(
            venue
                .client()
                .order(
                    "symbol",
                    "BTCUSDT",
                    "side",
                    "SELL",
                    "type",
                    "STOP_LOSS",
                    "quantity",
                    "0.01",
                    "trailingDelta",
                    "9")
                .error())
        .isEqualTo("400 -1013 Filter failure: TRAILING_DELTA");
  }

  @Test
  void algoOrdersAndAllOrdersAreCounted() {
    venue
        .simulator()
        .addFault(
            Fault.of(FaultKind.FILTER_CHANGE)
                .with("filter", "MAX_NUM_ORDERS")
                .with("maxNumOrders", 7));
    for (int i = 0; i < 5; i++) {
      assertThat(stop().status()).isEqualTo(200);
    }
    assertThat(stop().error()).isEqualTo("400 -1013 Filter failure: MAX_NUM_ALGO_ORDERS");
    assertThat(limit("BUY", "0.01", "57000").status()).isEqualTo(200);
    assertThat(limit("BUY", "0.01", "57000").status()).isEqualTo(200);
    assertThat(limit("BUY", "0.01", "57000").error())
        .isEqualTo("400 -1013 Filter failure: MAX_NUM_ORDERS");
  }

  private Reply stop() {
    return venue
        .client()
        .order(
            "symbol",
            "BTCUSDT",
            "side",
            "SELL",
            "type",
            "STOP_LOSS",
            "quantity",
            "0.01",
            "stopPrice",
            "57000");
  }

  @Test
  void orderTypeThatTheSymbolDoesNotTakeIsRefused() {
    venue
        .simulator()
        .addFault(
            Fault.of(FaultKind.FILTER_CHANGE)
                .with("filter", "ORDER_TYPES")
                .with("orderTypes", "LIMIT MARKET"));
    assertThat(stop().error())
        .isEqualTo("400 -2010 Stop loss orders are not supported for this symbol.");
    assertThat(limit("BUY", "0.01", "57000").status()).isEqualTo(200);
  }

  @Test
  void changedFilterIsToldAndHeldUntilItEnds() {
    venue
        .simulator()
        .addFault(
            Fault.of(FaultKind.FILTER_CHANGE)
                .on("BTCUSDT")
                .lasting(Duration.ofMinutes(5))
                .with("filter", "LOT_SIZE")
                .with("stepSize", "0.01"));
    assertThat(limit("BUY", "0.015", "57000").error())
        .isEqualTo("400 -1013 Filter failure: LOT_SIZE");
    assertThat(venue.client().get("/api/v3/exchangeInfo", "symbol", "BTCUSDT").body())
        .contains("\"stepSize\":\"0.01000000\"");
    venue.simulator().clearFaults();
    assertThat(limit("BUY", "0.015", "57000").status()).isEqualTo(200);
  }
}
