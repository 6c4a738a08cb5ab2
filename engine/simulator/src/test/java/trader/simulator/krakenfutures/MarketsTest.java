package trader.simulator.krakenfutures;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.krakenfutures.QuietFutures.Answer;

@Tag("integration")
class MarketsTest {
  @RegisterExtension final QuietFutures venue = new QuietFutures();

  @Test
  void instrumentsTellStepsAndMargins() {
    Answer answer = venue.get("/derivatives/api/v3/instruments");
    var btc = answer.json().at("/instruments/0");
    assertThat(btc.toString())
        .startsWith(
            "{\"symbol\":\"PF_XBTUSD\",\"type\":\"flexible_futures\",\"tickSize\":1,"
                + "\"contractSize\":1,\"tradeable\":true,\"impactMidSize\":1,"
                + "\"maxPositionSize\":10000,\"openingDate\":\"2022-03-22T13:18:45Z\","
                + "\"marginLevels\":[{\"numNonContractUnits\":0,\"initialMargin\":0.02,"
                + "\"maintenanceMargin\":0.01},{\"numNonContractUnits\":500000,"
                + "\"initialMargin\":0.04,\"maintenanceMargin\":0.02}]")
        .contains("\"contractValueTradePrecision\":4", "\"pair\":\"BTC:USD\"");
  }

  @Test
  void statusIsToldForAllAndForOne() {
    assertThat(
            venue
                .get("/derivatives/api/v3/instruments/status")
                .json()
                .at("/instrumentStatus/0/experiencingDislocation")
                .asBoolean())
        .isFalse();
    assertThat(venue.get("/derivatives/api/v3/instruments/PF_XBTUSD/status").text("/symbol"))
        .isEqualTo("PF_XBTUSD");
    assertThat(venue.get("/derivatives/api/v3/instruments/PF_NONE/status").text("/error"))
        .isEqualTo("contractNotFound");
  }

  @Test
  void tickerBookAndTradesAgree() {
    var ticker = venue.get("/derivatives/api/v3/tickers").json().at("/tickers/0");
    Answer book = venue.get("/derivatives/api/v3/orderbook", "symbol", "PF_XBTUSD");
    assertThat(book.json().at("/orderBook/bids/0/0").asInt()).isEqualTo(ticker.get("bid").asInt());
    assertThat(book.json().at("/orderBook/asks/0/0").asInt()).isEqualTo(ticker.get("ask").asInt());
    assertThat(ticker.get("last").asInt()).isEqualTo(58500);
    assertThat(ticker.get("suspended").asBoolean()).isFalse();
    Answer trades = venue.get("/derivatives/api/v3/history", "symbol", "pf_xbtusd");
    assertThat(trades.json().at("/history/0/price").asInt()).isEqualTo(58500);
    assertThat(trades.text("/history/0/side")).isEqualTo("sell");
    assertThat(trades.text("/history/0/type")).isEqualTo("fill");
  }

  @Test
  void chartsAreBarsOfTrades() {
    Answer candles = venue.get("/api/charts/v1/trade/PF_XBTUSD/1m");
    assertThat(candles.json().at("/candles").size()).isPositive();
    assertThat(candles.json().at("/candles/0/time").asLong() % 60_000).isZero();
    assertThat(candles.text("/candles/0/close")).isEqualTo("58500");
    assertThat(candles.json().get("more_candles").asBoolean()).isFalse();
    assertThat(venue.get("/api/charts/v1/trade/PF_XBTUSD/7m").status()).isEqualTo(400);
  }

  @Test
  void fundingRatesAreByTheHour() {
    Answer rates = venue.get("/derivatives/api/v4/historicalfundingrates", "symbol", "PF_XBTUSD");
    assertThat(rates.text("/rates/0/timestamp")).endsWith(":00:00.000Z");
    assertThat(rates.json().at("/rates/0/relativeFundingRate").decimalValue())
        .isEqualByComparingTo("0.0000104");
    assertThat(rates.json().at("/rates/0/fundingRate").decimalValue())
        .isEqualByComparingTo("0.6084");
  }

  @Test
  void suspendedContractTakesNoOrdersAndSaysSo() {
    venue
        .server()
        .addFault(Fault.of(FaultKind.HALT).on("PF_XBTUSD").lasting(Duration.ofSeconds(30)));
    assertThat(venue.limit("buy", "0.01", "58000", "a")).isEqualTo("marketSuspended");
    assertThat(
            venue.get("/derivatives/api/v3/tickers").json().at("/tickers/0/suspended").asBoolean())
        .isTrue();
    venue.server().clearFaults();
    assertThat(venue.limit("buy", "0.01", "58000", "b")).isEqualTo("placed");
  }

  @Test
  void postOnlyContractTakesOnlyPostOrders() {
    venue
        .server()
        .addFault(
            Fault.of(FaultKind.HALT)
                .on("PF_XBTUSD")
                .with("status", "postOnly")
                .lasting(Duration.ofSeconds(30)));
    assertThat(venue.limit("buy", "0.01", "58000", "a")).isEqualTo("marketInactive");
    assertThat(
            venue.place(
                "orderType",
                "post",
                "symbol",
                "PF_XBTUSD",
                "side",
                "buy",
                "size",
                "0.01",
                "limitPrice",
                "58000"))
        .isEqualTo("placed");
  }
}
