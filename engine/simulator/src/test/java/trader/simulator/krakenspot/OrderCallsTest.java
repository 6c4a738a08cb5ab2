package trader.simulator.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.KrakenClient;
import trader.simulator.client.VenueClient;
import trader.simulator.matching.Side;

/** The calls that place, change and cancel orders. */
@Tag("integration")
class OrderCallsTest {
  @RegisterExtension private final QuietKraken venue = new QuietKraken(false);

  private KrakenClient client() {
    return venue.client();
  }

  @ParameterizedTest
  @CsvSource({
    "stop-loss, 45000, , sell 0.01000000 XBTUSD @ stop loss 45000.00",
    "take-profit, 70000, , sell 0.01000000 XBTUSD @ take profit 70000.00",
    "stop-loss-limit, 55, 54, sell 0.01000000 XBTUSD @ stop loss 55.00 -> limit 54.00",
    "take-profit-limit, 70000, 69000, sell 0.01000000 XBTUSD @ take profit 70000.00 -> limit 69000.00",
    "trailing-stop, +1%, , sell 0.01000000 XBTUSD @ trailing stop +1.0000%",
    "limit, +100, , sell 0.01000000 XBTUSD @ limit 58600.00"
  })
  void eachTypeOfOrderIsTaken(String type, String price, String second, String words) {
    JsonNode placed =
        venue.order(
            "type=sell ordertype="
                + type
                + " volume=0.01 price="
                + price
                + (second == null ? "" : " price2=" + second));

    assertThat(placed.path("descr").path("order").asString()).isEqualTo(words);
    assertThat(venue.server().openOrders("main")).hasSize(1);
  }

  @Test
  void checkOnlyPlacesNothing() {
    JsonNode checked = client().call("AddOrder", QuietKraken.but("validate=true"));

    assertThat(checked.has("txid")).isFalse();
    assertThat(checked.path("descr").path("order").asString()).contains("limit 58000");
    assertThat(venue.server().orders("main")).isEmpty();
  }

  @Test
  void idMustBeUniqueAmongOpenOrdersOnly() {
    String first = venue.buyLimit("58000", "a-1");

    assertThat(client().error("AddOrder", QuietKraken.but("volume=0.02")))
        .isEqualTo("EOrder:Duplicate cl_ord_id");
    client().call("CancelOrder", "cl_ord_id", "a-1");
    String second = venue.buyLimit("58000", "a-1");

    assertThat(second).isNotEqualTo(first);
    assertThat(client().error("CancelOrder", "txid", first)).isEqualTo("EOrder:Unknown order");
  }

  @Test
  void batchesAreJsonAndEachOrderIsAnsweredOnItsOwn() {
    String answer =
        client()
            .json(
                "AddOrderBatch",
                """
                "pair":"XBTUSD","orders":[
                 {"ordertype":"limit","type":"buy","volume":"0.01","price":"50000.1"},
                 {"ordertype":"limit","type":"buy","volume":"100","price":"50000.1"}]\
                """);

    JsonNode orders = VenueClient.JSON.readTree(answer).path("result").path("orders");
    String txid = orders.path(0).path("txid").asString();
    assertThat(txid).startsWith("O");
    assertThat(orders.path(1).path("error").asString()).isEqualTo("EOrder:Insufficient funds");
    String canceled = client().json("CancelOrderBatch", "\"orders\":[\"" + txid + "\"]");
    assertThat(canceled).contains("\"count\":1");
  }

  @Test
  void amendedOrderKeepsItsIdAndEditedOneGetsAnother() {
    String txid = venue.buyLimit("58000", "a-1");

    assertThat(client().call("AmendOrder", "cl_ord_id", "a-1", "order_qty", "0.02").has("amend_id"))
        .isTrue();
    JsonNode amended = client().call("OpenOrders").path("open").path(txid);
    assertThat(amended.path("vol").asString()).isEqualTo("0.02000000");
    JsonNode edited = client().call("EditOrder", "txid", txid, "pair", "XBTUSD", "price", "57000");

    assertThat(edited.path("originaltxid").asString()).isEqualTo(txid);
    assertThat(edited.path("txid").asString()).isNotEqualTo(txid).startsWith("O");
    assertThat(venue.server().openOrders("main"))
        .singleElement()
        .satisfies(o -> assertThat(o.price()).isEqualByComparingTo("57000"));
  }

  @Test
  void ordersOfAUserrefAreCancelledTogether() {
    for (String price : new String[] {"57000", "57001"}) {
      venue.order("type=buy ordertype=limit volume=0.01 userref=7 price=" + price);
    }

    assertThat(client().call("CancelOrder", "txid", "7").path("count").asInt()).isEqualTo(2);
    assertThat(client().call("CancelAll").path("count").asInt()).isZero();
  }

  @Test
  void closingOrderIsPlacedWhenItsOrderIsFilled() {
    venue.order(
        "type=buy ordertype=market volume=0.01 close[ordertype]=stop-loss close[price]=45000");

    assertThat(venue.server().openOrders("main"))
        .singleElement()
        .satisfies(open -> {
          assertThat(open.side()).isEqualTo(Side.SELL);
          assertThat(open.stopPrice()).isEqualByComparingTo("45000");
          assertThat(open.quantity()).isEqualByComparingTo("0.01");
        });
  }
}
