package trader.simulator.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Level;
import trader.simulator.matching.Side;

@Tag("integration")
class SocketTest {
  @RegisterExtension private final QuietKraken venue = new QuietKraken(false);

  private static final String LIMIT =
      "\"order_type\":\"limit\",\"side\":\"buy\",\"order_qty\":0.01,\"symbol\":\"BTC/USD\","
          + "\"limit_price\":57000.1,\"time_in_force\":\"gtc\",\"cl_ord_id\":\"eng-000017\"";

  private static void subscribe(WsClient socket, String params, int id) {
    socket.send("{\"method\":\"subscribe\",\"params\":{" + params + "},\"req_id\":" + id + "}");
  }

  private static List<String> kinds(WsClient socket) {
    return QuietKraken.executions(socket).stream()
        .map(e -> e.path("exec_type").asString())
        .toList();
  }

  @Test
  void statusComesUnaskedAndPingsAreAnswered() {
    try (WsClient socket = venue.client().open()) {
      JsonNode status = socket.await(m -> m.path("channel").asString("").equals("status"));
      assertThat(status.path("data").path(0).path("system").asString()).isEqualTo("online");
      assertThat(status.path("data").path(0).path("connection_id").toString())
          .isEqualTo("13834774380200032777");
      socket.send("{\"method\":\"ping\",\"req_id\":3}");

      JsonNode pong = socket.await(m -> m.path("method").asString("").equals("pong"));
      assertThat(pong.path("req_id").asInt()).isEqualTo(3);
      assertThat(pong.path("time_in").asString()).endsWith("Z");
    }
  }

  @Test
  void everySymbolIsAnsweredAndAWrongOneRefused() {
    try (WsClient socket = venue.client().open()) {
      subscribe(socket, "\"channel\":\"trade\",\"symbol\":[\"BTC/USD\",\"FOO/BAR\"]", 2);

      JsonNode right = socket.await(m -> m.path("success").asBoolean(false));
      JsonNode wrong = socket.await(m -> m.has("error"));
      assertThat(right.path("result").path("symbol").asString()).isEqualTo("BTC/USD");
      assertThat(wrong.path("error").asString()).isEqualTo("Currency pair not supported FOO/BAR");
      assertThat(wrong.path("symbol").asString()).isEqualTo("FOO/BAR");
      venue.print("58600", "0.5", Side.BUY);
      JsonNode trade =
          socket.await(m -> m.path("channel").asString("").equals("trade")).path("data").path(0);
      assertThat(trade.path("side").asString()).isEqualTo("buy");
      assertThat(trade.path("qty").decimalValue()).isEqualByComparingTo("0.5");
      socket.await(m -> m.path("channel").asString("").equals("heartbeat"));
    }
  }

  @Test
  void tickerTellsEachNewBestBidOrAsk() {
    try (WsClient socket = venue.client().open()) {
      subscribe(
          socket, "\"channel\":\"ticker\",\"symbol\":[\"BTC/USD\"],\"event_trigger\":\"bbo\"", 2);
      socket.await(m -> m.path("type").asString("").equals("snapshot"));

      venue.print("58600", "0.5", Side.BUY);

      JsonNode ticker =
          socket
              .await(m ->
                  m.path("channel").asString("").equals("ticker")
                      && m.path("type").asString("").equals("update"))
              .path("data")
              .path(0);
      assertThat(ticker.path("ask").decimalValue()).isEqualByComparingTo("58600");
      assertThat(ticker.path("bid").decimalValue()).isLessThan(new BigDecimal("58600"));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 25, 100})
  void bookEndsAtTheVenuesOwnWithRightChecksums(int depth) {
    try (WsClient socket = venue.client().open()) {
      subscribe(socket, "\"channel\":\"book\",\"symbol\":[\"BTC/USD\"],\"depth\":" + depth, 2);
      Awaitility.await().until(() -> !books(socket).isEmpty());

      for (int i = 0; i < 40; i++) {
        Side aggressor = i % 3 == 0 ? Side.SELL : Side.BUY;
        venue.print(Integer.toString(58_400 + 37 * i % 200), "0.7", aggressor);
        venue.buyLimit(Integer.toString(58_300 + i), "b-" + i);
      }
      Awaitility.await().until(() -> books(socket).size() > 40);

      TreeMap<Long, Long> bids = new TreeMap<>(Comparator.reverseOrder());
      TreeMap<Long, Long> asks = new TreeMap<>();
      for (JsonNode frame : books(socket)) {
        JsonNode data = frame.path("data").path(0);
        apply(data.path("bids"), bids, depth);
        apply(data.path("asks"), asks, depth);
        assertThat(BookChecksum.of(levels(asks), levels(bids), 2))
            .as("%s", frame)
            .isEqualTo(data.path("checksum").asLong());
      }
    }
  }

