package trader.bot.slack;

import com.slack.api.app_backend.SlackSignature;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.middleware.Middleware;
import com.slack.api.bolt.middleware.builtin.RequestVerification;
import com.slack.api.bolt.middleware.builtin.SSLCheck;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServlet;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import trader.bot.alerts.Message;
import trader.bot.alerts.Outlet;
import trader.bot.chat.ChatDesk;
import trader.bot.log.LogRedaction;
import trader.commands.Secret;

/** Slack as one of the desk's chats, and as a way to tell people of alerts. */
public final class SlackPlatform implements Outlet, AutoCloseable {
  /** Where Slack's signed requests come in. */
  public static final String EVENTS_PATH = "/slack/events";

  private static final Duration FLUSH = Duration.ofSeconds(5);
  private static final int REMEMBERED = 5_000;
  private final SlackSettings settings;
  private final LogRedaction redaction;
  private final SlackApi api;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Deadlines deadlines;
  private final Conversations conversations;
  private final Deliveries deliveries;
  private final Optional<SlackEvents> events;
  private final Optional<SocketLink> link;

  /** Made, and silent until {@link #start}. */
  public SlackPlatform(SlackSettings settings, ChatDesk desk, Clock clock, MeterRegistry meters) {
    this.settings = settings;
    redaction = LogRedaction.install(settings.secrets());
    api = new SlackApi(settings);
    deadlines = new Deadlines(clock);
    Poster poster = new Poster(api, new Pace(settings.betweenMessages()), meters);
    conversations = new Conversations(poster, new Boards(), threads, deadlines, clock);
    deliveries = new Deliveries(conversations, settings.alertChannel(), new Recent(REMEMBERED));
    App app = app(settings, api);
    new Hearing(desk, conversations, threads, meters).register(app);
    app.start();
    events = settings.signingSecret().map(_ -> new SlackEvents(app, desk, clock, meters));
    link =
        settings
            .appToken()
            .map(_ -> new SocketLink(api, app, threads, settings.pingEvery(), meters));
  }

  /** Asks Slack nothing for a request, so that its answer depends on nobody. */
  private static App app(SlackSettings settings, SlackApi api) {
    List<Middleware> middleware = new ArrayList<>();
    settings
        .signingSecret()
        .map(Secret::reveal)
        .ifPresent(secret -> {
          middleware.add(new SSLCheck(null));
          middleware.add(
              new RequestVerification(
                  new SlackSignature.Verifier(new SlackSignature.Generator(secret))));
        });
    AppConfig config =
        AppConfig.builder()
            .slack(api.slack())
            .singleTeamBotToken(settings.botToken().reveal())
            .signingSecret(settings.signingSecret().map(Secret::reveal).orElse(""))
            .build();
    return new App(config, middleware);
  }

  /** Begins Socket Mode where it is used; returns at once, also where Slack is out of reach. */
  public void start() {
    link.ifPresent(SocketLink::start);
  }

  /** What answers at {@link #EVENTS_PATH}; empty, so closed, without a signing secret. */
  public Optional<HttpServlet> events() {
    return events.map(HttpServlet.class::cast);
  }

  /** Whether Slack can tell us something now, as far as that can be known. */
  public boolean connected() {
    return link.map(SocketLink::connected).orElse(events.isPresent());
  }

  @Override
  public String name() {
    return "slack";
  }

  @Override
  public void deliver(Message message) throws UndeliveredException {
    deliveries.deliver(message);
  }

  /** Takes nothing more, shows what is still to be shown for a few seconds, and ends. */
  @Override
  public void close() {
    events.ifPresent(SlackEvents::shut);
    link.ifPresent(SocketLink::close);
    threads.shutdown();
    try {
      if (!threads.awaitTermination(FLUSH.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
    deadlines.close();
    api.close();
    redaction.close();
  }

  @Override
  public String toString() {
    return "SlackPlatform[" + settings.api() + "]";
  }
}
