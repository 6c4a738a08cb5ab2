package trader.simulator.binancefutures;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.Reply;
import trader.simulator.client.WsClient;
import trader.simulator.matching.Position;

/** Positions, margins, funding, liquidation, and the dead man's switch. */
@Tag("integration")
class FuturesAccountTest {
  @RegisterExtension final QuietFutures venue = new QuietFutures("1000");

  private Reply get(String path, String... pairs) {
    return venue.client().signed("GET", path, pairs);
  }

  private Reply post(String path, String... pairs) {
    return venue.client().signed("POST", path, pairs);
  }

  private static BigDecimal number(JsonNode node, String field) {
    return new BigDecimal(node.path(field).asString());
  }

  @Test
  void positionIsSignedAndHasMarginAtTwentyTimesLeverage() {
    venue.market("SELL", "0.010", "short");
    JsonNode risk = get("/fapi/v3/positionRisk").json().get(0);
    assertThat(risk.path("positionAmt").asString()).isEqualTo("-0.010");
    assertThat(risk.path("positionSide").asString()).isEqualTo("BOTH");
    assertThat(number(risk, "notional").signum()).isNegative();
    assertThat(number(risk, "positionInitialMargin"))
        .isBetween(new BigDecimal("29.2"), new BigDecimal("29.3"));
    assertThat(number(risk, "maintMargin"))
        .isBetween(new BigDecimal("2.33"), new BigDecimal("2.35"));
    assertThat(get("/fapi/v2/positionRisk").json().get(0).path("leverage").asString())
        .isEqualTo("20");
  }

  @Test
  void newerPositionRiskLeavesOutWhatIsNeitherHeldNorOrdered() {
    assertThat(get("/fapi/v3/positionRisk").json()).isEmpty();
    assertThat(get("/fapi/v2/positionRisk").json()).hasSize(1);
    venue.limit("BUY", "0.010", "58000.00", "a");
    assertThat(get("/fapi/v3/positionRisk").json()).hasSize(1);
  }

  @Test
  void balanceTellsTheWalletAndWhatIsLeftForOrders() {
    venue.market("BUY", "0.010", "a");
    JsonNode balance = get("/fapi/v3/balance").json().get(0);
    assertThat(balance.path("asset").asString()).isEqualTo("USDT");
    assertThat(number(balance, "balance")).isLessThan(new BigDecimal("1000"));
    assertThat(number(balance, "availableBalance")).isLessThan(number(balance, "balance"));
    JsonNode account = get("/fapi/v3/account").json();
    assertThat(number(account, "totalWalletBalance")).isEqualTo(number(balance, "balance"));
    assertThat(account.path("positions")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "/fapi/v1/leverage,leverage,126,-4028",
    "/fapi/v1/leverage,leverage,0,-4028",
    "/fapi/v1/marginType,marginType,CROSSED,-4046",
    "/fapi/v1/positionSide/dual,dualSidePosition,false,-4059"
  })
  void settingThatCannotBeOrIsSoAlreadyIsRefused(String path, String name, String value, int code) {
    Reply reply =
        path.endsWith("dual")
            ? post(path, name, value)
            : post(path, "symbol", "BTCUSDT", name, value);
    assertThat(reply.code()).isEqualTo(code);
  }

  @Test
  void settingIsRefusedWithOrdersAndWithAPosition() {
    venue.limit("BUY", "0.010", "58000.00", "a");
    assertThat(post("/fapi/v1/marginType", "symbol", "BTCUSDT", "marginType", "ISOLATED").code())
        .isEqualTo(-4047);
    assertThat(post("/fapi/v1/positionSide/dual", "dualSidePosition", "true").code())
        .isEqualTo(-4067);
    venue.client().signed("DELETE", "/fapi/v1/allOpenOrders", "symbol", "BTCUSDT");
    venue.market("BUY", "0.010", "b");
    assertThat(post("/fapi/v1/marginType", "symbol", "BTCUSDT", "marginType", "ISOLATED").code())
        .isEqualTo(-4048);
    assertThat(post("/fapi/v1/positionSide/dual", "dualSidePosition", "true").code())
        .isEqualTo(-4068);
    assertThat(get("/fapi/v1/positionSide/dual").json().path("dualSidePosition").asBoolean())
        .isFalse();
  }

