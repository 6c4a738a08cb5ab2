package trader.simulator.krakenfutures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Side;

@Tag("integration")
class FeedsTest {
  @RegisterExtension final QuietFutures venue = new QuietFutures(FuturesLimits.none());

  @Test
  void connectionIsGreetedAndProductsAreAcknowledgedOneByOne() {
    WsClient socket = venue.subscribed("trade");
    assertThat(socket.messages().getFirst().toString())
        .isEqualTo("{\"event\":\"info\",\"version\":1}");
    assertThat(socket.messages().get(1).toString())
        .isEqualTo("{\"event\":\"subscribed\",\"feed\":\"trade\",\"product_ids\":[\"PF_XBTUSD\"]}");
    JsonNode snapshot = QuietFutures.first(socket, "trade_snapshot");
    assertThat(snapshot.at("/trades/0/price").asInt()).isEqualTo(58500);
    venue.print("58501", "0.01", Side.BUY);
    JsonNode trade = QuietFutures.first(socket, "trade");
    assertThat(trade.get("seq").asLong()).isEqualTo(snapshot.at("/trades/0/seq").asLong() + 1);
    assertThat(trade.get("side").asString()).isEqualTo("buy");
  }

  @Test
  void wrongWordsAreAnsweredAsTheVenueDoes() {
    WsClient socket = venue.open();
    socket.send("{\"event\":\"nonsense\"}");
    assertThat(
            socket
                .await(m -> m.path("event").asString("").equals("alert"))
                .get("message")
                .asString())
        .isEqualTo("Bad request");
    socket.send("{\"event\":\"subscribe\",\"feed\":\"book\",\"product_ids\":[\"PF_NONE\"]}");
    assertThat(
            socket
                .await(m -> m.path("event").asString("").equals("error"))
                .get("message")
                .asString())
        .isEqualTo("Invalid product id");
  }

  @Test
  void bookFollowsFromItsSnapshotWithoutHoles() {
    WsClient socket = venue.subscribed("book");
    for (int i = 0; i < 20; i++) {
      venue.print(Integer.toString(58500 + i * 7 % 13), "0.05", i % 2 == 0 ? Side.BUY : Side.SELL);
    }
    await()
        .untilAsserted(() -> {
          Map<BigDecimal, BigDecimal> bids = new HashMap<>();
          Map<BigDecimal, BigDecimal> asks = new HashMap<>();
          replay(socket, bids, asks);
          JsonNode book =
              venue
                  .get("/derivatives/api/v3/orderbook", "symbol", "PF_XBTUSD")
                  .json()
                  .get("orderBook");
          assertThat(bids).isEqualTo(side(book.get("bids")));
          assertThat(asks).isEqualTo(side(book.get("asks")));
        });
  }

  private static void replay(
      WsClient socket, Map<BigDecimal, BigDecimal> bids, Map<BigDecimal, BigDecimal> asks) {
    long sequence = -1;
    for (JsonNode message : List.copyOf(socket.messages())) {
      switch (message.has("event") ? "" : message.path("feed").asString("")) {
        case "book_snapshot" -> {
          sequence = message.get("seq").asLong();
          message.get("bids").forEach(l -> set(bids, l.get("price"), l.get("qty")));
          message.get("asks").forEach(l -> set(asks, l.get("price"), l.get("qty")));
        }
        case "book" -> {
          assertThat(message.get("seq").asLong()).isEqualTo(sequence + 1);
          sequence++;
          boolean buy = message.get("side").asString().equals("buy");
          set(buy ? bids : asks, message.get("price"), message.get("qty"));
        }
        default -> {}
      }
    }
  }

  private static void set(Map<BigDecimal, BigDecimal> side, JsonNode price, JsonNode quantity) {
    BigDecimal level = price.decimalValue().stripTrailingZeros();
    BigDecimal size = quantity.decimalValue().stripTrailingZeros();
    if (size.signum() == 0) {
      side.remove(level);
    } else {
      side.put(level, size);
    }
  }

  private static Map<BigDecimal, BigDecimal> side(JsonNode levels) {
    Map<BigDecimal, BigDecimal> result = new HashMap<>();
    levels.forEach(l -> set(result, l.get(0), l.get(1)));
    return result;
  }

  @Test
  void lostLevelLeavesAHoleInTheNumbers() {
    WsClient socket = venue.subscribed("book");
    QuietFutures.first(socket, "book_snapshot");
    venue.server().addFault(Fault.of(FaultKind.DEPTH_GAP).on("PF_XBTUSD").times(1));
    venue.print("58510", "0.01", Side.BUY);
    JsonNode first = QuietFutures.first(socket, "book");
    long snapshot = QuietFutures.of(socket, "book_snapshot").getFirst().get("seq").asLong();
    assertThat(first.get("seq").asLong()).isEqualTo(snapshot + 2);
  }

  @Test
  void tickerTellsMarkFundingAndState() {
    WsClient socket = venue.subscribed("ticker");
    JsonNode ticker = QuietFutures.first(socket, "ticker");
    assertThat(ticker.get("markPrice").asInt()).isEqualTo(58500);
    assertThat(ticker.get("relative_funding_rate").decimalValue())
        .isEqualByComparingTo("0.0000104");
    assertThat(ticker.get("next_funding_rate_time").asLong() % 3_600_000).isZero();
    assertThat(ticker.get("post_only").asBoolean()).isFalse();
  }

