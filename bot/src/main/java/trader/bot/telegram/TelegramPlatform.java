package trader.bot.telegram;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import okhttp3.OkHttpClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.client.okhttp.OkHttpTelegramClient;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import trader.bot.alerts.Message;
import trader.bot.alerts.Outlet;
import trader.bot.chat.ChatDesk;
import trader.bot.chat.Hearing;
import trader.bot.chat.Platform;
import trader.control.Alert;
import trader.redis.Memory;

/**
 * The Telegram bot. Starts whether or not Telegram and Redis can be reached, and goes on trying.
 */
public final class TelegramPlatform implements Outlet, Hearing, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TelegramPlatform.class);
  private static final Duration CALL = Duration.ofSeconds(20);
  private static final Duration BEYOND_POLL = Duration.ofSeconds(10);
  private static final Duration LAST_WRITE = Duration.ofSeconds(2);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("telegram-", 0).factory());
  private final ExecutorService writer =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("telegram-offset").factory());
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("telegram-timer").daemon().factory());
  private final OkHttpClient calls;
  private final OkHttpClient polls;
  private final OkHttpTelegramClient api;
  private final BotClient client;
  private final ChatQueues queues;
  private final Ear ear;
  private final Intake intake;
  private final Poller poller;
  private final Delivery delivery;

  private TelegramPlatform(
      TelegramSettings settings,
      ChatDesk desk,
      Memory memory,
      Consumer<Alert> alarm,
      MeterRegistry registry,
      Clock clock) {
    Alarms alarms = new Alarms(alarm, threads, clock);
    ear = new Ear(settings.refusedWait(), clock, alarms::deaf);
    String token = settings.token().reveal();
    calls =
        new OkHttpClient.Builder().callTimeout(CALL).addInterceptor(new TokenGuard(token)).build();
    polls =
        new OkHttpClient.Builder()
            .callTimeout(settings.pollWait().plus(BEYOND_POLL))
            .readTimeout(settings.pollWait().plus(BEYOND_POLL))
            .retryOnConnectionFailure(false)
            .addInterceptor(ear)
            .addInterceptor(new TokenGuard(token))
            .build();
    api = new OkHttpTelegramClient(new ObjectMapper(), calls, token, Poller.url(settings));
    client = new BotClient(api, registry);
    queues = new ChatQueues(client, threads, clock);
    Stage stage = new Stage(client, queues, new Previews(timer, clock), threads, clock);
    intake = new Intake(desk, stage, settings.botId());
    Offset offset = new Offset(memory, settings.botId(), writer, clock);
    Listener listener = new Listener(intake, offset, ear, alarms, registry, clock);
    String holder = "ops-bot-" + UUID.randomUUID();
    poller =
        new Poller(
            settings, new Poller.Parts(polls, listener, offset, ear, memory, alarms, holder));
    delivery = new Delivery(client, queues, settings.alertChat());
    measure(registry, clock);
  }

  /**
   * Starts it, and returns at once.
   *
   * @param memory keeps the last update and the lease to poll; its calls may block
   * @param alarm takes alerts that have to be told elsewhere; may block
   */
  public static TelegramPlatform start(
      TelegramSettings settings,
      ChatDesk desk,
      Memory memory,
      Consumer<Alert> alarm,
      MeterRegistry registry,
      Clock clock) {
    TelegramPlatform platform =
        new TelegramPlatform(settings, desk, memory, alarm, registry, clock);
    platform.poller.start(() -> platform.threads.execute(platform::introduce));
    return platform;
  }

  private void measure(MeterRegistry registry, Clock clock) {
    Instant since = clock.instant();
    Gauge.builder(
            "telegram_poll_age_seconds",
            ear,
            one -> Duration.between(one.heard().orElse(since), clock.instant()).toMillis() / 1000.0)
        .description("Time since Telegram last answered a poll, or since the start")
        .register(registry);
    Gauge.builder("telegram_polling", poller, one -> one.polling() ? 1 : 0)
        .description("Whether this process listens to the Telegram bot")
        .register(registry);
  }

  private void introduce() {
    try {
      intake.botName(api.execute(new GetMe()).getUserName());
      client.setMenu();
      LOG.info("TELEGRAM_LISTENING menu={}", Menu.commands().size());
    } catch (TelegramApiException e) {
      LOG.warn("TELEGRAM_MENU_NOT_SET {}", CallFailure.of(e).words());
    } catch (CallFailure e) {
      LOG.warn("TELEGRAM_MENU_NOT_SET {}", e.words());
    }
  }

  @Override
  public String name() {
    return Platform.TELEGRAM.text();
  }

  @Override
  public void deliver(Message message) throws UndeliveredException {
    delivery.deliver(message);
  }

  @Override
  public Platform platform() {
    return Platform.TELEGRAM;
  }

  @Override
  public Optional<Instant> lastHeard() {
    return ear.heard();
  }

  /** Listens no longer; what is to be shown gets two seconds. */
  @Override
  public void close() {
    poller.close();
    try {
      queues.close();
      timer.shutdownNow();
      writer.shutdown();
      if (!writer.awaitTermination(LAST_WRITE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("TELEGRAM_OFFSET_NOT_KEPT Redis did not answer in time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    threads.shutdownNow();
    calls.dispatcher().cancelAll();
    for (OkHttpClient http : List.of(calls, polls)) {
      http.dispatcher().executorService().shutdown();
      http.connectionPool().evictAll();
    }
  }
}
