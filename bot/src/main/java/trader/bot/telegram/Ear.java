package trader.bot.telegram;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.longpolling.interfaces.BackOff;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sees every poll and its answer, which the library tells nobody: when Telegram was heard last, why
 * it is not heard, and how long to wait before the next poll.
 */
final class Ear implements Interceptor, BackOff {
  private static final Logger LOG = LoggerFactory.getLogger(Ear.class);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration FIRST_WAIT = Duration.ofMillis(200);
  private static final Duration LAST_WAIT = Duration.ofSeconds(5);
  private static final Duration GAP = Duration.ofSeconds(3);

  /** As many updates as one poll answers at most. */
  static final int LIMIT = 100;

  private final Duration refusedWait;
  private final Clock clock;
  private final Consumer<Deafness> deaf;
  private Optional<Instant> heard = Optional.empty();
  private Optional<Deafness> trouble = Optional.empty();
  private Duration wait = FIRST_WAIT;
  private boolean behind = true;
  private boolean backlog = true;

  /**
   * Why nothing is heard.
   *
   * @param code Telegram's error code; 0 where there is no answer
   */
  record Deafness(int code, String words, Optional<Duration> retryAfter, Instant since) {}

  /** Tells {@code deaf} of each new kind of trouble once. */
  Ear(Duration refusedWait, Clock clock, Consumer<Deafness> deaf) {
    this.refusedWait = refusedWait;
    this.clock = clock;
    this.deaf = deaf;
  }

  /** When Telegram last answered a poll. */
  synchronized Optional<Instant> heard() {
    return heard;
  }

  /**
   * Whether the updates of the last poll may have waited at Telegram: it was the first after a
   * start or a gap, or the one before was full.
   */
  synchronized boolean backlog() {
    return backlog;
  }

  /** What is wrong now; empty while polls are answered. */
  synchronized Optional<Deafness> trouble() {
    return trouble;
  }

  @Override
  public Response intercept(Chain chain) throws IOException {
    List<String> path = chain.request().url().pathSegments();
    // The only other call of a session deletes the webhook, before the first poll.
    boolean poll = path.getLast().equalsIgnoreCase("getUpdates");
    if (poll) {
      asked();
    }
    try {
      Response response = chain.proceed(chain.request());
      answered(poll, response.code(), response.peekBody(Long.MAX_VALUE));
      return response;
    } catch (IOException e) {
      if (!chain.call().isCanceled()) {
        failed(0, String.valueOf(e.getMessage()), Optional.empty());
      }
      throw e;
    }
  }

  private synchronized void asked() {
    Instant now = clock.instant();
    if (heard.isEmpty() || heard.get().plus(GAP).isBefore(now)) {
      behind = true;
    }
  }

  private void answered(boolean poll, int status, @Nullable ResponseBody body) throws IOException {
    JsonNode answer = read(body == null ? "" : body.string());
    if (answer.path("ok").asBoolean(false)) {
      if (poll) {
        succeeded(answer.path("result").size());
      }
      return;
    }
    Optional<Duration> retryAfter =
        Optional.of(answer.path("parameters").path("retry_after").asInt(0))
            .filter(seconds -> seconds > 0)
            .map(Duration::ofSeconds);
    failed(
        answer.path("error_code").asInt(status),
        answer.path("description").asString("no words"),
        retryAfter);
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  private synchronized void succeeded(int updates) {
    Instant now = clock.instant();
    trouble.ifPresent(was ->
        LOG.info("TELEGRAM_HEARD_AGAIN after={}s", Duration.between(was.since(), now).toSeconds()));
    heard = Optional.of(now);
    trouble = Optional.empty();
    wait = FIRST_WAIT;
    backlog = behind;
    behind = behind && updates >= LIMIT;
  }

  private void failed(int code, String words, Optional<Duration> retryAfter) {
    Deafness now;
    synchronized (this) {
      boolean same = trouble.filter(was -> was.code() == code).isPresent();
      Instant since = trouble.map(Deafness::since).orElse(clock.instant());
      now = new Deafness(code, words, retryAfter, since);
      trouble = Optional.of(now);
      behind = true;
      if (same) {
        return;
      }
    }
    LOG.warn("TELEGRAM_NOT_HEARD code={}: {}", code, words);
    deaf.accept(now);
  }

  @Override
  public synchronized void reset() {
    wait = FIRST_WAIT;
  }

  @Override
  public synchronized long nextBackOffMillis() {
    if (trouble.isPresent()) {
      Deafness now = trouble.get();
      if (now.retryAfter().isPresent()) {
        return now.retryAfter().get().toMillis();
      }
      if (now.code() == 401 || now.code() == 404) {
        return refusedWait.toMillis();
      }
    }
    Duration mine = wait;
    Duration twice = wait.multipliedBy(2);
    wait = twice.compareTo(LAST_WAIT) < 0 ? twice : LAST_WAIT;
    return mine.toMillis();
  }
}
