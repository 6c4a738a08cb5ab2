package trader.simulator.krakenfutures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.krakenfutures.QuietFutures.Answer;
import trader.simulator.matching.Decimals;

@Tag("integration")
class AccountTest {
  @RegisterExtension final QuietFutures venue = new QuietFutures();

  @Test
  void signatureIsOverQueryOrBodyWithOrWithoutANonce() {
    String path = "/derivatives/api/v3/cancelallordersafter";
    for (String nonce : new String[] {null, "1718000000123"}) {
      assertThat(
              venue
                  .signed("POST", path, "timeout=60", "", nonce, QuietFutures.SECRET)
                  .text("/result"))
          .isEqualTo("success");
    }
    assertThat(
            venue
                .signed("POST", path, "", "timeout=60", "1718000000124", QuietFutures.SECRET)
                .text("/result"))
        .isEqualTo("success");
    Answer wrong = venue.signed("POST", path, "timeout=60", "", null, "c29tZXRoaW5nIGVsc2U=");
    assertThat(wrong.status()).isEqualTo(200);
    assertThat(wrong.text("/result")).isEqualTo("error");
    assertThat(wrong.text("/error")).isEqualTo("authenticationError");
  }

  @Test
  void budgetOfTenSecondsEndsWithoutAWarning() {
    int made = 0;
    Answer answer = venue.call("POST", "cancelallorders");
    while (answer.text("/result").equals("success") && made < 50) {
      made++;
      answer = venue.call("POST", "cancelallorders");
    }
    assertThat(made).isBetween(20, 24);
    assertThat(answer.text("/error")).isEqualTo("apiLimitExceeded");
    assertThat(venue.get("/derivatives/api/v3/tickers").text("/result")).isEqualTo("success");
  }

  @Test
  void positionIsTheAveragedSumOfFillsWithItsSide() {
    venue.market("sell", "0.02", "in");
    var position = venue.call("GET", "openpositions").json().at("/openPositions/0");
    assertThat(position.get("side").asString()).isEqualTo("short");
    assertThat(position.get("size").decimalValue()).isEqualByComparingTo("0.02");
    assertThat(position.get("pnlCurrency").asString()).isEqualTo("USD");
    venue.market("buy", "0.02", "out");
    assertThat(venue.call("GET", "openpositions").json().get("openPositions").size()).isZero();
  }

  @Test
  void accountTellsItsMargins() {
    venue.market("buy", "0.02", "in");
    var flex = venue.call("GET", "accounts").json().at("/accounts/flex");
    assertThat(flex.get("type").asString()).isEqualTo("multiCollateralMarginAccount");
    assertThat(flex.at("/currencies/USD/quantity").decimalValue())
        .isEqualByComparingTo(Decimals.toBigDecimal(venue.server().statement("main").balance()));
    assertThat(flex.get("initialMargin").decimalValue())
        .isGreaterThan(new BigDecimal("23"))
        .isLessThan(new BigDecimal("24"));
  }

  @Test
  void fillsAreTheNewestHundredWithTheirFees() {
    venue.market("buy", "0.01", "in");
    var fill = venue.call("GET", "fills").json().at("/fills/0");
    assertThat(fill.get("cliOrdId").asString()).isEqualTo("in");
    assertThat(fill.get("fillType").asString()).isEqualTo("taker");
    BigDecimal price = fill.get("price").decimalValue();
    assertThat(fill.get("fee_paid").decimalValue())
        .isEqualByComparingTo(price.multiply(new BigDecimal("0.000005")));
    assertThat(fill.get("fee_currency").asString()).isEqualTo("USD");
    Answer before = venue.call("GET", "fills", "lastFillTime", fill.get("fillTime").asString());
    assertThat(before.json().get("fills").size()).isZero();
  }

