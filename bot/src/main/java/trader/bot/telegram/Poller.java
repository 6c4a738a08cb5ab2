package trader.bot.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.longpolling.BotSession;
import org.telegram.telegrambots.meta.TelegramUrl;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import trader.redis.Memory;
import trader.redis.StoreUnavailableException;

/**
 * Polls while it holds the lease for its bot, and brings a session back that has ended. Where Redis
 * is away nobody can hold a lease; it polls then, since a halt must get through, and Telegram
 * itself refuses one of two pollers.
 */
final class Poller implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Poller.class);
  private static final Duration MOST_BETWEEN = Duration.ofSeconds(5);
  private static final List<String> KINDS = List.of("message", "callback_query");
  private final TelegramSettings settings;
  private final OkHttpClient http;
  private final Listener listener;
  private final Offset offset;
  private final Ear ear;
  private final Memory memory;
  private final Alarms alarms;
  private final String holder;
  private final ScheduledExecutorService keeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("telegram-keeper").daemon().factory());
  private @Nullable BotSession session;
  private @Nullable ScheduledExecutorService thread;
  private boolean told;
  private long notBefore = System.nanoTime();
  private volatile boolean polling;
  private Runnable onStart = () -> {};

  /** What a poller works with. */
  record Parts(
      OkHttpClient http,
      Listener listener,
      Offset offset,
      Ear ear,
      Memory memory,
      Alarms alarms,
      String holder) {}

  Poller(TelegramSettings settings, Parts parts) {
    this.settings = settings;
    this.http = parts.http();
    this.listener = parts.listener();
    this.offset = parts.offset();
    this.ear = parts.ear();
    this.memory = parts.memory();
    this.alarms = parts.alarms();
    this.holder = parts.holder();
  }

  /** Begins to keep the lease and to poll; {@code ready} runs whenever a session has begun. */
  void start(Runnable ready) {
    onStart = ready;
    long third = settings.lease().toMillis() / 3;
    long every = Math.min(third, MOST_BETWEEN.toMillis());
    var _ = keeper.scheduleWithFixedDelay(this::keep, 0, every, TimeUnit.MILLISECONDS);
  }

  /** Whether this process listens. */
  boolean polling() {
    return polling;
  }

  private void keep() {
    try {
      if (mayPoll()) {
        told = false;
        if (ended() && System.nanoTime() - notBefore >= 0) {
          stop();
          begin();
        }
      } else {
        stop();
        if (!told) {
          told = true;
          LOG.warn("TELEGRAM_NOT_POLLING another process holds the lease {}", lease());
          alarms.notLeased();
        }
      }
    } catch (RuntimeException e) {
      // The scheduler would never run this again.
      LOG.error("TELEGRAM_KEEPER_FAILED", e);
    }
  }

  private boolean mayPoll() {
    try {
      return memory.lease(lease(), holder, settings.lease());
    } catch (StoreUnavailableException e) {
      return true;
    }
  }

  private String lease() {
    return "telegram:" + settings.botId();
  }

  /** Whether there is no session, or one that will not poll again, or one that a webhook blocks. */
  private boolean ended() {
    BotSession now = session;
    if (now == null) {
      return true;
    }
    Future<?> poll = now.getRunningPolling();
    boolean webhook =
        ear.trouble()
            .filter(why -> why.code() == 409 && why.words().contains("webhook"))
            .isPresent();
    return poll == null || poll.isDone() || webhook;
  }

  private void begin() {
    offset.recall();
    ScheduledExecutorService own =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("telegram-poll").daemon().factory());
    BotSession fresh =
        new BotSession(
            new ObjectMapper(),
            http,
            own,
            settings.token().reveal(),
            () -> url(settings),
            ignored -> updates(),
            () -> ear,
            listener);
    thread = own;
    session = fresh;
    try {
      fresh.start();
      polling = true;
      onStart.run();
    } catch (TelegramApiException e) {
      // Why, the ear has heard, and says it; the library keeps the code to itself.
      long wait = ear.nextBackOffMillis();
      LOG.debug("TELEGRAM_NOT_STARTED retry={}ms: {}", wait, CallFailure.of(e).words());
      notBefore = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(wait);
      stop();
    }
  }

  private GetUpdates updates() {
    BotSession now = session;
    if (now != null) {
      // The library drops what is not above the highest id that it saw, handed over or not.
      now.getLastReceivedUpdate().set(Integer.MIN_VALUE);
    }
    GetUpdates poll =
        GetUpdates.builder()
            .limit(Ear.LIMIT)
            .timeout((int) settings.pollWait().toSeconds())
            .allowedUpdates(KINDS)
            .build();
    OptionalInt.of(offset.next()).stream().filter(next -> next > 0).forEach(poll::setOffset);
    return poll;
  }

  static TelegramUrl url(TelegramSettings settings) {
    boolean tls = settings.api().getScheme().equals("https");
    int port = settings.api().getPort();
    return TelegramUrl.builder()
        .schema(settings.api().getScheme())
        .host(settings.api().getHost())
        .port(port > 0 ? port : tls ? 443 : 80)
        .testServer(false)
        .build();
  }

  private void stop() {
    polling = false;
    BotSession now = session;
    if (now != null) {
      now.stop();
      session = null;
    }
    ExecutorService own = thread;
    if (own != null) {
      http.dispatcher().cancelAll();
      own.shutdownNow();
      thread = null;
    }
  }

  /** Listens no longer, and lets another process do so. */
  @Override
  public void close() {
    keeper.shutdown();
    try {
      if (!keeper.awaitTermination(MOST_BETWEEN.toSeconds(), TimeUnit.SECONDS)) {
        LOG.warn("TELEGRAM_KEEPER_HANGS it is left behind");
      }
      stop();
      memory.release(lease(), holder);
    } catch (StoreUnavailableException e) {
      LOG.info("TELEGRAM_LEASE_NOT_RELEASED it ends by itself: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
