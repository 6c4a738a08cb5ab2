package trader.bot;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.bot.alerts.Alarms;
import trader.bot.alerts.Delivery;
import trader.bot.alerts.DeliveryOptions;
import trader.bot.alerts.MailOutlet;
import trader.bot.alerts.Outlet;
import trader.bot.chat.DeskTalks;
import trader.bot.chat.Desks;
import trader.bot.chat.Hearing;
import trader.bot.slack.SlackPlatform;
import trader.bot.telegram.TelegramPlatform;
import trader.bot.telegram.TelegramSettings;
import trader.commands.desk.Desk;
import trader.commands.people.Operators;
import trader.redis.DeskStore;

/** The chats, mail and alerts of one bot: made first, and started once HTTP answers. */
final class Surfaces implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Surfaces.class);
  private static final Operators NOBODY = new Operators(List.of(), Set.of(), Set.of(), List.of());

  private final BotSettings settings;
  private final Operators.Source people;
  private final Desk desk;
  private final DeskStore store;
  private final MeterRegistry registry;
  private final Clock clock;
  private final Alarms alarms;
  private final DeskTalks talks;
  private final Optional<SlackPlatform> slack;
  private @Nullable TelegramPlatform telegram;
  private final List<Outlet> outlets = new ArrayList<>();
  private final List<Hearing> hearings = new ArrayList<>();
  private @Nullable Delivery delivery;

  Surfaces(
      BotSettings settings,
      Optional<Operators.Source> people,
      Desks desks,
      DeskStore store,
      MeterRegistry registry,
      Clock clock) {
    this.settings = settings;
    this.people = people.orElse(() -> NOBODY);
    this.desk = desks.usual();
    this.store = store;
    this.registry = registry;
    this.clock = clock;
    this.alarms = new Alarms(store);
    this.talks = new DeskTalks(this.people, desks, alarms, registry, clock);
    slack = settings.slack().map(one -> new SlackPlatform(one, talks, clock, registry));
    slack.ifPresent(one -> {
      outlets.add(one);
      hearings.add(new SlackEars(one, clock));
    });
    settings.mail().ifPresent(mail -> outlets.add(new MailOutlet(mail, this.people, clock)));
  }

  /** What answers Slack's signed requests; empty where they are closed. */
  Optional<HttpServlet> slackEvents() {
    return slack.flatMap(SlackPlatform::events);
  }

  /** Returns at once, whatever can be reached. */
  void start() {
    slack.ifPresent(SlackPlatform::start);
    settings
        .slack()
        .ifPresent(one ->
            LOG.info(
                "SURFACE slack on api={} way={} alerts={}",
                one.api(),
                one.appToken().isPresent() ? "socket" : "http",
                one.alertChannel()));
    settings.telegram().ifPresent(this::startTelegram);
    settings
        .mail()
        .ifPresent(mail ->
            LOG.info(
                "SURFACE mail on server={}:{} from={}", mail.host(), mail.port(), mail.from()));
    if (outlets.isEmpty()) {
      LOG.warn("no outlet is on: alerts stay in Redis, and nobody is told of them");
      return;
    }
    delivery =
        Delivery.start(
            outlets,
            hearings,
            desk,
            store,
            people,
            alarms,
            new Delivery.Settings(
                settings.alertLevels(),
                settings.digestEvery(),
                DeliveryOptions.standard(),
                ProcessHandle.current().pid() + "@" + clock.instant().toEpochMilli()),
            registry,
            clock);
    LOG.info(
        "SURFACE alerts on outlets={} digest={}",
        outlets.stream().map(Outlet::name).toList(),
        settings.digestEvery().map(every -> every.toMinutes() + "min").orElse("off"));
  }

  private void startTelegram(TelegramSettings chosen) {
    TelegramPlatform started =
        TelegramPlatform.start(chosen, talks, store, alarms, registry, clock);
    telegram = started;
    outlets.add(started);
    hearings.add(started);
    LOG.info(
        "SURFACE telegram on api={} alerts={}", chosen.api(), chosen.alertChat().orElse("nowhere"));
  }

  /** What was said gets its answer, what is to be told is told, then the platforms end. */
  @Override
  public void close() {
    talks.close();
    Delivery running = delivery;
    if (running != null) {
      running.close();
    }
    slack.ifPresent(SlackPlatform::close);
    TelegramPlatform listening = telegram;
    if (listening != null) {
      listening.close();
    }
  }
}
