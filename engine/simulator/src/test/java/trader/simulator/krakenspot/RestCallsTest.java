package trader.simulator.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.KrakenClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Side;

/** What calls of REST answer, and what they refuse. */
@Tag("integration")
class RestCallsTest {
  @RegisterExtension private final QuietKraken venue = new QuietKraken(false);

  private KrakenClient client() {
    return venue.client();
  }

  @Test
  void publicCallsAnswerAsDocumented() {
    assertThat(client().get("Time").path("rfc1123").asString()).endsWith("+0000");
    assertThat(client().get("SystemStatus").path("status").asString()).isEqualTo("online");
    assertThat(client().get("Assets").path("XXBT").path("altname").asString()).isEqualTo("XBT");
    for (String name : new String[] {"XXBTZUSD", "XBTUSD", "XBT/USD", "BTC/USD"}) {
      JsonNode pair = client().get("AssetPairs", "pair", name).path("XXBTZUSD");
      assertThat(pair.path("wsname").asString()).isEqualTo("XBT/USD");
      assertThat(pair.path("base").asString()).isEqualTo("XXBT");
      assertThat(pair.path("fees").path(0).path(1).decimalValue()).isEqualByComparingTo("0.1");
    }
    JsonNode ticker = client().get("Ticker", "pair", "XBTUSD").path("XXBTZUSD");
    assertThat(ticker.path("c").path(0).asString()).isEqualTo("58500.00000");
    JsonNode depth = client().get("Depth", "pair", "XBTUSD", "count", "3").path("XXBTZUSD");
    assertThat(depth.path("asks")).hasSize(3);
    assertThat(depth.path("bids").path(0)).hasSize(3);
  }

  @Test
  void barsEndWithTheOneThatRuns() {
    venue.print("58600", "0.5", Side.BUY);

    JsonNode bars = client().get("OHLC", "pair", "XBTUSD", "interval", "1");

    JsonNode list = bars.path("XXBTZUSD");
    JsonNode running = list.get(list.size() - 1);
    assertThat(running).hasSize(8);
    assertThat(running.get(4).asString()).isEqualTo("58600.0");
    assertThat(running.get(7).asInt()).isPositive();
    assertThat(bars.path("last").asLong()).isLessThan(running.get(0).asLong());
  }

  @Test
  void tradesAreToldSinceANanosecond() {
    venue.print("58600", "0.5", Side.SELL);
    JsonNode first = client().get("Trades", "pair", "XBTUSD");
    JsonNode trade = first.path("XXBTZUSD").get(first.path("XXBTZUSD").size() - 1);
    assertThat(trade.get(3).asString()).isEqualTo("s");
    venue.print("58610", "0.25", Side.BUY);

    JsonNode later =
        client().get("Trades", "pair", "XBTUSD", "since", first.path("last").asString());

    assertThat(later.path("XXBTZUSD")).hasSize(1);
    assertThat(later.path("XXBTZUSD").get(0).get(1).asString()).isEqualTo("0.25000000");
  }

  @Test
  void orderIsPlacedAndItsAnswerSaysNothingOfFills() {
    JsonNode placed =
        venue.order("type=buy ordertype=limit volume=0.01 price=58000.1 cl_ord_id=eng-000017");

    String txid = placed.path("txid").path(0).asString();
    assertThat(txid).matches("O[A-Z0-9]{5}-[A-Z0-9]{5}-[A-Z0-9]{6}");
    assertThat(placed.path("descr").path("order").asString())
        .isEqualTo("buy 0.01000000 XBTUSD @ limit 58000.10");
    assertThat(placed.path("cl_ord_id").asString()).isEqualTo("eng-000017");
    JsonNode order = client().call("OpenOrders").path("open").path(txid);
    assertThat(order.path("status").asString()).isEqualTo("open");
    assertThat(order.path("descr").path("price").asString()).isEqualTo("58000.10");
    assertThat(order.path("price").asString()).isEqualTo("0.00000");
    JsonNode balances = client().call("BalanceEx");
    assertThat(new BigDecimal(balances.path("ZUSD").path("hold_trade").asString()))
        .isEqualByComparingTo("580.581001");
    assertThat(client().call("CancelOrder", "txid", txid).path("count").asInt()).isEqualTo(1);
    JsonNode closed = client().call("ClosedOrders", "cl_ord_id", "eng-000017").path("closed");
    assertThat(closed.path(txid).path("reason").asString()).isEqualTo("User requested");
  }

