package trader.simulator.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.matching.Side;
import trader.simulator.witness.OrderView;

@Tag("integration")
class OrderTypesTest {
  @RegisterExtension private final QuietKraken venue = new QuietKraken(false);

  /** Places an order of these parameters and answers its id. */
  private String place(String side, String type, String volume, String... more) {
    String[] all = new String[8 + more.length];
    System.arraycopy(
        new String[] {"pair", "XBTUSD", "type", side, "ordertype", type, "volume", volume},
        0,
        all,
        0,
        8);
    System.arraycopy(more, 0, all, 8, more.length);
    return venue.client().call("AddOrder", all).path("txid").path(0).asString();
  }

  private JsonNode order(String txid) {
    return venue.client().call("QueryOrders", "txid", txid).path(txid);
  }

  private static BigDecimal number(JsonNode order, String field) {
    return new BigDecimal(order.path(field).asString());
  }

  @Test
  void immediateOrderTakesWhatThereIsAndTheRestIsCancelled() {
    String txid = place("sell", "limit", "9", "price", "58497", "timeinforce", "IOC");

    JsonNode order = order(txid);
    assertThat(order.path("status").asString()).isEqualTo("canceled");
    assertThat(order.path("reason").asString()).contains("IOC");
    assertThat(number(order, "vol_exec")).isPositive().isLessThan(new BigDecimal("9"));
    assertThat(order.path("trades")).isNotEmpty();
  }

  @Test
  void allOrNothingThatCannotBeAllIsNothing() {
    JsonNode order = order(place("sell", "limit", "9", "price", "58497", "timeinforce", "FOK"));

    assertThat(order.path("status").asString()).isEqualTo("canceled");
    assertThat(number(order, "vol_exec")).isZero();
  }

  @Test
  void orderWithAnEndExpires() {
    String txid =
        place("buy", "limit", "0.01", "price", "57000", "timeinforce", "GTD", "expiretm", "+1");
    assertThat(order(txid).path("status").asString()).isEqualTo("open");

    Awaitility.await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> order(txid).path("status").asString().equals("expired"));
  }

  @Test
  void marketOrderMaySpendAnAmountOfQuote() {
    JsonNode order = order(place("buy", "market", "585", "oflags", "viqc"));

    assertThat(order.path("status").asString()).isEqualTo("closed");
    assertThat(number(order, "cost"))
        .isLessThanOrEqualTo(new BigDecimal("585"))
        .isGreaterThan(new BigDecimal("584.9"));
    assertThat(number(order, "vol_exec")).isEqualByComparingTo(number(order, "vol"));
  }

  @Test
  void icebergShowsItsTipOnly() {
    place("buy", "iceberg", "1", "price", "58499.99", "displayvol", "0.1");
    place("buy", "limit", "0.5", "price", "58499.98");

    JsonNode bids = venue.client().get("Depth", "pair", "XBTUSD").path("XXBTZUSD").path("bids");

    BigDecimal tip = BigDecimal.ZERO;
    BigDecimal whole = BigDecimal.ZERO;
    for (JsonNode level : bids) {
      BigDecimal price = new BigDecimal(level.path(0).asString());
      BigDecimal volume = new BigDecimal(level.path(1).asString());
      tip = price.compareTo(new BigDecimal("58499.99")) == 0 ? volume : tip;
      whole = price.compareTo(new BigDecimal("58499.98")) == 0 ? volume : whole;
    }
    BigDecimal house = tip.subtract(new BigDecimal("0.1"));
    assertThat(house.signum()).isGreaterThanOrEqualTo(0);
    assertThat(house).isNotEqualByComparingTo("0.9");
    assertThat(whole).isGreaterThanOrEqualTo(new BigDecimal("0.5"));
  }

  @Test
  void newerOfTwoOwnOrdersThatWouldTradeIsCancelled() {
    venue.server().deposit("main", "USD", new BigDecimal("1000000"));
    JsonNode ticker = venue.client().get("Ticker", "pair", "XBTUSD").path("XXBTZUSD");
    String best = ticker.path("a").path(0).asString();
    best = new BigDecimal(best).stripTrailingZeros().toPlainString();
    String resting = place("sell", "limit", "0.01", "price", best);

    String taking = place("buy", "limit", "9", "price", best, "stptype", "cancel-newest");

    assertThat(order(resting).path("status").asString()).isEqualTo("open");
    assertThat(order(taking).path("status").asString()).isEqualTo("canceled");
    assertThat(order(taking).path("reason").asString()).isEqualTo("Self trade prevention");
  }

  @Test
  void stopWorksOnceItsTriggerIsReached() {
    String txid = place("sell", "stop-loss", "0.01", "price", "58000");
    assertThat(order(txid).path("status").asString()).isEqualTo("open");

    venue.print("57990", "0.5", Side.SELL);

    JsonNode order = order(txid);
    assertThat(order.path("status").asString()).isEqualTo("closed");
    assertThat(order.path("descr").path("ordertype").asString()).isEqualTo("stop-loss");
    assertThat(order.path("stopprice").asString()).isEqualTo("58000.00000");
  }

  @Test
  void stopWhoseTriggerHasBeenPassedWorksAtOnce() {
    JsonNode order = order(place("sell", "stop-loss", "0.01", "price", "59000"));

    assertThat(order.path("status").asString()).isEqualTo("closed");
    assertThat(order.path("descr").path("ordertype").asString()).isEqualTo("stop-loss");
  }

  @Test
  void trailingStopFollowsThePriceUpAndNotDown() {
    String txid = place("sell", "trailing-stop", "0.01", "price", "+1%");
    venue.print("60000", "0.5", Side.BUY);
    venue.print("59500", "0.5", Side.SELL);
    assertThat(order(txid).path("status").asString()).isEqualTo("open");

    venue.print("59390", "0.5", Side.SELL);

    assertThat(order(txid).path("status").asString()).isEqualTo("closed");
  }

  @Test
  void relativePriceIsOfTheLastTrade() {
    place("buy", "limit", "0.01", "price", "-1%");

    assertThat(venue.server().openOrders("main"))
        .extracting(OrderView::price)
        .singleElement()
        .satisfies(price -> assertThat(price).isEqualByComparingTo("57915"));
  }
}