  @Test
  void finishedOrdersAreForgottenWhileHistoryKeepsThem() {
    venue.market("buy", "0.01", "in");
    assertThat(venue.call("POST", "orders/status", "cliOrdIds", "in").text("/orders/0/status"))
        .isEqualTo("FULLY_EXECUTED");
    assertThat(venue.call("GET", "orders/status", "cliOrdIds", "none").json().get("orders").size())
        .isZero();
    venue.server().addFault(Fault.of(FaultKind.CLOCK_OFFSET).with("ms", 6_000));
    assertThat(venue.call("GET", "orders/status", "cliOrdIds", "in").json().get("orders").size())
        .isZero();
    Answer history =
        venue.signed("GET", "/api/history/v3/orders", "", "", null, QuietFutures.SECRET);
    assertThat(history.text("/elements/0/event/OrderPlaced/order/clientId")).isEqualTo("in");
    Answer executions =
        venue.signed("GET", "/api/history/v3/executions", "", "", null, QuietFutures.SECRET);
    assertThat(executions.text("/elements/0/event/Execution/execution/takerOrder/clientId"))
        .isEqualTo("in");
  }

  @Test
  void fundingIsPaidOnTheMarkAndKeptInTheLog() {
    venue.market("buy", "0.02", "in");
    venue.server().mark("PF_XBTUSD", new BigDecimal("58000"));
    venue.server().fund("PF_XBTUSD", new BigDecimal("0.0001"));
    assertThat(venue.server().statement("main").funding()).isEqualTo(-Decimals.parse("0.116"));
    Answer log =
        venue.signed("GET", "/api/history/v3/account-log", "", "", null, QuietFutures.SECRET);
    assertThat(log.text("/logs/0/info")).isEqualTo("funding rate change");
    assertThat(log.json().at("/logs/0/realized_funding").decimalValue())
        .isEqualByComparingTo("-0.116");
    assertThat(log.text("/logs/1/info")).isEqualTo("futures trade");
  }

  @Test
  void leverageIsAPreferenceOfTheAccount() {
    assertThat(
            venue
                .call("PUT", "leveragepreferences", "symbol", "PF_XBTUSD", "maxLeverage", "5")
                .text("/result"))
        .isEqualTo("success");
    assertThat(
            venue
                .call("GET", "leveragepreferences")
                .json()
                .at("/leveragePreferences/0/maxLeverage")
                .asInt())
        .isEqualTo(5);
    assertThat(venue.limit("buy", "1", "58000", "big")).isEqualTo("insufficientAvailableFunds");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "accountInactive",
        "invalidAccount",
        "apiLimitExceeded",
        "invalidAmount",
        "invalidUnit",
        "insufficientFunds",
        "INSUFFICIENT_MARGIN",
        "marketUnavailable",
        "unavailable",
        "notFound",
        "Server Error",
        "unknownError"
      })
  void everyErrorOfTheVenueCanBeProvoked(String error) {
    venue.server().addFault(Fault.of(FaultKind.ERROR).on("GET *accounts").with("msg", error));
    Answer answer = venue.call("GET", "accounts");
    assertThat(answer.text("/result")).isEqualTo("error");
    assertThat(answer.text("/error")).isEqualTo(error);
  }

  @Test
  void controlTellsTheStatementAndTakesFaults() {
    Answer added =
        venue.control(
            "POST", "/simulator/faults", "[{\"kind\":\"error\",\"on\":\"GET *openorders\"}]");
    assertThat(added.json().at("/ids").size()).isEqualTo(1);
    assertThat(venue.call("GET", "openorders").status()).isEqualTo(500);
    venue.control("DELETE", "/simulator/faults", "");
    assertThat(venue.call("GET", "openorders").status()).isEqualTo(200);
    venue.control("POST", "/simulator/deposit?asset=USD&amount=5", "");
    assertThat(
            venue
                .control("GET", "/simulator/account", "")
                .json()
                .at("/accounts/0/deposits")
                .asInt())
        .isEqualTo(10_005);
  }
}
