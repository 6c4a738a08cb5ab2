package trader.venues.kraken.spot;

import io.netty.util.concurrent.ScheduledFuture;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.RestClient;
import trader.venues.net.SharedReads;
import trader.venues.net.Timings;

/**
 * Calls over REST. Private ones go out one at a time, since each must carry a higher number than
 * the one before when it arrives, and wait where the venue's counter of calls is full.
 */
final class KrakenRest implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(KrakenRest.class);
  private static final String INVALID_NONCE = "EAPI:Invalid nonce";

  /** What reading the account costs: open orders, balances and a page of executions. */
  private static final int LEFT_BY_LOOKS = 4;

  /** A second, since numbers are microseconds: others make theirs from the time too. */
  private static final long AHEAD_OF_OTHERS = 1_000_000;

  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final Timings timings;
  private final RestClient rest;
  private final SharedReads shared;
  private final @Nullable String key;
  private final @Nullable KrakenSigner signer;
  private final DecayingCounter counter;
  private final Deque<Private> waiting = new ArrayDeque<>();
  private boolean busy;
  private long lastNonce;
  private @Nullable ScheduledFuture<?> pause;

  /** A private call that has not been answered yet. */
  private record Private(
      String name,
      String parameters,
      int cost,
      int left,
      Duration timeout,
      boolean again,
      Consumer<RestAnswer> done) {}

  KrakenRest(KrakenSpotSettings settings, VenueRuntime runtime, RateLimits limits) {
    this.runtime = runtime;
    this.limits = limits;
    this.timings = settings.timings();
    this.key = settings.credentials().map(ApiCredentials::key).orElse(null);
    this.signer = settings.credentials().map(c -> new KrakenSigner(c.secret())).orElse(null);
    this.counter = settings.tier().calls();
    this.rest = new RestClient(settings.rest(), runtime, limits, timings, new Dialect());
    this.shared = new SharedReads(limits, runtime.loop());
  }

  /** Every answer of the venue itself is HTTP 200; anything else comes from the edge before it. */
  private static final class Dialect implements RestClient.Dialect {
    @Override
    public RestAnswer read(int status, JsonNode body) {
      JsonNode errors = body.path("error");
      for (JsonNode error : errors) {
        if (error.asString("").startsWith("E")) {
          return new RestAnswer.Refused(status, 0, error.asString(""));
        }
      }
      return status == 200 && errors.isArray() && body.has("result")
          ? new RestAnswer.Ok(body.path("result"))
          : new RestAnswer.Failed("HTTP " + status + " with an answer that is not Kraken's");
    }

    @Override
    public boolean isVenueTrouble(RestAnswer.Refused refused) {
      return KrakenErrors.venueTrouble(refused.text());
    }

    @Override
    public void heed(HttpHeaders headers) {
      // The venue tells nothing of its limits.
    }
  }

  /** A public read such as {@code OHLC}; {@code query} is percent-encoded, or empty. */
  void get(String name, String query, Consumer<RestAnswer> done) {
    rest.get(name, "/0/public/" + name, query, answer -> done.accept(heeded(answer)));
  }

  /** A public read whose answer may be another's of the same {@code epoch} that is young enough. */
  void getShared(String name, String query, long epoch, Consumer<RestAnswer> done) {
    shared.read(name + "?" + query + "@" + epoch, answer -> get(name, query, answer), done);
  }

  /** Reads of the account; {@code parameters} is a form without its nonce, or empty. */
  void read(String name, String parameters, int cost, Consumer<RestAnswer> done) {
    waiting.add(new Private(name, parameters, cost, 0, timings.readTimeout(), false, done));
    next();
  }

  /** A read that is of no use unless it is answered soon; it goes before others. */
  void readSoon(String name, String parameters, int cost, Consumer<RestAnswer> done) {
    waiting.addFirst(new Private(name, parameters, cost, 0, timings.callTimeout(), false, done));
    next();
  }

  /**
   * A look for an order: it goes before others like {@link #readSoon}, and leaves as much of the
   * counter as reading the account takes.
   */
  void lookUp(String name, String parameters, int cost, Consumer<RestAnswer> done) {
    waiting.addFirst(
        new Private(name, parameters, cost, LEFT_BY_LOOKS, timings.callTimeout(), false, done));
    next();
  }

  /** Sends the first that the counter lets go; where none may, it waits for the first that will. */
  private void next() {
    if (pause != null) {
      pause.cancel(false);
      pause = null;
    }
    if (busy || waiting.isEmpty()) {
      return;
    }
    long shortest = Long.MAX_VALUE;
    for (Private call : waiting) {
      long wait = counter.waitMicros(call.cost() + call.left(), runtime.now());
      if (wait == 0) {
        waiting.remove(call);
        begin(call);
        return;
      }
      shortest = Math.min(shortest, wait);
    }
    pause =
        runtime
            .loop()
            .schedule(
                () -> {
                  pause = null;
                  next();
                },
                shortest / 1_000 + 1,
                TimeUnit.MILLISECONDS);
  }

  private void begin(Private call) {
    busy = true;
    counter.add(call.cost(), runtime.now());
    runtime.metrics().usedWeight((int) Math.round(counter.level(runtime.now())));
    send(call);
  }

  private void send(Private call) {
    KrakenSigner known = signer;
    String sender = key;
    if (known == null || sender == null) {
      throw new IllegalStateException("no API key: the account cannot be read");
    }
    lastNonce = Math.max(lastNonce + 1, runtime.now());
    String nonce = Long.toString(lastNonce);
    String path = "/0/private/" + call.name();
    String body = "nonce=" + nonce + (call.parameters().isEmpty() ? "" : "&" + call.parameters());
    HttpRequest.Builder request =
        rest.request(path, "", call.timeout())
            .header("API-Key", sender)
            .header("API-Sign", known.sign(path, nonce, body))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    rest.send(call.name(), request, answer -> answered(call, heeded(answer)));
  }

  private void answered(Private call, RestAnswer answer) {
    busy = false;
    if (answer instanceof RestAnswer.Refused refused
        && refused.text().startsWith(INVALID_NONCE)
        && !call.again()) {
      LOG.warn(
          "the venue has seen a higher number than ours from this API key: something else uses the"
              + " key too. Give each program a key of its own. {} is sent again",
          call.name());
      lastNonce += AHEAD_OF_OTHERS;
      waiting.addFirst(
          new Private(
              call.name(),
              call.parameters(),
              call.cost(),
              call.left(),
              call.timeout(),
              true,
              call.done()));
    } else {
      call.done().accept(answer);
    }
    next();
  }

  /** The limit of reads holds back reads; orders have another, and stops must not wait. */
  private RestAnswer heeded(RestAnswer answer) {
    if (answer instanceof RestAnswer.Refused refused) {
      if (KrakenErrors.isReadLimit(refused.text())) {
        counter.fill(runtime.now());
      } else {
        heed(refused.text());
      }
    }
    return answer;
  }

  /** Keeps silent for as long as an error of the venue asks for, wherever it came. */
  void heed(String error) {
    long silence = KrakenErrors.silenceMicros(error, runtime.now());
    if (silence > 0) {
      limits.blockCalls(silence);
      counter.fill(runtime.now());
    }
    if (KrakenErrors.needsPerson(error)) {
      LOG.error("a person is needed: {}", ErrorAdvice.of(error));
    }
  }

  @Override
  public void close() {
    if (pause != null) {
      pause.cancel(false);
    }
    waiting.clear();
    rest.close();
  }
}