  @Test
  void leverageIsChosenAndToldAndRefusedWhereTheMarginIsTooSmall() {
    WsClient user = venue.userStream();
    Reply five = post("/fapi/v1/leverage", "symbol", "BTCUSDT", "leverage", "5");
    assertThat(five.json().path("leverage").asInt()).isEqualTo(5);
    assertThat(five.json().path("maxNotionalValue").asString()).isEqualTo("40000000");
    JsonNode told =
        user.await(m -> m.path("e").asString().equals("ACCOUNT_CONFIG_UPDATE")).path("ac");
    assertThat(told.path("l").asInt()).isEqualTo(5);
    venue.market("BUY", "0.050", "a");
    assertThat(post("/fapi/v1/leverage", "symbol", "BTCUSDT", "leverage", "1").code())
        .isEqualTo(-2028);
    assertThat(get("/fapi/v1/symbolConfig").json().get(0).path("leverage").asInt()).isEqualTo(5);
  }

  @Test
  void fundingIsPaidByLongsToldAndKeptInTheIncome() {
    venue.market("BUY", "0.010", "a");
    WsClient user = venue.userStream();
    BigDecimal before = number(get("/fapi/v3/balance").json().get(0), "balance");

    venue.server().fund("BTCUSDT", new BigDecimal("0.0001"));

    JsonNode update =
        user.await(m -> m.path("a").path("m").asString().equals("FUNDING_FEE")).path("a");
    assertThat(update.path("P")).isEmpty();
    BigDecimal after = number(get("/fapi/v3/balance").json().get(0), "balance");
    assertThat(before.subtract(after)).isBetween(new BigDecimal("0.058"), new BigDecimal("0.059"));
    JsonNode income = get("/fapi/v1/income", "incomeType", "FUNDING_FEE").json().get(0);
    assertThat(number(income, "income")).isEqualByComparingTo(after.subtract(before));
    assertThat(income.path("info").asString()).isEqualTo("FUNDING_FEE");
    assertThat(
            venue
                .client()
                .get("/fapi/v1/fundingRate", "symbol", "BTCUSDT")
                .json()
                .get(0)
                .path("fundingRate")
                .asString())
        .isEqualTo("0.00010000");
  }

  @Test
  void accountBelowMaintenanceIsLiquidatedUnderTheVenuesOwnId() {
    venue.market("BUY", "0.300", "a");
    WsClient user = venue.userStream();
    WsClient market = venue.client().open("/market/ws/btcusdt@forceOrder");

    venue.server().mark("BTCUSDT", new BigDecimal("55000"));

    JsonNode fill =
        user.await(m -> m.path("o").path("x").asString().equals("CALCULATED")).path("o");
    assertThat(fill.path("c").asString()).startsWith("autoclose-");
    assertThat(fill.path("S").asString()).isEqualTo("SELL");
    assertThat(venue.server().positions("main")).isEmpty();
    assertThat(market.await(m -> m.path("e").asString().equals("forceOrder")).path("o").path("S"))
        .hasToString("\"SELL\"");
  }

  @Test
  void countdownCancelsPlainOrdersOfTheSymbolAndNotConditionalOnes() {
    venue.market("BUY", "0.010", "entry");
    venue.limit("BUY", "0.010", "58000.00", "plain");
    venue.algo("STOP_MARKET", "SELL", "0.010", "57000.00", "stop", "reduceOnly", "true");

    Reply reply = post("/fapi/v1/countdownCancelAll", "symbol", "BTCUSDT", "countdownTime", "50");

    assertThat(reply.json().path("countdownTime").asString()).isEqualTo("50");
    Awaitility.await().until(() -> get("/fapi/v1/openOrders").json().isEmpty());
    assertThat(get("/fapi/v1/openAlgoOrders").json()).hasSize(1);
    assertThat(venue.server().positions("main"))
        .extracting(Position::quantity)
        .containsExactly(1_000_000L);
  }

  @Test
  void countdownOfZeroStopsTheTimer() {
    post("/fapi/v1/countdownCancelAll", "symbol", "BTCUSDT", "countdownTime", "60000");
    assertThat(venue.server().countdownRuns("main", "BTCUSDT")).isTrue();
    post("/fapi/v1/countdownCancelAll", "symbol", "BTCUSDT", "countdownTime", "0");
    assertThat(venue.server().countdownRuns("main", "BTCUSDT")).isFalse();
  }

  @Test
  void bracketsRiseAsDocumented() {
    JsonNode first =
        get("/fapi/v1/leverageBracket", "symbol", "BTCUSDT").json().get(0).path("brackets").get(0);
    assertThat(first.path("initialLeverage").asInt()).isEqualTo(125);
    assertThat(first.path("maintMarginRatio").asDouble()).isEqualTo(0.004);
  }
}
