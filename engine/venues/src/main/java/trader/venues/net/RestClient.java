package trader.venues.net;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
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
 * Calls over REST. They are made from the event loop and answered on it, later, always; sending and
 * parsing happen on other threads.
 */
public final class RestClient implements AutoCloseable {
  private static final long MICROS_PER_SECOND = 1_000_000;
  private static final long SILENCE_WHERE_NONE_IS_NAMED = 60 * MICROS_PER_SECOND;

  /** How a venue answers. */
  public interface Dialect {
    /** What an answer with a JSON body says. Called on another thread than the event loop. */
    RestAnswer read(int status, JsonNode body);

    /** Whether a refusal is about the venue or our way to it, and not about the one call. */
    boolean isVenueTrouble(RestAnswer.Refused refused);

    /** Takes what the headers of an answer say of the limits. */
    void heed(HttpHeaders headers);

    /** How long nothing is sent after too many requests where the venue names no time. */
    default long silenceMicros() {
      return SILENCE_WHERE_NONE_IS_NAMED;
    }
  }

  private final URI base;
  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final Timings timings;
  private final Dialect dialect;
  private final HttpClient http;
  private final JsonMapper json = new JsonMapper();

  /** Calls below {@code base}, such as {@code https://api.binance.com}. */
  public RestClient(
      URI base, VenueRuntime runtime, RateLimits limits, Timings timings, Dialect dialect) {
    this.base = base;
    this.runtime = runtime;
    this.limits = limits;
    this.timings = timings;
    this.dialect = dialect;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timings.readTimeout())
            .build();
  }

  /** A public read; {@code query} is percent-encoded, or empty. */
  public void get(String call, String path, String query, Consumer<RestAnswer> done) {
    send(call, request(path, query, timings.readTimeout()), done);
  }

  /** A GET of a path, to be completed and sent; {@code query} is percent-encoded, or empty. */
  public HttpRequest.Builder request(String path, String query, Duration timeout) {
    String address = base + path + (query.isEmpty() ? "" : "?" + query);
    return HttpRequest.newBuilder(URI.create(address)).timeout(timeout);
  }

  /** Sends a request, unless the venue has asked for silence. */
  public void send(String call, HttpRequest.Builder request, Consumer<RestAnswer> done) {
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
    return dialect.read(status, body);
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
        if (dialect.isVenueTrouble(refused)) {
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
    dialect.heed(response.headers());
    if (response.statusCode() == 429 || response.statusCode() == 418) {
      limits.blockCalls(
          number(response.headers(), "Retry-After")
              .map(seconds -> seconds * MICROS_PER_SECOND)
              .orElse(dialect.silenceMicros()));
    }
  }

  /** The whole number in a header, empty where there is none. */
  public static Optional<Long> number(HttpHeaders headers, String name) {
    Optional<String> text = headers.firstValue(name);
    try {
      return text.map(Long::parseLong);
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
