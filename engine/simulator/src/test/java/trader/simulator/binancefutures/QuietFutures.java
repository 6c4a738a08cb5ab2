package trader.simulator.binancefutures;

import java.math.BigDecimal;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.client.ListedPrices;
import trader.simulator.client.Reply;
import trader.simulator.client.VenueClient;
import trader.simulator.client.WsClient;
import trader.simulator.matching.Side;

/** Futures whose market stands at 58,500 until a test moves it, and a client of them. */
final class QuietFutures implements BeforeEachCallback, AfterEachCallback {
  private final SimulatorSettings settings;
  private @Nullable Simulator simulator;
  private @Nullable VenueClient client;

  QuietFutures(String usdt) {
    settings =
        SimulatorSettings.defaults()
            .withBalance("USDT", new BigDecimal(usdt))
            .withVenues(Set.of(Simulator.BINANCE_FUTURES));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Simulator started =
        Simulator.start(
            settings.withPrices(ListedPrices.quietAt("58500.00")).withHistoryFraction(0.5));
    simulator = started;
    client =
        new VenueClient(
            "127.0.0.1:" + started.binanceFutures().port(), started.apiKey(), started.apiSecret());
  }

  @Override
  public void afterEach(ExtensionContext context) {
    client().close();
    Simulator running = simulator;
    if (running != null) {
      running.close();
    }
  }

  FuturesServer server() {
    Simulator running = simulator;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running.binanceFutures();
  }

  VenueClient client() {
    VenueClient open = client;
    if (open == null) {
      throw new IllegalStateException("not started");
    }
    return open;
  }

  /** Lets the outside market trade. */
  void print(String price, String quantity, Side aggressor) {
    server().print("BTCUSDT", new BigDecimal(price), new BigDecimal(quantity), aggressor);
  }

  Reply limit(String side, String quantity, String price, String id, String... more) {
    String[] pairs = {
      "symbol",
      "BTCUSDT",
      "side",
      side,
      "type",
      "LIMIT",
      "timeInForce",
      "GTC",
      "quantity",
      quantity,
      "price",
      price,
      "newClientOrderId",
      id
    };
    return client().signed("POST", "/fapi/v1/order", join(pairs, more));
  }

  Reply market(String side, String quantity, String id, String... more) {
    String[] pairs = {
      "symbol",
      "BTCUSDT",
      "side",
      side,
      "type",
      "MARKET",
      "quantity",
      quantity,
      "newClientOrderId",
      id
    };
    return client().signed("POST", "/fapi/v1/order", join(pairs, more));
  }

  Reply algo(String type, String side, String quantity, String trigger, String id, String... more) {
    String[] pairs = {
      "algoType",
      "CONDITIONAL",
      "symbol",
      "BTCUSDT",
      "side",
      side,
      "type",
      type,
      "quantity",
      quantity,
      "triggerPrice",
      trigger,
      "clientAlgoId",
      id
    };
    return client().signed("POST", "/fapi/v1/algoOrder", join(pairs, more));
  }

  private static String[] join(String[] first, String... second) {
    String[] all = java.util.Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, all, first.length, second.length);
    return all;
  }

  /** A connection that listens to user data. */
  WsClient userStream() {
    String key = client().keyed("POST", "/fapi/v1/listenKey").json().path("listenKey").asString();
    return client().open("/private/ws?listenKey=" + key);
  }
}
