package trader.venues.binance;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.RestClient;
import trader.venues.net.ServerClock;
import trader.venues.net.Timings;

/** REST as Binance has it, spot and futures alike: public reads, and calls signed with a key. */
public final class BinanceRest implements AutoCloseable {
  /** The venue tells whole milliseconds; on average half of one is cut off. */
  private static final long HALF_MILLISECOND = 500;

  private final Timings timings;
  private final RestClient rest;
  private final @Nullable String key;
  private final @Nullable Signer signer;

  /** Calls below {@code base}. */
  public BinanceRest(
      URI base,
      Optional<ApiCredentials> credentials,
      Timings timings,
      VenueRuntime runtime,
      RateLimits limits) {
    this.timings = timings;
    this.key = credentials.map(ApiCredentials::key).orElse(null);
    this.signer = credentials.map(given -> new Signer(given.secret())).orElse(null);
    this.rest = new RestClient(base, runtime, limits, timings, new Answers(limits));
  }

  /** The venue's clock, which a path such as {@code /api/v3/time} tells. */
  public ServerClock clock(String path, VenueRuntime runtime) {
    return new ServerClock(
        rest, path, BinanceRest::serverMicros, runtime.nowMicros(), runtime.metrics());
  }

  private static OptionalLong serverMicros(JsonNode body) {
    JsonNode time = body.path("serverTime");
    return time.isNumber()
        ? OptionalLong.of(time.asLong() * 1_000 + HALF_MILLISECOND)
        : OptionalLong.empty();
  }

  /** A public read; {@code query} is percent-encoded, or empty. */
  public void get(String call, String path, String query, Consumer<RestAnswer> done) {
    rest.get(call, path, query, done);
  }

  /** A signed read of the account. */
  public void getSigned(
      String call, String path, String query, long timestampMillis, Consumer<RestAnswer> done) {
    signed("GET", call, path, query, timestampMillis, timings.readTimeout(), done);
  }

  /** A signed read that is of no use unless it is answered soon. */
  public void getSignedSoon(
      String call, String path, String query, long timestampMillis, Consumer<RestAnswer> done) {
    signed("GET", call, path, query, timestampMillis, timings.callTimeout(), done);
  }

  /** A signed call of any method, which waits for its answer no longer than an order does. */
  public void callSigned(
      String method,
      String call,
      String path,
      String query,
      long timestampMillis,
      Consumer<RestAnswer> done) {
    signed(method, call, path, query, timestampMillis, timings.callTimeout(), done);
  }

  /** A call that carries the key and no signature. */
  public void callKeyed(String method, String call, String path, Consumer<RestAnswer> done) {
    rest.send(
        call,
        rest.request(path, "", timings.readTimeout())
            .method(method, BodyPublishers.noBody())
            .header("X-MBX-APIKEY", requireKey()),
        done);
  }

  private String requireKey() {
    if (key == null) {
      throw new IllegalStateException("no API key: the account cannot be read");
    }
    return key;
  }

  private void signed(
      String method,
      String call,
      String path,
      String query,
      long timestampMillis,
      Duration timeout,
      Consumer<RestAnswer> done) {
    String sender = requireKey();
    if (signer == null) {
      throw new IllegalStateException("no API secret: the account cannot be read");
    }
    String payload =
        query
            + (query.isEmpty() ? "" : "&")
            + "recvWindow="
            + timings.recvWindow().toMillis()
            + "&timestamp="
            + timestampMillis;
    String signed = payload + "&signature=" + signer.sign(payload);
    rest.send(
        call,
        rest.request(path, signed, timeout)
            .method(method, BodyPublishers.noBody())
            .header("X-MBX-APIKEY", sender),
        done);
  }

  /** Ends calls that are under way; their answers are not delivered any more. */
  @Override
  public void close() {
    rest.close();
  }

  private record Answers(RateLimits limits) implements RestClient.Dialect {
    @Override
    public RestAnswer read(int status, JsonNode body) {
      if (status == 200) {
        return new RestAnswer.Ok(body);
      }
      int code = body.path("code").asInt(0);
      String text = body.path("msg").asString("");
      return status < 500 && code != 0
          ? new RestAnswer.Refused(status, code, text)
          : new RestAnswer.Failed("HTTP " + status + " " + code + " " + text);
    }

    @Override
    public boolean isVenueTrouble(RestAnswer.Refused refused) {
      return ErrorCodes.venueTrouble(refused.status(), refused.code());
    }

    @Override
    public void heed(HttpHeaders headers) {
      RestClient.number(headers, "X-MBX-USED-WEIGHT-1M")
          .ifPresent(weight -> limits.usedWeight(weight.intValue()));
    }
  }
}
