package trader.simulator.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.json.JsonMapper;
import trader.simulator.Simulator;

/** Speaks to a venue as its documentation says, and remembers nothing. */
public final class VenueClient implements AutoCloseable {
  public static final JsonMapper JSON = new JsonMapper();

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<WsClient> sockets = new ArrayList<>();
  private final String base;
  private final String key;
  private final String secret;

  public VenueClient(Simulator simulator) {
    this(simulator, simulator.apiKey(), simulator.apiSecret());
  }

  public VenueClient(Simulator simulator, String key, String secret) {
    this("127.0.0.1:" + simulator.port(), key, secret);
  }

  /** Of a venue at a host and port. */
  public VenueClient(String base, String key, String secret) {
    this.base = base;
    this.key = key;
    this.secret = secret;
  }

  public static String hmac(String secret, String payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  public static Map<String, String> params(String... pairs) {
    Map<String, String> params = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      params.put(pairs[i], pairs[i + 1]);
    }
    return params;
  }

  private static String encode(Map<String, String> params) {
    return params.entrySet().stream()
        .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  public Reply get(String path, String... pairs) {
    String query = encode(params(pairs));
    return send("GET", path, query, "", Map.of());
  }

  /** A signed call, everything in the query string. */
  public Reply signed(String method, String path, String... pairs) {
    Map<String, String> all = params(pairs);
    all.putIfAbsent("timestamp", Long.toString(System.currentTimeMillis()));
    String query = encode(all);
    query += "&signature=" + hmac(secret, query);
    return send(method, path, query, "", Map.of("X-MBX-APIKEY", key));
  }

  /** A call with the key and no signature. */
  public Reply keyed(String method, String path) {
    return send(method, path, "", "", Map.of("X-MBX-APIKEY", key));
  }

  public Reply order(String... pairs) {
    return signed("POST", "/api/v3/order", pairs);
  }

  /** Any request, exactly as given. */
  public Reply send(
      String method, String path, String query, String body, Map<String, String> headers) {
    String uri = "http://" + base + path + (query.isEmpty() ? "" : "?" + query);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(uri))
            .timeout(Duration.ofSeconds(10))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return new Reply(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public WsClient open(String pathAndQuery) {
    WsClient socket = WsClient.open(http, "ws://" + base + pathAndQuery);
    sockets.add(socket);
    return socket;
  }

  /** The text of a signed call of the WebSocket API. */
  public String wsSigned(String id, String method, String... pairs) {
    Map<String, String> all = params(pairs);
    all.put("apiKey", key);
    all.putIfAbsent("timestamp", Long.toString(System.currentTimeMillis()));
    String payload =
        new TreeMap<>(all)
            .entrySet().stream()
                .map(e -> e.getKey() + "=" + e.getValue())
                .collect(Collectors.joining("&"));
    all.put("signature", hmac(secret, payload));
    return JSON.writeValueAsString(Map.of("id", id, "method", method, "params", all));
  }

  @Override
  public void close() {
    sockets.forEach(WsClient::close);
    http.shutdownNow();
  }
}
