package trader.venues.kraken.futures;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.RestClient;
import trader.venues.net.Timings;

/** Signed calls within the budget. Called and answered on the event loop; answered once, later. */
final class FuturesRest {
  static final String V3 = "/derivatives/api/v3/";
  private static final Logger LOG = LoggerFactory.getLogger(FuturesRest.class);
  private static final String PREFIX = "/derivatives";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String NO_BUDGET =
      "not sent: the venue's limit of requests is used up; a part of it is back within a second";

  private final RestClient rest;
  private final RateLimits limits;
  private final CallBudget budget;
  private final VenueRuntime runtime;
  private final Timings timings;
  private final String key;
  private final FuturesSigner signer;
  private long lastNonce;
  private Consumer<String> keyRefused = why -> {};

  FuturesRest(
      RestClient rest,
      RateLimits limits,
      CallBudget budget,
      VenueRuntime runtime,
      Timings timings,
      ApiCredentials credentials) {
    this.rest = rest;
    this.limits = limits;
    this.budget = budget;
    this.runtime = runtime;
    this.timings = timings;
    this.key = credentials.key();
    this.signer = new FuturesSigner(credentials.secret());
  }

  /** What to do, beside saying so, when the venue takes nothing from our key. */
  void onKeyRefused(Consumer<String> action) {
    keyRefused = action;
  }

  String key() {
    return key;
  }

  FuturesSigner signer() {
    return signer;
  }

  /** Parameters as they are sent and signed. */
  static final class Form {
    private final StringBuilder text = new StringBuilder(160);

    Form put(String name, String value) {
      text.append(text.isEmpty() ? "" : "&")
          .append(name)
          .append('=')
          .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      return this;
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }

  /**
   * Changes something: an order, a cancel. Where it may not be sent, why is answered as {@link
   * RestAnswer.Refused} with the status 0, and it was not sent.
   *
   * @param sent told once: true when its bytes have left, false when they have not and will not
   */
  void change(String name, int cost, Form form, Consumer<Boolean> sent, Consumer<RestAnswer> done) {
    long wait = limits.callWaitMicros();
    if (wait > 0 || !budget.takeForOrder(cost)) {
      String why = wait > 0 ? RateLimits.inWords(wait) : NO_BUDGET;
      sent.accept(false);
      later(done, new RestAnswer.Refused(0, 0, why));
      return;
    }
    Once left = new Once(sent);
    String body = form.toString();
    HttpRequest.Builder request =
        sign(rest.request(V3 + name, "", timings.callTimeout()), body, V3 + name)
            .header("Content-Type", FORM)
            .POST(new Departing(body, () -> departed(left)));
    rest.send(
        name,
        request,
        answer -> {
          left.tell(false);
          heed(answer);
          done.accept(answer);
        });
  }

  private void departed(Once left) {
    if (!runtime.loop().isShuttingDown()) {
      runtime.loop().execute(() -> left.tell(true));
    }
  }

  /** Looks after one order, soon or never. */
  void look(String name, int cost, Form form, Consumer<RestAnswer> done) {
    if (!budget.takeForOrder(cost)) {
      later(done, new RestAnswer.Failed(NO_BUDGET));
      return;
    }
    String body = form.toString();
    HttpRequest.Builder request =
        sign(rest.request(V3 + name, "", timings.callTimeout()), body, V3 + name)
            .header("Content-Type", FORM)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    send(name, request, done);
  }

  /** Reads what can wait. */
  void read(String name, int cost, Form form, Consumer<RestAnswer> done) {
    if (!budget.takeForRead(cost)) {
      later(done, new RestAnswer.Failed(NO_BUDGET));
      return;
    }
    String query = form.toString();
    send(name, sign(rest.request(V3 + name, query, timings.readTimeout()), query, V3 + name), done);
  }

  /** Reads the past, which has a small pool of its own. */
  void history(String name, Form form, Consumer<RestAnswer> done) {
    if (!budget.takeHistory()) {
      later(
          done,
          new RestAnswer.Failed(
              "not sent: the venue's limit for reading the past is used up; a part of it is back"
                  + " in some seconds"));
      return;
    }
    String path = "/api/history/v3/" + name;
    String query = form.toString();
    rest.send(
        name,
        sign(rest.request(path, query, timings.readTimeout()), query, path),
        answer -> {
          if (answer instanceof RestAnswer.Refused refused && FuturesErrors.isLimit(refused)) {
            budget.historyExhausted();
          } else {
            heed(answer);
          }
          done.accept(answer);
        });
  }

  private void send(String name, HttpRequest.Builder request, Consumer<RestAnswer> done) {
    rest.send(
        name,
        request,
        answer -> {
          heed(answer);
          done.accept(answer);
        });
  }

  private HttpRequest.Builder sign(HttpRequest.Builder request, String postData, String path) {
    String signed = path.startsWith(PREFIX) ? path.substring(PREFIX.length()) : path;
    lastNonce = Math.max(lastNonce + 1, runtime.now());
    String nonce = Long.toString(lastNonce);
    return request
        .header("APIKey", key)
        .header("Nonce", nonce)
        .header("Authent", signer.call(postData, nonce, signed));
  }

  private void heed(RestAnswer answer) {
    if (answer instanceof RestAnswer.Refused refused) {
      if (FuturesErrors.isLimit(refused)) {
        budget.exhausted();
        limits.blockCalls(FuturesErrors.LIMIT_SILENCE_MICROS);
      } else if (FuturesErrors.isKeyTrouble(refused)) {
        LOG.error("a person is needed: {}", Refusals.advice(refused.text()));
        keyRefused.accept(Refusals.advice(refused.text()));
      }
    }
  }

  private void later(Consumer<RestAnswer> done, RestAnswer answer) {
    runtime.loop().execute(() -> done.accept(answer));
  }

  /** Tells once, however often it is told. On the event loop only. */
  private static final class Once {
    private @Nullable Consumer<Boolean> listener;

    Once(Consumer<Boolean> listener) {
      this.listener = listener;
    }

    void tell(boolean left) {
      Consumer<Boolean> first = listener;
      listener = null;
      if (first != null) {
        first.accept(left);
      }
    }
  }

  /** A body that says when all of it has been handed to the connection. */
  private record Departing(HttpRequest.BodyPublisher body, Runnable left)
      implements HttpRequest.BodyPublisher {
    Departing(String text, Runnable left) {
      this(HttpRequest.BodyPublishers.ofString(text), left);
    }

    @Override
    public long contentLength() {
      return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> to) {
      body.subscribe(
          new Flow.Subscriber<ByteBuffer>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
              to.onSubscribe(subscription);
            }

            @Override
            public void onNext(ByteBuffer part) {
              to.onNext(part);
            }

            @Override
            public void onError(Throwable error) {
              to.onError(error);
            }

            @Override
            public void onComplete() {
              to.onComplete();
              left.run();
            }
          });
    }
  }
}
