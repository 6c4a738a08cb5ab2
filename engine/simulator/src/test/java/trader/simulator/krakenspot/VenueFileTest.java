package trader.simulator.krakenspot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import trader.simulator.client.KrakenClient;
import trader.simulator.client.VenueClient;
import trader.simulator.client.VenueFile;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Side;

/** Everything that the file of facts about Kraken spot names or shows is answered here. */
@Tag("integration")
class VenueFileTest {
  private static final String FACTS = "kraken-spot.md";
  private static final Pattern CALL = Pattern.compile("(?:GET /0/public/)?([A-Z][A-Za-z]+)");

  /** No margin is traded here, so no pair has leverage. */
  private static final Set<String> SPARED =
      Set.of("leverage_buy", "leverage_sell", "long_position_limit", "short_position_limit");

  private static final Map<String, String> PUBLIC =
      Map.of(
          "Time", "",
          "SystemStatus", "",
          "Assets", "asset=XBT",
          "AssetPairs", "pair=XBTUSD",
          "Depth", "pair=XBTUSD count=3",
          "OHLC", "pair=XBTUSD interval=1",
          "Trades", "pair=XBTUSD",
          "Ticker", "pair=XBTUSD");

  private static final String BUY =
      "pair=XBTUSD type=buy ordertype=limit volume=0.01 price=57000.1";

  /** In this order: later calls speak of what earlier ones have placed. */
  private static final Map<String, String> PRIVATE = new LinkedHashMap<>();

  static {
    PRIVATE.put("AddOrder", BUY + " cl_ord_id=eng-000017");
    PRIVATE.put("OpenOrders", "trades=true");
    PRIVATE.put("QueryOrders", "cl_ord_id=eng-000017");
    PRIVATE.put("AmendOrder", "cl_ord_id=eng-000017 order_qty=0.02");
    PRIVATE.put("CancelOrder", "cl_ord_id=eng-000017");
    PRIVATE.put("ClosedOrders", "cl_ord_id=eng-000017");
    PRIVATE.put("CancelAll", "");
    PRIVATE.put("CancelAllOrdersAfter", "timeout=60");
    PRIVATE.put("TradesHistory", "");
    PRIVATE.put("Balance", "");
    PRIVATE.put("BalanceEx", "");
    PRIVATE.put("TradeBalance", "asset=ZUSD");
    PRIVATE.put("GetWebSocketsToken", "");
  }

  /** What is wrong with an order, in the venue's words. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("EGeneral:Invalid arguments[:field]", "type=hold"),
          Map.entry("EService:Deadline elapsed", "deadline=2020-01-01T00:00:00Z"),
          Map.entry("EOrder:Insufficient funds", "volume=100"),
          Map.entry("EOrder:Order minimum not met", "volume=0.00001"),
          Map.entry("EOrder:Cost minimum not met", "price=0.01"),
          Map.entry("EOrder:Invalid price", "price=58000.123"),
          Map.entry("EOrder:Reduce only:...", "reduce_only=true"),
          Map.entry("EOrder:Trading agreement required", "leverage=2"),
          Map.entry("EQuery:Unknown asset pair", "pair=FOOBAR"));

  @RegisterExtension private final QuietKraken venue = new QuietKraken(false);

  private KrakenClient client() {
    return venue.client();
  }

  private static String[] form(String text) {
    return text.isEmpty() ? new String[0] : text.split("[= ]", -1);
  }

  @Test
  void everyCallOfTheFileIsAnswered() {
    List<String> named =
        VenueFile.open(FACTS).between("4.", "6.").firstColumn().stream()
            .map(CALL::matcher)
            .filter(m -> m.matches())
            .map(m -> m.group(1))
            .toList();
    assertThat(named).hasSizeGreaterThan(20);

    for (String name : named) {
      if (PUBLIC.containsKey(name)) {
        assertThat(client().get(name, form(PUBLIC.get(name)))).as(name).isNotEmpty();
      } else if (PRIVATE.containsKey(name)) {
        String error = client().error(name, form(PRIVATE.get(name)));
        assertThat(error).as(name).isIn("none", "EOrder:Unknown order");
      } else {
        // Edits and batches take more than a form: others test them. Here they must be known.
        assertThat(client().error(name)).as(name).startsWith("EGeneral:Invalid arguments");
      }
    }
  }

  @Test
  void everyErrorOfTheFileCanBeHad() {
    Set<String> named = VenueFile.open(FACTS).between("7.", "8.").firstColumn();
    assertThat(named).hasSizeGreaterThan(30);
    Map<String, Supplier<String>> causes = causes();

    for (String error : named) {
      Supplier<String> cause = causes.get(error);
      String change = REFUSED.get(error);
      String had =
          cause != null
              ? cause.get()
              : change != null
                  ? client().error("AddOrder", QuietKraken.but(change))
                  : scripted(error);
      String beginning = error.replaceFirst("(\\[.*|<t>|\\.\\.\\.)$", "");
      assertThat(had).as(error).startsWith(beginning);
    }
    assertThat(venue.server().orders("main")).isEmpty();
  }

  /** What no account here can cause is said where a fault wants it. */
  private String scripted(String error) {
    String said = error.startsWith("...") ? "EService:Market in" + error.substring(3) : error;
    venue.fault(
        Fault.of(FaultKind.ERROR)
            .on("POST /0/private/AddOrder")
            .times(1)
            .with("msg", said.replace("<t>", "1718000000")));
    String had = client().error("AddOrder", QuietKraken.but("volume=0.01"));
    return error.startsWith("...") ? had.replace("EService:Market in", "...") : had;
  }