  private static List<JsonNode> books(WsClient socket) {
    return socket.messages().stream()
        .filter(m -> m.path("channel").asString("").equals("book"))
        .toList();
  }

  private static void apply(JsonNode changes, NavigableMap<Long, Long> side, int depth) {
    for (JsonNode change : changes) {
      long price = Decimals.parse(change.path("price").decimalValue().toPlainString());
      long quantity = Decimals.parse(change.path("qty").decimalValue().toPlainString());
      if (quantity == 0) {
        side.remove(price);
      } else {
        side.put(price, quantity);
      }
    }
    while (side.size() > depth) {
      side.pollLastEntry();
    }
  }

  private static List<Level> levels(Map<Long, Long> side) {
    return side.entrySet().stream().map(e -> new Level(e.getKey(), e.getValue())).toList();
  }

  @Test
  void executionsTellTheWholeLifeInSequence() {
    try (WsClient socket = venue.executions()) {
      JsonNode placed = venue.ask(socket, "add_order", LIMIT);
      String id = placed.path("result").path("order_id").asString();
      assertThat(placed.path("success").asBoolean()).isTrue();
      assertThat(placed.path("result").path("cl_ord_id").asString()).isEqualTo("eng-000017");

      venue.print("56000", "1", Side.SELL);
      Awaitility.await().until(() -> kinds(socket).contains("filled"));

      assertThat(kinds(socket)).containsExactly("pending_new", "new", "trade", "filled");
      List<JsonNode> all = QuietKraken.executions(socket);
      assertThat(all).allMatch(e -> e.path("order_id").asString().equals(id));
      assertThat(all.get(2).path("order_status").asString()).isEqualTo("partially_filled");
      assertThat(all.get(2).path("liquidity_ind").asString()).isEqualTo("m");
      assertThat(all.get(2).path("fees").path(0).path("asset").asString()).isEqualTo("USD");
      assertThat(
              socket.messages().stream()
                  .filter(m -> m.path("channel").asString("").equals("executions"))
                  .map(m -> m.path("sequence").asInt()))
          .containsExactly(1, 2, 3, 4, 5);
    }
  }

  @Test
  void snapshotHoldsTheOpenOrders() {
    String txid = venue.buyLimit("57000", "a-1");

    try (WsClient socket = venue.executions()) {
      JsonNode snapshot = socket.await(m -> m.path("type").asString("").equals("snapshot"));
      assertThat(snapshot.path("data")).hasSize(1);
      assertThat(snapshot.path("data").path(0).path("order_id").asString()).isEqualTo(txid);
      assertThat(snapshot.path("data").path(0).path("cl_ord_id").asString()).isEqualTo("a-1");
    }
  }

  @Test
  void postOnlyOrderThatWouldTakeIsTakenAndCancelledAtOnce() {
    try (WsClient socket = venue.executions()) {
      JsonNode placed =
          venue.ask(socket, "add_order", LIMIT.replace("57000.1", "59000") + ",\"post_only\":true");

      assertThat(placed.path("success").asBoolean()).isTrue();
      Awaitility.await().until(() -> kinds(socket).contains("canceled"));
      assertThat(QuietKraken.executions(socket).getLast().path("reason").asString())
          .isEqualTo("Post only order");
    }
  }