  @Test
  void challengeIsOnePerConnectionAndMustBeSigned() {
    WsClient socket = venue.open();
    socket.send("{\"event\":\"challenge\",\"api_key\":\"" + QuietFutures.KEY + "\"}");
    JsonNode challenge = socket.await(m -> m.path("event").asString("").equals("challenge"));
    String message = challenge.get("message").asString();
    socket.send(QuietFutures.subscription("fills", message, "bm90IHNpZ25lZA=="));
    socket.await(m -> m.path("event").asString("").equals("error"));
    WsClient other = venue.open();
    other.send(
        QuietFutures.subscription("fills", message, Keys.challenge(QuietFutures.SECRET, message)));
    other.await(m -> m.path("event").asString("").equals("error"));
    socket.send(
        QuietFutures.subscription("fills", message, Keys.challenge(QuietFutures.SECRET, message)));
    QuietFutures.first(socket, "fills_snapshot");
  }

  @Test
  void placingFillingAndCancellingIsToldAsTheVenueDoes() {
    WsClient socket = venue.privately("open_orders", "fills");
    venue.limit("buy", "0.01", "58400", "rests");
    JsonNode placed = socket.await(m -> m.has("order"));
    assertThat(placed.get("is_cancel").asBoolean()).isFalse();
    assertThat(placed.get("reason").asString()).isEqualTo("new_placed_order_by_user");
    assertThat(placed.at("/order/qty").decimalValue()).isEqualByComparingTo("0.01");
    assertThat(placed.at("/order/direction").asInt()).isZero();
    assertThat(placed.at("/order/cli_ord_id").asString()).isEqualTo("rests");
    venue.print("58399", "5", Side.SELL);
    JsonNode done = socket.await(m -> m.path("reason").asString("").equals("full_fill"));
    assertThat(done.get("is_cancel").asBoolean()).isTrue();
    assertThat(done.at("/order/qty").asInt()).isZero();
    assertThat(done.at("/order/filled").decimalValue()).isEqualByComparingTo("0.01");
    JsonNode fill = QuietFutures.first(socket, "fills");
    assertThat(fill.at("/fills/0/seq").asLong()).isEqualTo(101);
    assertThat(fill.at("/fills/0/fill_type").asString()).isEqualTo("maker");
    assertThat(fill.at("/fills/0/remaining_order_qty").asInt()).isZero();
    venue.limit("buy", "0.01", "58000", "gone");
    venue.call("POST", "cancelorder", "cliOrdId", "gone");
    JsonNode cancelled =
        socket.await(m -> m.path("reason").asString("").equals("cancelled_by_user"));
    assertThat(cancelled.has("order")).isFalse();
    assertThat(cancelled.get("cli_ord_id").asString()).isEqualTo("gone");
  }

  @Test
  void triggeredStopLeavesTheListBeforeItTrades() {
    venue.market("buy", "0.02", "in");
    venue.place(
        "orderType",
        "stp",
        "symbol",
        "PF_XBTUSD",
        "side",
        "sell",
        "size",
        "0.02",
        "stopPrice",
        "57000",
        "reduceOnly",
        "true",
        "cliOrdId",
        "stop");
    WsClient socket = venue.privately("open_orders", "fills", "open_positions");
    JsonNode listed = QuietFutures.first(socket, "open_orders_snapshot");
    assertThat(listed.at("/orders/0/type").asString()).isEqualTo("stop");
    assertThat(listed.at("/orders/0/stop_price").asInt()).isEqualTo(57000);
    venue.print("56990", "0.01", Side.SELL);
    socket.await(m -> m.path("reason").asString("").equals("stop_order_triggered"));
    QuietFutures.first(socket, "fills");
    socket.await(m -> m.has("positions") && m.get("positions").isEmpty());
  }

  @Test
  void liquidationEndsOrdersAndTellsFillsOfItsOwn() {
    venue.market("buy", "2", "in");
    venue.limit("sell", "0.01", "60000", "rests");
    WsClient socket = venue.privately("open_orders", "fills", "balances");
    venue.print("54000", "0.01", Side.SELL);
    socket.await(m -> m.path("reason").asString("").equals("liquidation"));
    JsonNode fill = QuietFutures.first(socket, "fills");
    assertThat(fill.at("/fills/0/fill_type").asString()).isEqualTo("liquidation");
    assertThat(fill.at("/fills/0").has("cli_ord_id")).isFalse();
    await().until(() -> venue.server().positions("main").isEmpty());
  }

  @Test
  void faultsDoubleLoseAndCutPrivateEvents() {
    WsClient socket = venue.privately("fills");
    venue.server().addFault(Fault.of(FaultKind.DUPLICATE_REPORT).on("fills").times(1));
    venue.market("buy", "0.01", "a");
    await().until(() -> QuietFutures.of(socket, "fills").size() == 2);
    venue.server().clearFaults();
    venue.server().addFault(Fault.of(FaultKind.MISSING_REPORT).on("fills").times(1));
    venue.market("buy", "0.01", "b");
    venue.market("buy", "0.01", "c");
    await().until(() -> QuietFutures.of(socket, "fills").size() == 3);
    venue.server().addFault(Fault.of(FaultKind.DROP_STREAM).on("user"));
    socket.awaitClose();
    assertThat(venue.server().witness().orderCount()).isEqualTo(3);
  }
}