  private Map<String, Supplier<String>> causes() {
    return Map.of(
        "EAPI:Invalid key",
        () -> new KrakenClient(venue.server().port(), "none", "c2VjcmV0").error("Balance"),
        "EAPI:Invalid signature",
        () ->
            KrakenClient.firstError(
                client().send("Balance", "9", "nonce=9", false, "c2VjcmV0").body()),
        "EAPI:Invalid nonce",
        () -> {
          String secret = venue.simulator().apiSecret();
          client().call("Balance");
          return KrakenClient.firstError(
              client().send("Balance", "1", "nonce=1", false, secret).body());
        },
        "EGeneral:Unknown method",
        () -> client().error("Dance"),
        "EService: Throttled: <t>",
        () -> {
          venue.fault(Fault.of(FaultKind.TOO_MANY_REQUESTS).times(1));
          return client().error("Balance");
        },
        "EService:Unavailable",
        () -> during("maintenance"),
        "EService:Market in cancel_only mode",
        () -> during("cancel_only"),
        "EOrder:Unknown order",
        () -> client().error("CancelOrder", "txid", "OAAAAA-AAAAA-AAAAAA"),
        "EQuery:Unknown asset",
        () -> KrakenClient.firstError(client().openAnswer("Assets", "asset", "FOO")));
  }

  private String during(String state) {
    venue.fault(Fault.of(FaultKind.HALT).with("status", state));
    String error = client().error("AddOrder", QuietKraken.but("volume=0.01"));
    venue.fault(Fault.of(FaultKind.HALT).with("status", "online"));
    return error;
  }

  @Test
  void everyExampleOfTheFileIsSaidHereWithAllThatItHas() {
    List<JsonNode> examples = VenueFile.open(FACTS).examples();
    assertThat(examples).hasSizeGreaterThan(30);

    List<JsonNode> said = everythingSaid();

    List<String> missing = new ArrayList<>();
    for (JsonNode example : examples) {
      if (isRequest(example)) {
        continue;
      }
      Optional<String> nearest = Optional.of("anything like it");
      for (JsonNode message : said) {
        Optional<String> lacks = VenueFile.missing(example, message, SPARED);
        if (lacks.isEmpty()) {
          nearest = lacks;
          break;
        }
        if (lacks.get().chars().filter(c -> c == '.').count() > 1) {
          nearest = lacks;
        }
      }
      nearest.ifPresent(lack -> missing.add(lack + " of " + example));
    }
    assertThat(missing).isEmpty();
  }

  private static boolean isRequest(JsonNode example) {
    return example.has("params")
        || (example.has("method")
            && !example.has("success")
            && !example.has("time_in")
            && !example.path("method").asString().equals("pong"));
  }

  /** A session in which everything happens once, and all that the venue says in it. */
  private List<JsonNode> everythingSaid() {
    List<JsonNode> said = new ArrayList<>();
    try (WsClient socket = client().open()) {
      String token = client().token();
      String symbol = ",\"symbol\":[\"BTC/USD\"]";
      String secret = ",\"token\":\"" + token + "\"";
      List<String> channels =
          List.of(
              "book\"" + symbol + ",\"depth\":10",
              "trade\"" + symbol,
              "ticker\",\"event_trigger\":\"bbo\"" + symbol,
              "ohlc\",\"interval\":1" + symbol,
              "trade\",\"symbol\":[\"FOO/BAR\"]",
              "balances\"" + secret);
      client().call("AddOrder", form(BUY + " cl_ord_id=eng-000001"));
      int id = 1;
      for (String channel : channels) {
        send(socket, "subscribe", "\"channel\":\"" + channel, id++);
      }
      send(socket, "subscribe", "\"channel\":\"executions\"" + secret, id);
      socket.send("{\"method\":\"ping\",\"req_id\":3}");
      Awaitility.await().until(() -> count(socket, "executions") > 0);
      PUBLIC.forEach((name, form) -> keep(said, client().openAnswer(name, form(form))));
      PRIVATE.forEach((name, form) -> keep(said, client().answer(name, form(form))));
      keep(said, client().answer("AddOrder", QuietKraken.but("volume=100")));
      String limit =
          "\"order_type\":\"limit\",\"side\":\"buy\",\"order_qty\":0.01,\"symbol\":\"BTC/USD\","
              + "\"limit_price\":58400,\"cl_ord_id\":\"eng-000018\"";
      venue.ask(socket, "add_order", limit);
      venue.ask(socket, "add_order", limit.replace("0.01", "99").replace("18\"", "19\""));
      venue.ask(socket, "cancel_all_orders_after", "\"timeout\":60");
      venue.print("58300", "1", Side.SELL);
      venue.print("58600", "0.5", Side.BUY);
      keep(
          said,
          client().answer("AddOrder", form("pair=XBTUSD type=buy ordertype=market volume=0.01")));
      keep(said, client().answer("TradesHistory"));
      keep(said, client().answer("BalanceEx"));
      Awaitility.await()
          .until(() -> count(socket, "balances") > 2 && count(socket, "heartbeat") > 0);
      Awaitility.await().until(() -> count(socket, "ohlc") > 1 && count(socket, "book") > 2);
      said.addAll(socket.messages());
    }
    return said;
  }

  private static void send(WsClient socket, String method, String params, int id) {
    socket.send(
        "{\"method\":\"" + method + "\",\"params\":{" + params + "},\"req_id\":" + id + "}");
  }

  private static long count(WsClient socket, String channel) {
    return socket.messages().stream()
        .filter(m -> m.path("channel").asString("").equals(channel))
        .count();
  }

  /** An answer, its result, and the parts of that which examples show alone. */
  private static void keep(List<JsonNode> said, String answer) {
    JsonNode read = VenueClient.JSON.readTree(answer);
    JsonNode result = read.path("result");
    said.add(read);
    said.add(result);
    result.forEach(said::add);
  }
}
