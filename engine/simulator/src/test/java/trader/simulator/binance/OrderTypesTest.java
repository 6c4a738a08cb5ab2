package trader.simulator.binance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.QuietVenue;
import trader.simulator.client.Reply;
import trader.simulator.matching.Side;

/** Which order type needs which parameters, what it answers, and where it ends. */
@Tag("integration")
class OrderTypesTest {
  @RegisterExtension
  final QuietVenue venue = new QuietVenue(SimulatorSettings.defaults().withLimits(Limits.none()));

  private Reply order(String words) {
    List<String> pairs = new ArrayList<>(List.of("symbol", "BTCUSDT"));
    for (String pair : Pattern.compile(" ").split(words, -1)) {
      pairs.addAll(List.of(Pattern.compile("=").split(pair, 2)));
    }
    return venue.client().order(pairs.toArray(String[]::new));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type=LIMIT quantity=0.01 price=58000                       | timeInForce
          type=LIMIT timeInForce=GTC price=58000                     | quantity
          type=LIMIT timeInForce=GTC quantity=0.01                   | price
          type=LIMIT_MAKER price=58000                               | quantity
          type=LIMIT_MAKER quantity=0.01                             | price
          type=STOP_LOSS stopPrice=60000                             | quantity
          type=STOP_LOSS_LIMIT quantity=0.01 price=60100 stopPrice=60000 | timeInForce
          type=STOP_LOSS_LIMIT timeInForce=GTC quantity=0.01 stopPrice=60000 | price
          type=TAKE_PROFIT_LIMIT timeInForce=GTC price=57000 stopPrice=57000 | quantity
          """)
  void missingParameterIsNamed(String words, String missing) {
    assertThat(order("side=BUY " + words).error())
        .isEqualTo(
            "400 -1102 Mandatory parameter '"
                + missing
                + "' was not sent, was empty/null, or malformed.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type=MARKET                                     | quantity  | quoteOrderQty
          type=STOP_LOSS quantity=0.01                    | stopPrice | trailingDelta
          type=TAKE_PROFIT quantity=0.01                  | stopPrice | trailingDelta
          type=STOP_LOSS_LIMIT timeInForce=GTC quantity=0.01 price=60100 | stopPrice | trailingDelta
          """)
  void oneOfTwoIsMandatory(String words, String one, String other) {
    assertThat(order("side=BUY " + words).error())
        .isEqualTo(
            "400 -1102 Param '"
                + one
                + "' or '"
                + other
                + "' must be sent, but both were empty/null!");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          type=MARKET quantity=0.01 timeInForce=GTC                        | timeInForce
          type=MARKET quantity=0.01 price=58000                            | price
          type=MARKET quantity=0.01 quoteOrderQty=100                      | quoteOrderQty
          type=LIMIT_MAKER quantity=0.01 price=58000 timeInForce=GTC       | timeInForce
          type=LIMIT timeInForce=GTC quantity=0.01 price=58000 stopPrice=1 | stopPrice
          type=STOP_LOSS quantity=0.01 stopPrice=60000 price=60000         | price
          type=STOP_LOSS quantity=0.01 stopPrice=60000 timeInForce=GTC     | timeInForce
          """)
  void parameterThatDoesNotBelongIsNamed(String words, String surplus) {
    assertThat(order("side=BUY " + words).error())
        .isEqualTo("400 -1106 Parameter '" + surplus + "' sent when not required.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          side=HOLD type=MARKET quantity=1                            | -1117 Invalid side.
          side=BUY type=SOMETIMES quantity=1                          | -1116 Invalid orderType.
          side=BUY type=LIMIT timeInForce=DAY quantity=1 price=58000  | -1115 Invalid timeInForce.
          side=BUY type=MARKET quantity=                              | -1102 Mandatory parameter 'quantity' was not sent, was empty/null, or malformed.
          side=BUY type=MARKET quantity=-1                            | -1100 Illegal characters found in parameter 'quantity'; legal range is '^([0-9]{1,20})(\\.[0-9]{1,20})?$'.
          side=BUY type=MARKET quantity=0.1 newClientOrderId=a b      | -1100 Illegal characters found in parameter 'newClientOrderId'; legal range is '^[a-zA-Z0-9-_]{1,36}$'.
          side=BUY type=MARKET quantity=0.1 newClientOrderId=         | -1105 Parameter 'newClientOrderId' was empty.
          side=BUY type=MARKET quantity=0.123456789                   | -1111 Parameter 'quantity' has too much precision.
          side=BUY type=MARKET quantity=99999999999999999999          | -1108 Parameter 'quantity' overflowed.
          side=BUY type=MARKET quantity=0.1 colour=green              | -1104 Not all sent parameters were read; read '6' parameter(s) but was sent '7'.
          side=BUY type=MARKET quantity=0.1 newOrderRespType=MOST     | -1130 Data sent for parameter 'newOrderRespType' is not valid.
          side=BUY type=MARKET quantity=0.1 strategyType=5            | -1134 strategyType was less than 1000000.
          side=BUY type=LIMIT timeInForce=IOC quantity=1 price=58000 icebergQty=0.5 | -2010 Unsupported order combination
          side=BUY type=LIMIT timeInForce=GTC quantity=1 price=58000 icebergQty=2   | -2010 IcebergQty exceeds QTY.
          """)
  void malformedParameterIsRefused(String words, String error) {
    String[] halves = Pattern.compile(" newClientOrderId=a b").split(words, -1);
    Reply reply =
        halves.length == 1
            ? order(words)
            : venue
                .client()
                .order(
                    "symbol",
                    "BTCUSDT",
                    "side",
                    "BUY",
                    "type",
                    "MARKET",
                    "quantity",
                    "0.1",
                    "newClientOrderId",
                    "a b");
    assertThat(reply.error()).isEqualTo("400 " + error);
  }

