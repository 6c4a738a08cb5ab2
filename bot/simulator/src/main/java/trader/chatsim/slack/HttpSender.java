package trader.chatsim.slack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Sends signed requests to the app's HTTP endpoint. */
final class HttpSender implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
  private final URI endpoint;
  private final String secret;
  private final Clock clock;

  HttpSender(URI endpoint, String secret, Clock clock) {
    this.endpoint = endpoint;
    this.secret = secret;
    this.clock = clock;
  }

  SignedRequest sign(String type, String body, Instant at) {
    String timestamp = Long.toString(at.getEpochSecond());
    return new SignedRequest(type, body, timestamp, signature(secret, timestamp, body));
  }

  static String signature(String secret, String timestamp, String body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] digest =
          mac.doFinal(("v0:" + timestamp + ":" + body).getBytes(StandardCharsets.UTF_8));
      return "v0=" + HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("HmacSHA256 is not there", e);
    }
  }

  /** Sends it as a person's doing: the answer is waited for on another thread. */
  Delivery send(String body) {
    SignedRequest request = sign("application/x-www-form-urlencoded", body, clock.instant());
    Delivery delivery = new Delivery(request.signature());
    Thread.ofVirtual()
        .start(() -> {
          Answer answer = post(request);
          delivery.answered(answer.status(), answer.body(), 1);
        });
    return delivery;
  }

  /** What the app answered; status 0 where it did not. */
  record Answer(int status, String body) {}

  Answer post(SignedRequest request) {
    HttpRequest.Builder call =
        HttpRequest.newBuilder(endpoint)
            .timeout(PATIENCE)
            .header("Content-Type", request.contentType())
            .POST(HttpRequest.BodyPublishers.ofString(request.body()));
    if (!request.timestamp().isEmpty()) {
      call.header("X-Slack-Request-Timestamp", request.timestamp());
    }
    if (!request.signature().isEmpty()) {
      call.header("X-Slack-Signature", request.signature());
    }
    try {
      HttpResponse<String> response =
          client.send(call.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException e) {
      return new Answer(0, "");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Answer(0, "");
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
