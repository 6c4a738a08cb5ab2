package trader.simulator.krakenspot;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.binance.Limits;
import trader.simulator.client.KrakenClient;
import trader.simulator.client.ListedPrices;
import trader.simulator.client.WsClient;
import trader.simulator.faults.Fault;
import trader.simulator.matching.Side;
import trader.simulator.net.VenueServer;

/** A simulated Kraken whose market stands at 58,500 until a test moves it, and a client of it. */
final class QuietKraken implements BeforeEachCallback, AfterEachCallback {
  private final boolean limited;
  private @Nullable Simulator simulator;
  private @Nullable KrakenClient client;
  private int nextId = 1;

  QuietKraken(boolean limited) {
    this.limited = limited;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withPrices(ListedPrices.quietAt("58500.00"))
            .withHistoryFraction(0.5)
            .withBalance("USDT", new BigDecimal("100000"))
            .withBalance("BTC", BigDecimal.TEN)
            .withLimits(limited ? Limits.documented() : Limits.none());
    Simulator started = Simulator.start(settings);
    simulator = started;
    client = new KrakenClient(server().port(), started.apiKey(), started.apiSecret());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    client().close();
    if (simulator != null) {
      simulator.close();
    }
  }

  Simulator simulator() {
    if (simulator == null) {
      throw new IllegalStateException("not started");
    }
    return simulator;
  }

  VenueServer server() {
    return simulator().venue("kraken-spot");
  }

  KrakenClient client() {
    if (client == null) {
      throw new IllegalStateException("not started");
    }
    return client;
  }

  void fault(Fault fault) {
    server().addFault(fault);
  }

  void print(String price, String quantity, Side aggressor) {
    server().print("BTCUSD", new BigDecimal(price), new BigDecimal(quantity), aggressor);
  }

  /** The fields of an order of bitcoin for dollars: {@code name=value}, parted by spaces. */
  static String[] form(String fields) {
    return ("pair=XBTUSD " + fields).split("[= ]", -1);
  }

  /** A limit order to buy with one of its fields changed or added. */
  static String[] but(String change) {
    Map<String, String> form = new LinkedHashMap<>();
    String[] fields =
        form("type=buy ordertype=limit volume=0.01 price=58000 cl_ord_id=a-1 " + change);
    for (int i = 0; i < fields.length; i += 2) {
      form.put(fields[i], fields[i + 1]);
    }
    return form.entrySet().stream()
        .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
        .toArray(String[]::new);
  }

  /** Places an order of such fields, and answers what the venue does. */
  JsonNode order(String fields) {
    return client().call("AddOrder", form(fields));
  }

  /** Places a limit order and answers its id. */
  String buyLimit(String price, String id) {
    return order("type=buy ordertype=limit volume=0.01 price=" + price + " cl_ord_id=" + id)
        .path("txid")
        .path(0)
        .asString();
  }

  /** A connection that is subscribed to executions. */
  WsClient executions() {
    WsClient socket = client().open();
    String token = client().token();
    socket.send(
        "{\"method\":\"subscribe\",\"params\":{\"channel\":\"executions\",\"token\":\""
            + token
            + "\"},\"req_id\":1}");
    socket.await(m -> m.path("type").asString("").equals("snapshot"));
    return socket;
  }

  /** Sends a request with a token of its own and answers what came of it. */
  JsonNode ask(WsClient socket, String method, String fields) {
    int id = 1_000 + nextId++;
    String token = client().token();
    socket.send(
        "{\"method\":\""
            + method
            + "\",\"params\":{"
            + fields
            + (fields.isEmpty() ? "" : ",")
            + "\"token\":\""
            + token
            + "\"},\"req_id\":"
            + id
            + "}");
    return socket.await(m -> m.path("req_id").asInt(0) == id);
  }

  /** The executions that have come so far, without the snapshot. */
  static List<JsonNode> executions(WsClient socket) {
    return socket.messages().stream()
        .filter(m -> m.path("channel").asString("").equals("executions"))
        .filter(m -> m.path("type").asString("").equals("update"))
        .map(m -> m.path("data").path(0))
        .toList();
  }
}
