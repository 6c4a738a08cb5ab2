package trader.simulator.client;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;

/** A client of the simulated Kraken spot that signs as its documentation says. */
public final class KrakenClient implements AutoCloseable {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String base;
  private final String key;
  private final String secret;
  private long nonce = Instant.now().toEpochMilli() * 1_000;

  public KrakenClient(int port, String key, String secret) {
    this.base = "127.0.0.1:" + port;
    this.key = key;
    this.secret = secret;
  }

  /** A public call, and its result. */
  public JsonNode get(String name, String... parameters) {
    return result(openAnswer(name, parameters));
  }

  /** A public call, and its whole answer. */
  public String openAnswer(String name, String... parameters) {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://" + base + "/0/public/" + name + "?" + form(parameters)))
            .build();
    return send(request).body();
  }

  /** A private call, and its result. */
  public JsonNode call(String name, String... parameters) {
    return result(answer(name, parameters));
  }

  /** A private call, and its first error. */
  public String error(String name, String... parameters) {
    return firstError(answer(name, parameters));
  }

  /** The first error of an answer. */
  public static String firstError(String body) {
    return VenueClient.JSON.readTree(body).path("error").path(0).asString("none");
  }

  private static JsonNode result(String body) {
    JsonNode answer = VenueClient.JSON.readTree(body);
    if (!answer.path("error").isEmpty()) {
      throw new AssertionError(body);
    }
    return answer.path("result");
  }

  /** A private call, and its whole answer. */
  public String answer(String name, String... parameters) {
    String next = Long.toString(++nonce);
    return send(name, next, "nonce=" + next + "&" + form(parameters), false, secret).body();
  }

  /** A private call with a JSON body without its nonce, such as {@code "a":1}. */
  public String json(String name, String fields) {
    String next = Long.toString(++nonce);
    return send(name, next, "{\"nonce\":" + next + "," + fields + "}", true, secret).body();
  }

  /** A private call with that nonce and secret. */
  public HttpResponse<String> send(
      String name, String withNonce, String body, boolean json, String withSecret) {
    String path = "/0/private/" + name;
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + base + path))
            .header("API-Key", key)
            .header("API-Sign", sign(path, withNonce, body, withSecret))
            .header("Content-Type", json ? "application/json" : "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return send(request);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String sign(String path, String nonce, String body, String withSecret) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((nonce + body).getBytes(StandardCharsets.UTF_8));
      Mac mac = Mac.getInstance("HmacSHA512");
      mac.init(new SecretKeySpec(Base64.getDecoder().decode(withSecret), "HmacSHA512"));
      mac.update(path.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(mac.doFinal(digest));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String form(String... parameters) {
    StringBuilder form = new StringBuilder();
    for (int i = 0; i < parameters.length; i += 2) {
      form.append(i == 0 ? "" : "&")
          .append(URLEncoder.encode(parameters[i], StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  /** A connection to WebSocket version 2. */
  public WsClient open() {
    return WsClient.open(http, "ws://" + base + "/v2");
  }

  /** A token for private channels. */
  public String token() {
    return call("GetWebSocketsToken").path("token").asString();
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
