package trader.engine.tools.candles;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import trader.engine.venue.VenueName;
import trader.redis.Json;

/**
 * Public calls to one venue, one after the other, within half of what it allows an address: the
 * other half is left to an engine that runs beside. A limit that is met is waited for as the venue
 * says.
 */
final class VenueCalls {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration USUAL_WAIT = Duration.ofSeconds(10);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
  private static final int ATTEMPTS = 5;
  private static final int OK = 200;
  private static final int BANNED = 418;
  private static final int TOO_MANY = 429;
  private static final int FAILING = 500;
  private final VenueName venue;
  private final HttpClient client;
  private final InstantSource clock;
  private final Pause pause;
  private Instant notBefore = Instant.MIN;

  /** Waits; what a test replaces. */
  interface Pause {
    void rest(Duration time) throws InterruptedException;
  }

  VenueCalls(VenueName venue, HttpClient client, InstantSource clock, Pause pause) {
    this.venue = venue;
    this.client = client;
    this.clock = clock;
    this.pause = pause;
  }

  /** The body of a plain GET. */
  JsonNode get(URI uri) throws CandleException, InterruptedException {
    String why = "";
    for (int i = 0; i < ATTEMPTS; i++) {
      rest();
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build();
      try {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        notBefore = clock.instant().plus(spacing());
        Optional<String> limit = limit(answer);
        if (limit.isEmpty()) {
          return body(uri, answer);
        }
        why = limit.get();
      } catch (IOException e) {
        why = "it does not answer: " + e;
        notBefore = clock.instant().plus(USUAL_WAIT);
      }
    }
    throw new CandleException(
        venue.text() + " " + uri.getPath() + ": " + why + "; run it again later");
  }

  private void rest() throws InterruptedException {
    Duration left = Duration.between(clock.instant(), notBefore);
    if (left.isPositive()) {
      pause.rest(left);
    }
  }

  /** What has to be waited for before it is asked again; empty where it has answered. */
  private Optional<String> limit(HttpResponse<String> answer) throws CandleException {
    int status = answer.statusCode();
    if (status == TOO_MANY || status == BANNED || status >= FAILING) {
      Duration wait =
          answer
              .headers()
              .firstValue("Retry-After")
              .filter(text -> text.matches("\\d{1,9}"))
              .map(text -> Duration.ofSeconds(Long.parseLong(text)))
              .orElse(USUAL_WAIT);
      Instant until = clock.instant().plus(wait);
      if (wait.compareTo(LONGEST_WAIT) > 0) {
        throw new CandleException(
            venue.text() + " answers " + status + " until " + until + "; run it again then");
      }
      notBefore = until;
      return Optional.of("it answers " + status);
    }
    if (answer.body().contains("EAPI:Rate limit exceeded")
        || answer.body().contains("apiLimitExceeded")) {
      notBefore = clock.instant().plus(USUAL_WAIT);
      return Optional.of("its rate limit is met");
    }
    if (usedWeight(answer) * 2 >= weightPerMinute()) {
      Instant now = clock.instant();
      notBefore = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    }
    return Optional.empty();
  }

  private static long usedWeight(HttpResponse<String> answer) {
    return answer
        .headers()
        .firstValue("X-MBX-USED-WEIGHT-1M")
        .filter(text -> text.matches("\\d{1,9}"))
        .map(Long::parseLong)
        .orElse(0L);
  }

  private long weightPerMinute() {
    return switch (venue) {
      case BINANCE_SPOT -> 6_000;
      case BINANCE_FUTURES -> 2_400;
      case KRAKEN_SPOT, KRAKEN_FUTURES -> Long.MAX_VALUE;
    };
  }

  /** Kraken counts public calls by address, about one a second on spot, and tells no figures. */
  private Duration spacing() {
    return switch (venue) {
      case BINANCE_SPOT, BINANCE_FUTURES -> Duration.ZERO;
      case KRAKEN_SPOT -> Duration.ofSeconds(2);
      case KRAKEN_FUTURES -> Duration.ofMillis(200);
    };
  }

  private JsonNode body(URI uri, HttpResponse<String> answer) throws CandleException {
    if (answer.statusCode() != OK) {
      throw new CandleException(
          venue.text() + " " + uri + " answers " + answer.statusCode() + ": " + answer.body());
    }
    try {
      return Json.mapper().readTree(answer.body());
    } catch (JacksonException e) {
      throw new CandleException(venue.text() + " " + uri + " answers what is no JSON");
    }
  }
}
