package trader.venues.binance;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.control.Account;
import trader.engine.core.VenueEvent;
import trader.venues.VenueRuntime;

/**
 * Reads over REST. Calls are made from the event loop and answered on it, later, always; sending
 * and parsing happen on other threads.
 */
final class RestClient implements AutoCloseable {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SILENCE_WHERE_NONE_IS_NAMED = 60 * MICROS_PER_SECOND;

  private final BinanceSpotSettings settings;
  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final HttpClient http;
  private final JsonMapper json = new JsonMapper();
  private final @Nullable String key;
  private final @Nullable Signer signer;

  RestClient(BinanceSpotSettings settings, VenueRuntime runtime, RateLimits limits) {
    this.settings = settings;
    this.runtime = runtime;
    this.limits = limits;
    this.key = settings.credentials().map(ApiCredentials::key).orElse(null);
    this.signer =
        settings.credentials().map(credentials -> new Signer(credentials.secret())).orElse(null);
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.timings().readTimeout())
            .build();
  }

  /** A public read; {@code query} is percent-encoded, or empty. */
  void get(String call, String path, String query, Consumer<RestAnswer> done) {
    send(call, request(path, query, settings.timings().readTimeout()), done);
  }

  /** A signed read of the account. */
  void getSigned(
      String call, String path, String query, long timestampMillis, Consumer<RestAnswer> done) {
    Duration timeout = settings.timings().readTimeout();
    sendSigned(call, path, query, timestampMillis, timeout, done);
  }

  /** A signed read that is of no use unless it is answered soon. */
  void getSignedSoon(
      String call, String path, String query, long timestampMillis, Consumer<RestAnswer> done) {
    Duration timeout = settings.timings().callTimeout();
    sendSigned(call, path, query, timestampMillis, timeout, done);
  }

  private void sendSigned(
      String call,
      String path,
      String query,
      long timestampMillis,
      Duration timeout,
      Consumer<RestAnswer> done) {
    if (signer == null || key == null) {
      throw new IllegalStateException("no API key: the account cannot be read");
    }
    String payload =
        query
            + (query.isEmpty() ? "" : "&")
            + "recvWindow="
            + settings.timings().recvWindow().toMillis()
            + "&timestamp="
            + timestampMillis;
    String signed = payload + "&signature=" + signer.sign(payload);
    send(call, request(path, signed, timeout).header("X-MBX-APIKEY", key), done);
  }

  private HttpRequest.Builder request(String path, String query, Duration timeout) {
    String address = settings.rest() + path + (query.isEmpty() ? "" : "?" + query);
    return HttpRequest.newBuilder(URI.create(address)).timeout(timeout);
  }

  private void send(String call, HttpRequest.Builder request, Consumer<RestAnswer> done) {
    long wait = limits.callWaitMicros();
    if (wait > 0) {
      runtime.loop().execute(() -> done.accept(new RestAnswer.Failed(RateLimits.inWords(wait))));
      return;
    }
    long sent = runtime.now();
    // Its outcome, a failure too, arrives at the last stage.
    var _ =
        http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray())
            .handle((response, error) -> new Received(response, read(response, error)))
            .whenComplete((received, error) -> {
              if (!runtime.loop().isShuttingDown()) {
                runtime.loop().execute(() -> arrived(call, sent, received, done));
              }
            });
  }

  private record Received(@Nullable HttpResponse<byte[]> response, RestAnswer answer) {}

  private RestAnswer read(@Nullable HttpResponse<byte[]> response, @Nullable Throwable error) {
    if (response == null) {
      Throwable cause =
          error instanceof CompletionException && error.getCause() != null
              ? error.getCause()
              : error;
      return new RestAnswer.Failed(
          cause instanceof java.net.http.HttpTimeoutException
              ? "no answer in time"
              : cause instanceof IOException
                  ? "connection failed: " + cause
                  : "call failed: " + cause);
    }
    int status = response.statusCode();
    JsonNode body;
    try {
      body = json.readTree(response.body());
    } catch (JacksonException e) {
      return new RestAnswer.Failed("HTTP " + status + " with a body that is not JSON");
    }
    if (status == 200) {
      return new RestAnswer.Ok(body);
    }
    int code = body.path("code").asInt(0);
    String text = body.path("msg").asString("");
    return status < 500 && code != 0
        ? new RestAnswer.Refused(status, code, text)
        : new RestAnswer.Failed("HTTP " + status + " " + code + " " + text);
  }

  private void arrived(String call, long sent, Received received, Consumer<RestAnswer> done) {
    HttpResponse<byte[]> response = received.response();
    if (response != null) {
      obey(response);
      runtime.metrics().callAnswered(call, runtime.now() - sent);
    }
    switch (received.answer()) {
      case RestAnswer.Ok ok -> {}
      case RestAnswer.Refused refused -> {
        if (ErrorCodes.venueTrouble(refused.status(), refused.code())) {
          failed(call, Integer.toString(refused.code()), RestAnswer.why(refused));
        }
      }
      case RestAnswer.Failed failed ->
          failed(
              call,
              response == null ? "unanswered" : "HTTP " + response.statusCode(),
              failed.why());
    }
    done.accept(received.answer());
  }

  private void failed(String call, String code, String why) {
    runtime.metrics().callFailed(call, code);
    runtime.sink().accept(new VenueEvent.CallFailed(runtime.now(), Account.LIVE, call, why));
  }

  private void obey(HttpResponse<byte[]> response) {
    response
        .headers()
        .firstValue("X-MBX-USED-WEIGHT-1M")
        .flatMap(RestClient::number)
        .ifPresent(weight -> limits.usedWeight(weight.intValue()));
    if (response.statusCode() == 429 || response.statusCode() == 418) {
      limits.blockCalls(
          response
              .headers()
              .firstValue("Retry-After")
              .flatMap(RestClient::number)
              .map(seconds -> seconds * MICROS_PER_SECOND)
              .orElse(SILENCE_WHERE_NONE_IS_NAMED));
    }
  }

  private static Optional<Long> number(String text) {
    try {
      return Optional.of(Long.parseLong(text));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** Ends calls that are under way; their answers are not delivered any more. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
