package trader.venues.binance;

import io.netty.channel.EventLoop;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.RestClient;
import trader.venues.net.ServerClock;
import trader.venues.net.SharedReads;
import trader.venues.net.Timings;

/** REST as Binance has it, spot and futures alike: public reads, and calls signed with a key. */
public final class BinanceRest implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BinanceRest.class);

  private static final int OK = 200;
  private static final int SERVER_ERRORS = 500;

  /** The venue tells whole milliseconds; on average half of one is cut off. */
  private static final long HALF_MILLISECOND = 500;

  private final Timings timings;
  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final RestClient rest;
  private final SharedReads shared;
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
    this.runtime = runtime;
    this.limits = limits;
    this.key = credentials.map(ApiCredentials::key).orElse(null);
    this.signer = credentials.map(given -> new Signer(given.secret())).orElse(null);
    this.rest = new RestClient(base, runtime, limits, timings, new Answers(limits));
    this.shared = new SharedReads(limits, runtime.loop());
  }

  /** The venue's clock, which a path such as {@code /api/v3/time} tells. */
  public ServerClock clock(String path) {
    return new ServerClock(
        rest, path, BinanceRest::serverMicros, runtime.nowMicros(), runtime.metrics());
  }

  private static OptionalLong serverMicros(JsonNode body) {
    JsonNode time = body.path("serverTime");
    return time.isNumber()
        ? OptionalLong.of(time.asLong() * 1_000 + HALF_MILLISECOND)
        : OptionalLong.empty();
  }

  /**
   * A public read; {@code query} is percent-encoded, or empty. It waits for the next minute where
   * this one's weight is used up.
   */
  public void get(String call, String path, String query, Consumer<RestAnswer> done) {
    whenAffordable(call, path, query, 0, waited -> rest.get(call, path, query, done));
  }

  /** A public read whose answer may be another's of the same {@code epoch} that is young enough. */
  void getShared(String call, String path, String query, long epoch, Consumer<RestAnswer> done) {
    shared.read(path + "?" + query + "@" + epoch, answer -> get(call, path, query, answer), done);
  }

  /** A public read as {@link #get} makes it, asked for and answered on another event loop. */
  void getOn(EventLoop caller, String call, String path, String query, Consumer<RestAnswer> done) {
    onLoop(
        runtime.loop(),
        () -> get(call, path, query, answer -> onLoop(caller, () -> done.accept(answer))));
  }

  private static void onLoop(EventLoop loop, Runnable task) {
    if (!loop.isShuttingDown()) {
      loop.execute(task);
    }
  }

  /** A signed read of the account, which waits as other reads do. */
  public void getSigned(
      String call, String path, String query, long timestampMillis, Consumer<RestAnswer> done) {
    Duration timeout = timings.readTimeout();
    whenAffordable(
        call,
        path,
        query,
        0,
        waited -> signed("GET", call, path, query, timestampMillis + waited, timeout, done));
  }

  private void whenAffordable(
      String call, String path, String query, long waitedMillis, LongConsumer make) {
    long wait = limits.readWaitMicros(weight(path, query)) / 1_000;
    if (wait == 0) {
      make.accept(waitedMillis);
      return;
    }
    LOG.info("{} waits {} ms: the weight of this minute is used up", call, wait);
    var _ =
        runtime
            .loop()
            .schedule(
                () -> whenAffordable(call, path, query, waitedMillis + wait, make),
                wait,
                TimeUnit.MILLISECONDS);
  }

  /** What a call weighs; the most where it depends on what the venue does not say. */
  static int weight(String path, String query) {
    boolean symbol = query.contains("symbol=");
    return switch (path) {
      case "/api/v3/exchangeInfo", "/api/v3/myTrades", "/api/v3/account" -> 20;
      case "/api/v3/openOrders" -> symbol ? 6 : 80;
      case "/api/v3/depth" -> 50;
      case "/api/v3/order" -> 4;
      case "/api/v3/klines" -> 2;
      case "/fapi/v1/exchangeInfo" -> 40;
      case "/fapi/v1/openOrders", "/fapi/v1/openAlgoOrders" -> symbol ? 1 : 40;
      case "/fapi/v1/income", "/fapi/v1/positionSide/dual" -> 30;
      case "/fapi/v1/depth" -> 20;
      case "/fapi/v1/klines", "/fapi/v1/countdownCancelAll" -> 10;
      case "/fapi/v1/userTrades",
          "/fapi/v1/allAlgoOrders",
          "/fapi/v1/symbolConfig",
          "/fapi/v3/balance",
          "/fapi/v3/positionRisk" ->
          5;
      default -> 1;
    };
  }

  /** A signed read that is of no use unless it is answered soon. */
  public void getSignedSoon(
      String call, String path, String query, long timestampMillis, Consumer<RestAnswer> done) {
    limits.spend(weight(path, query));
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
    limits.spend(weight(path, query));
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

  /** What an answer means that has an error for its body, by REST or on a WebSocket API. */
  public static RestAnswer refusal(int status, JsonNode error) {
    int code = error.path("code").asInt(0);
    String text = error.path("msg").asString("");
    return ErrorCodes.notExecuted(code, text) || (status < SERVER_ERRORS && code != 0)
        ? new RestAnswer.Refused(status, code, text)
        : new RestAnswer.Failed("HTTP " + status + " " + code + " " + text);
  }

  /** Ends calls that are under way; their answers are not delivered any more. */
  @Override
  public void close() {
    rest.close();
  }

  private record Answers(RateLimits limits) implements RestClient.Dialect {
    private static final List<String> ORDER_INTERVALS = List.of("10S", "1M", "1D");

    @Override
    public RestAnswer read(int status, JsonNode body) {
      return status == OK ? new RestAnswer.Ok(body) : refusal(status, body);
    }

    @Override
    public boolean isVenueTrouble(RestAnswer.Refused refused) {
      return ErrorCodes.venueTrouble(refused.status(), refused.code());
    }

    @Override
    public void heed(HttpHeaders headers) {
      RestClient.number(headers, "X-MBX-USED-WEIGHT-1M")
          .ifPresent(weight -> limits.usedWeight(weight.intValue()));
      for (String interval : ORDER_INTERVALS) {
        RestClient.number(headers, "X-MBX-ORDER-COUNT-" + interval)
            .ifPresent(count -> limits.usedOrders(interval, count.intValue()));
      }
    }
  }
}
