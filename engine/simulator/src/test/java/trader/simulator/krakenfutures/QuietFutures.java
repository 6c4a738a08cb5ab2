package trader.simulator.krakenfutures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.simulator.client.ListedPrices;
import trader.simulator.client.WsClient;
import trader.simulator.matching.Side;
import trader.simulator.net.ApiKey;
import trader.simulator.net.MarketPlayer;
import trader.simulator.net.Reactor;
import trader.simulator.net.VenueClock;
import trader.simulator.prices.Playback;

/** A futures venue whose market stands at 58,500 until a test moves it, and a client of it. */
final class QuietFutures implements BeforeEachCallback, AfterEachCallback {
  static final String SECRET = "c2ltdWxhdG9yLXNlY3JldC0wMTIzNDU2Nzg5YWJjZGVm";
  static final String KEY = "futures-key";
  static final JsonMapper JSON = new JsonMapper();
  private static final String V3 = "/derivatives/api/v3/";

  private final FuturesLimits limits;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<WsClient> sockets = new ArrayList<>();
  private @Nullable Reactor reactor;
  private @Nullable KrakenFuturesServer server;

  QuietFutures() {
    this(FuturesLimits.documented());
  }

  QuietFutures(FuturesLimits limits) {
    this.limits = limits;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    Reactor own = new Reactor();
    reactor = own;
    InstantSource clock = InstantSource.system();
    KrakenFuturesServer started =
        KrakenFuturesServer.start(
            KrakenFuturesConfig.of(0, new ApiKey(KEY, SECRET, "main"), limits, 42, clock), own);
    server = started;
    VenueClock wall = new VenueClock(clock);
    MarketPlayer player =
        new MarketPlayer(
            wall,
            new Playback(ListedPrices.quietAt("58500.00"), 0.5, 1),
            List.of(started.market("BTCUSDT").orElseThrow()));
    own.submit(() -> {
      player.open();
      own.begin(
          wall::wallMicros,
          () -> {
            started.beforePrices();
            player.play();
            started.afterPrices();
            return player.nextDueMicros();
          });
      return true;
    });
    print("58500", "0.01", Side.SELL);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    sockets.forEach(WsClient::close);
    http.shutdownNow();
    Reactor own = reactor;
    if (own != null) {
      own.close();
    }
  }

  KrakenFuturesServer server() {
    KrakenFuturesServer running = server;
    if (running == null) {
      throw new IllegalStateException("not started");
    }
    return running;
  }

  void print(String price, String quantity, Side aggressor) {
    server().print("PF_XBTUSD", new BigDecimal(price), new BigDecimal(quantity), aggressor);
  }

  private String base() {
    return "http://127.0.0.1:" + server().port();
  }

  static String encode(String... pairs) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      out.append(i == 0 ? "" : "&")
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], StandardCharsets.UTF_8));
    }
    return out.toString();
  }

  /** An HTTP answer: its status and body. */
  record Answer(int status, JsonNode json) {
    String text(String pointer) {
      return json.at(pointer).asString();
    }
  }

  Answer get(String path, String... pairs) {
    String query = encode(pairs);
    return send(HttpRequest.newBuilder(uri(path, query)).GET());
  }

  /** A signed call below {@code /derivatives/api/v3/}, its parameters in the query string. */
  Answer call(String method, String name, String... pairs) {
    return signed(method, V3 + name, encode(pairs), "", null, SECRET);
  }

  Answer sendOrder(String... pairs) {
    return call("POST", "sendorder", pairs);
  }

  /** The {@code sendStatus.status} of an order. */
  String place(String... pairs) {
    return sendOrder(pairs).text("/sendStatus/status");
  }

  String limit(String side, String size, String price, String id) {
    return place(
        "orderType",
        "lmt",
        "symbol",
        "PF_XBTUSD",
        "side",
        side,
        "size",
        size,
        "limitPrice",
        price,
        "cliOrdId",
        id);
  }

  String market(String side, String size, String id) {
    return place(
        "orderType", "mkt", "symbol", "PF_XBTUSD", "side", side, "size", size, "cliOrdId", id);
  }

  Answer signed(
      String method,
      String path,
      String query,
      String body,
      @Nullable String nonce,
      String secret) {
    String postData = query.isEmpty() ? body : query;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path, query))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .header("APIKey", KEY)
            .header("Authent", Keys.authent(secret, postData, nonce == null ? "" : nonce, path));
    if (nonce != null) {
      request.header("Nonce", nonce);
    }
    return send(request);
  }

  private URI uri(String path, String query) {
    return URI.create(base() + path + (query.isEmpty() ? "" : "?" + query));
  }

  Answer control(String method, String pathAndQuery, String body) {
    return send(
        HttpRequest.newBuilder(URI.create(base() + pathAndQuery))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> response =
          http.send(request.timeout(Duration.ofSeconds(10)).build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), JSON.readTree(response.body()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  WsClient open() {
    WsClient socket = WsClient.open(http, "ws://127.0.0.1:" + server().port() + "/ws/v1");
    sockets.add(socket);
    return socket;
  }

  WsClient subscribed(String feed) {
    WsClient socket = open();
    socket.send(
        "{\"event\":\"subscribe\",\"feed\":\"" + feed + "\",\"product_ids\":[\"PF_XBTUSD\"]}");
    socket.await(m -> m.path("event").asString("").equals("subscribed"));
    return socket;
  }

  /** A connection that listens to private feeds. */
  WsClient privately(String... feeds) {
    WsClient socket = open();
    socket.send("{\"event\":\"challenge\",\"api_key\":\"" + KEY + "\"}");
    String challenge =
        socket
            .await(m -> m.path("event").asString("").equals("challenge"))
            .get("message")
            .asString();
    for (String feed : feeds) {
      socket.send(subscription(feed, challenge, Keys.challenge(SECRET, challenge)));
      socket.await(m ->
          m.path("event").asString("").equals("subscribed")
              && m.path("feed").asString("").equals(feed));
    }
    return socket;
  }

  static String subscription(String feed, String challenge, String signed) {
    return JSON.writeValueAsString(
        java.util.Map.of(
            "event", "subscribe",
            "feed", feed,
            "api_key", KEY,
            "original_challenge", challenge,
            "signed_challenge", signed));
  }

  /** The messages of a feed so far. */
  static List<JsonNode> of(WsClient socket, String feed) {
    return socket.messages().stream().filter(m -> isOf(m, feed)).toList();
  }

  /** Waits for the first message of a feed. */
  static JsonNode first(WsClient socket, String feed) {
    return socket.await(m -> isOf(m, feed));
  }

  private static boolean isOf(JsonNode message, String feed) {
    return !message.has("event") && message.path("feed").asString("").equals(feed);
  }
}