  @Test
  void unknownSymbolIsRefused() {
    assertThat(
            venue
                .client()
                .order("symbol", "NOPE", "side", "BUY", "type", "MARKET", "quantity", "1")
                .error())
        .isEqualTo("400 -1121 Invalid symbol.");
  }

  @ParameterizedTest
  @CsvSource({
    "side=BUY type=LIMIT timeInForce=GTC quantity=0.01 price=58000, FULL, NEW",
    "side=BUY type=LIMIT timeInForce=IOC quantity=0.01 price=58000, FULL, EXPIRED",
    "side=BUY type=LIMIT timeInForce=FOK quantity=9 price=58500, FULL, EXPIRED",
    "side=BUY type=MARKET quantity=0.01, FULL, FILLED",
    "side=SELL type=MARKET quoteOrderQty=100, FULL, FILLED",
    "side=SELL type=LIMIT_MAKER quantity=0.01 price=60000, ACK, NEW",
    "side=SELL type=STOP_LOSS quantity=0.01 stopPrice=57000, ACK, NEW",
    "side=BUY type=STOP_LOSS quantity=0.01 stopPrice=60000, ACK, NEW",
    "side=SELL type=TAKE_PROFIT quantity=0.01 stopPrice=60000, ACK, NEW",
    "side=BUY type=TAKE_PROFIT quantity=0.01 stopPrice=57000, ACK, NEW",
    "side=SELL type=STOP_LOSS quantity=0.01 trailingDelta=100, ACK, NEW",
    "side=SELL type=STOP_LOSS_LIMIT timeInForce=GTC quantity=0.01 price=56900 stopPrice=57000,"
        + " ACK, NEW",
    "side=BUY type=TAKE_PROFIT_LIMIT timeInForce=GTC quantity=0.01 price=57000 stopPrice=57000,"
        + " ACK, NEW",
    "side=BUY type=LIMIT timeInForce=GTC quantity=1 price=58000 icebergQty=0.2, FULL, NEW",
  })
  void everyTypeIsTakenWithItsUsualAnswer(String words, String detail, String status) {
    Reply reply = order(words);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.json().has("status")).isEqualTo(!detail.equals("ACK"));
    assertThat(reply.json().has("fills")).isEqualTo(detail.equals("FULL"));
    Reply queried =
        venue
            .client()
            .signed("GET", "/api/v3/order", "symbol", "BTCUSDT", "orderId", reply.text("orderId"));
    assertThat(queried.text("status")).isEqualTo(status);
    boolean waits = words.contains("STOP") || words.contains("TAKE");
    assertThat(queried.json().get("isWorking").asBoolean()).isEqualTo(!waits);
    assertThat(queried.json().has("workingTime")).isEqualTo(!waits);
  }

  @ParameterizedTest
  @CsvSource({
    "STOP_LOSS, SELL, 57000, 58600",
    "STOP_LOSS, BUY, 60000, 58400",
    "TAKE_PROFIT, SELL, 60000, 58400",
    "TAKE_PROFIT, BUY, 57000, 58600",
  })
  void triggerMustLieOnItsSideOfTheLastPrice(String type, String side, String right, String wrong) {
    String words = "side=" + side + " type=" + type + " quantity=0.01 stopPrice=";
    assertThat(order(words + wrong).error())
        .isEqualTo("400 -2010 Order would trigger immediately.");
    assertThat(order(words + right).status()).isEqualTo(200);
  }

  @Test
  void triggeredStopWorksAsMarketOrder() {
    Reply placed = order("side=SELL type=STOP_LOSS quantity=0.01 stopPrice=57000");
    venue.print("57000", "0.01", Side.SELL);
    Reply queried =
        venue
            .client()
            .signed("GET", "/api/v3/order", "symbol", "BTCUSDT", "orderId", placed.text("orderId"));
    assertThat(queried.text("status")).isEqualTo("FILLED");
    assertThat(queried.text("type")).isEqualTo("STOP_LOSS");
  }

  @Test
  void marketRemainderExpires() {
    venue.simulator().deposit("USDT", new java.math.BigDecimal("90000000"));
    assertThat(order("side=BUY type=MARKET quantity=119").text("status")).isEqualTo("FILLED");
    Reply reply = order("side=BUY type=MARKET quantity=119");
    assertThat(reply.text("status")).as(reply.body()).isEqualTo("EXPIRED");
    assertThat(reply.text("expiryReason")).isEqualTo("INSUFFICIENT_LIQUIDITY");
  }

  @Test
  void testOrderChecksAndChangesNothing() {
    Reply good =
        venue
            .client()
            .signed(
                "POST",
                "/api/v3/order/test",
                "symbol",
                "BTCUSDT",
                "side",
                "BUY",
                "type",
                "MARKET",
                "quantity",
                "0.01");
    assertThat(good.body()).isEqualTo("{}");
    Reply bad =
        venue
            .client()
            .signed(
                "POST",
                "/api/v3/order/test",
                "symbol",
                "BTCUSDT",
                "side",
                "BUY",
                "type",
                "MARKET",
                "quantity",
                "100");
    assertThat(bad.error())
        .isEqualTo("400 -2010 Account has insufficient balance for requested action.");
    assertThat(venue.simulator().orders()).isEmpty();
  }
}