  @Test
  void executionIsToldWithWhatWasPaid() {
    String txid =
        venue
            .order("pair=XXBTZUSD type=buy ordertype=market volume=0.01")
            .path("txid")
            .path(0)
            .asString();

    JsonNode order = client().call("QueryOrders", "txid", txid).path(txid);
    assertThat(order.path("status").asString()).isEqualTo("closed");
    assertThat(order.path("vol_exec").asString()).isEqualTo("0.01000000");
    JsonNode trades = client().call("TradesHistory").path("trades");
    assertThat(trades).hasSize(1);
    JsonNode trade = trades.iterator().next();
    assertThat(trade.path("ordertxid").asString()).isEqualTo(txid);
    assertThat(trade.path("pair").asString()).isEqualTo("XXBTZUSD");
    BigDecimal cost = new BigDecimal(trade.path("cost").asString());
    assertThat(new BigDecimal(trade.path("fee").asString()))
        .isEqualByComparingTo(cost.movePointLeft(3));
    assertThat(new BigDecimal(client().call("Balance").path("XXBT").asString()))
        .isEqualByComparingTo("10.01");
    assertThat(new BigDecimal(client().call("Balance").path("ZUSD").asString()))
        .isEqualByComparingTo(
            new BigDecimal("100000").subtract(cost).subtract(cost.movePointLeft(3)));
  }

  @ParameterizedTest
  @CsvSource({
    "pair, FOOBAR, EQuery:Unknown asset pair",
    "price, 58000.123, EOrder:Invalid price:XBTUSD price can only be specified up to 2 decimals.",
    "volume, 0.00001, EOrder:Order minimum not met",
    "volume, 100, EOrder:Insufficient funds",
    "price, 0.01, EOrder:Cost minimum not met",
    "type, hold, EGeneral:Invalid arguments:type",
    "ordertype, hope, EGeneral:Invalid arguments:ordertype",
    "volume, abc, EGeneral:Invalid arguments:volume",
    "cl_ord_id, this-is-longer-than-18, EGeneral:Invalid arguments:cl_ord_id",
    "userref, 7, EGeneral:Invalid arguments:userref",
    "leverage, 2, EOrder:Trading agreement required",
    "reduce_only, true, EOrder:Reduce only:No position exists",
    "deadline, 2020-01-01T00:00:00Z, EService:Deadline elapsed"
  })
  void whatIsWrongIsRefusedInTheVenuesWords(String field, String value, String error) {
    assertThat(client().error("AddOrder", QuietKraken.but(field + "=" + value))).isEqualTo(error);
    assertThat(venue.server().orders("main")).isEmpty();
  }

  @Test
  void lostAnswerLeavesTheOrderAndARepeatOfItsBytesFails() {
    venue.fault(
        Fault.of(FaultKind.ERROR)
            .on("*AddOrder")
            .times(1)
            .with("executed", true)
            .with("status", 520));
    String nonce = "9223372036854775000";
    String body =
        "nonce="
            + nonce
            + "&pair=XBTUSD&type=buy&ordertype=limit&volume=0.01&price=57000"
            + "&cl_ord_id=a-1";
    var first = client().send("AddOrder", nonce, body, false, venue.simulator().apiSecret());
    var second = client().send("AddOrder", nonce, body, false, venue.simulator().apiSecret());

    assertThat(first.statusCode()).isEqualTo(520);
    assertThat(first.body()).contains("<html>");
    assertThat(KrakenClient.firstError(second.body())).isEqualTo("EAPI:Invalid nonce");
    assertThat(venue.server().openOrders("main")).hasSize(1);
  }

  @Test
  void unknownThingsAreNamed() {
    assertThat(client().error("Nonsense")).isEqualTo("EGeneral:Unknown method");
    assertThat(client().error("QueryOrders", "txid", "OAAAAA-AAAAA-AAAAAA"))
        .isEqualTo("EOrder:Unknown order");
    String foreign =
        client()
            .send("Balance", "9223372036854775001", "nonce=9223372036854775001", false, "d3Jvbmc=")
            .body();
    assertThat(KrakenClient.firstError(foreign)).isEqualTo("EAPI:Invalid signature");
  }
}