  @Test
  void ordersAreChangedAndCancelledOnTheSocket() {
    try (WsClient socket = venue.executions()) {
      String id = venue.ask(socket, "add_order", LIMIT).path("result").path("order_id").asString();

      assertThat(
              venue
                  .ask(socket, "amend_order", "\"cl_ord_id\":\"eng-000017\",\"order_qty\":0.02")
                  .path("result")
                  .path("order_id")
                  .asString())
          .isEqualTo(id);
      assertThat(
              venue
                  .ask(socket, "cancel_order", "\"cl_ord_id\":[\"eng-000017\"]")
                  .path("success")
                  .asBoolean())
          .isTrue();
      assertThat(
              venue
                  .ask(socket, "cancel_order", "\"order_id\":[\"" + id + "\"]")
                  .path("error")
                  .asString())
          .isEqualTo("EOrder:Unknown order");
      Awaitility.await().until(() -> kinds(socket).contains("canceled"));
      assertThat(kinds(socket)).containsExactly("pending_new", "new", "amended", "canceled");
    }
  }

  @Test
  void batchOnTheSocketIsAnsweredOrderByOrder() {
    try (WsClient socket = venue.executions()) {
      JsonNode answer =
          venue.ask(
              socket,
              "batch_add",
              "\"symbol\":\"BTC/USD\",\"orders\":["
                  + "{\"order_type\":\"limit\",\"side\":\"buy\",\"order_qty\":0.01,\"limit_price\":30000.0,\"cl_ord_id\":\"O-A\"},"
                  + "{\"order_type\":\"limit\",\"side\":\"sell\",\"order_qty\":99,\"limit_price\":61000.0,\"cl_ord_id\":\"O-B\"}]");

      JsonNode orders = answer.path("result").path("orders");
      assertThat(orders.path(0).path("success").asBoolean()).isTrue();
      assertThat(orders.path(1).path("error").asString()).isEqualTo("EOrder:Insufficient funds");
      assertThat(venue.ask(socket, "cancel_all", "").path("result").path("count").asInt())
          .isEqualTo(1);
      assertThat(
              venue
                  .ask(socket, "cancel_all_orders_after", "\"timeout\":60")
                  .path("result")
                  .path("triggerTime")
                  .asString())
          .endsWith("Z");
    }
  }

  @Test
  void refusalsOnTheSocketAreTheVenuesWords() {
    try (WsClient socket = venue.executions()) {
      assertThat(
              venue.ask(socket, "add_order", LIMIT.replace("0.01", "99")).path("error").asString())
          .isEqualTo("EOrder:Insufficient funds");
      assertThat(venue.ask(socket, "dance", "").path("error").asString())
          .isEqualTo("Unsupported method");
      socket.send(
          "{\"method\":\"add_order\",\"params\":{" + LIMIT + ",\"token\":\"none\"},\"req_id\":9}");
      assertThat(socket.await(m -> m.path("req_id").asInt(0) == 9).path("error").asString())
          .isEqualTo("ESession:Invalid session");
    }
  }

  @Test
  void missingReportLeavesAHoleInTheSequence() {
    try (WsClient socket = venue.executions()) {
      venue.fault(Fault.of(FaultKind.MISSING_REPORT).on("executions").times(1));
      venue.ask(socket, "add_order", LIMIT);

      Awaitility.await().until(() -> kinds(socket).contains("new"));
      assertThat(
              socket.messages().stream()
                  .filter(m -> m.path("channel").asString("").equals("executions"))
                  .map(m -> m.path("sequence").asInt()))
          .containsExactly(1, 3);
    }
  }

  @Test
  void balancesTellWhatAnExecutionMoved() {
    try (WsClient socket = venue.client().open()) {
      subscribe(socket, "\"channel\":\"balances\",\"token\":\"" + venue.client().token() + "\"", 2);
      JsonNode snapshot = socket.await(m -> m.path("type").asString("").equals("snapshot"));
      assertThat(snapshot.path("data").path(0).path("wallets").path(0).path("type").asString())
          .isEqualTo("spot");

      venue
          .client()
          .call(
              "AddOrder",
              "pair",
              "XBTUSD",
              "type",
              "sell",
              "ordertype",
              "market",
              "volume",
              "0.01");

      JsonNode update =
          socket.await(m ->
              m.path("channel").asString("").equals("balances")
                  && m.path("type").asString("").equals("update")
                  && m.path("data").path(0).path("asset").asString().equals("BTC"));
      assertThat(update.path("data").path(0).path("balance").decimalValue())
          .isEqualByComparingTo("9.99");
      assertThat(update.path("data").path(0).path("amount").decimalValue())
          .isEqualByComparingTo("-0.01");
    }
  }
}
