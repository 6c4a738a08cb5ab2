package trader.bot;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import trader.bot.chat.Desks;
import trader.bot.http.Entrance;
import trader.bot.http.HttpApi;
import trader.bot.log.LogRedaction;
import trader.bot.log.Secrets;
import trader.bot.slack.SlackPlatform;
import trader.bot.web.WebConsole;
import trader.commands.desk.Desk;
import trader.commands.desk.Ids;
import trader.commands.link.HttpEngineLink;
import trader.commands.people.AccountedReloads;
import trader.commands.people.Operators;
import trader.commands.people.OperatorsFile;
import trader.commands.settings.SettingsException;
import trader.commands.snapshot.IncidentSnapshot;
import trader.redis.DeskStore;
import trader.redis.RedisAddress;
import trader.redis.lettuce.LettuceDeskStore;

/** A running bot. Starts whether or not Redis can be reached. */
public final class Bot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bot.class);
  private static final Pattern LOOPBACK = Pattern.compile("127\\..*|localhost|::1");
  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(1);
  private final ConfigurableApplicationContext context;
  private final Surfaces surfaces;
  private final Stores stores;
  private final PrometheusMeterRegistry registry;
  private final LogRedaction redaction;
  private final String bind;

  private Bot(
      LogRedaction redaction,
      ConfigurableApplicationContext context,
      Surfaces surfaces,
      Stores stores,
      PrometheusMeterRegistry registry,
      String bind) {
    this.redaction = redaction;
    this.context = context;
    this.surfaces = surfaces;
    this.stores = stores;
    this.registry = registry;
    this.bind = bind;
  }

  /**
   * Connections to one Redis, so that neither halts nor alerts wait for what other commands wait
   * for.
   */
  private record Stores(DeskStore usual, DeskStore halting, DeskStore alerting) {
    static Stores open(RedisAddress redis, Clock clock) {
      return new Stores(
          new LettuceDeskStore(redis, clock, "ops-bot"),
          new LettuceDeskStore(redis, clock, "ops-bot-halt"),
          new LettuceDeskStore(redis, clock, "ops-bot-alerts"));
    }

    void close() {
      usual.close();
      halting.close();
      alerting.close();
    }
  }

  /**
   * Starts it; once this returns, it answers over HTTP. Chats that cannot be reached delay nothing.
   *
   * <p>Throws {@link PortInUseException} where another process listens on the port, {@link
   * SettingsException} and {@link trader.commands.people.OperatorsFaultException} where a chat is
   * on and nobody may speak there.
   *
   * @param variables the environment, whose secrets a snapshot has to leave out
   */
  public static Bot start(BotSettings settings, Map<String, String> variables, Clock clock) {
    LogRedaction redaction = LogRedaction.install(Secrets.in(variables));
    warn(settings);
    Stores stores = Stores.open(settings.desk().redis(), clock);
    PrometheusMeterRegistry registry = HttpApi.registry();
    Surfaces surfaces = null;
    try {
      Optional<Operators.Source> people = people(settings, stores.alerting(), clock);
      Ids ids = new Ids(new SecureRandom());
      Desk desk = desk(settings, variables, stores.usual(), people, ids, clock);
      Desk halting = desk(settings, variables, stores.halting(), people, ids, clock);
      Desks desks = new Desks(desk, halting);
      surfaces = new Surfaces(settings, people, desks, stores.alerting(), registry, clock);
      Optional<HttpServlet> slackEvents = surfaces.slackEvents();
      ConfigurableApplicationContext context =
          context(
              settings,
              beans -> {
                // Spring has just set logging up anew.
                redaction.renew();
                beans.registerSingleton("desk", desk);
                beans.registerSingleton("desks", desks);
                beans.registerSingleton("deskStore", stores.usual());
                beans.registerSingleton("ids", ids);
                beans.registerSingleton("clock", clock);
                beans.registerSingleton(
                    "entrance", new Entrance(settings.desk().opsToken(), people));
                beans.registerSingleton("meterRegistry", registry);
                slackEvents.ifPresent(servlet ->
                    beans.registerSingleton(
                        "slackEvents",
                        new ServletRegistrationBean<>(servlet, SlackPlatform.EVENTS_PATH)));
              });
      Bot bot = new Bot(redaction, context, surfaces, stores, registry, settings.bind());
      surfaces.start();
      return bot;
    } catch (RuntimeException e) {
      if (surfaces != null) {
        surfaces.close();
      }
      registry.close();
      stores.close();
      redaction.close();
      throw portInUse(e);
    }
  }

  private static Optional<Operators.Source> people(
      BotSettings settings, DeskStore store, Clock clock) {
    OperatorsFile.Platforms platforms = settings.platforms();
    Optional<Path> file = settings.desk().operatorsFile();
    if (file.isEmpty() && (platforms.slack() || platforms.telegram())) {
      throw new SettingsException(
          List.of(
              "OPERATORS_FILE is not set, and "
                  + (platforms.slack() ? "Slack" : "Telegram")
                  + " is on: nobody could speak there; name the file that says who may"));
    }
    return file.map(
        path -> OperatorsFile.open(path, platforms, new AccountedReloads(store, clock, "ops-bot")));
  }

  private static RuntimeException portInUse(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException inUse) {
        return inUse;
      }
    }
    return failure;
  }

  private static Desk desk(
      BotSettings settings,
      Map<String, String> variables,
      DeskStore store,
      Optional<Operators.Source> people,
      Ids ids,
      Clock clock) {
    HttpEngineLink link =
        new HttpEngineLink(settings.desk().engines(), settings.desk().opsToken(), HTTP_TIMEOUT);
    return new Desk(
        store,
        settings.desk().redis(),
        link,
        settings.desk().controlKey(),
        people,
        settings.desk().options(),
        new IncidentSnapshot(store, link, settings.desk(), variables, ids, clock),
        ids,
        clock);
  }

  private static ConfigurableApplicationContext context(
      BotSettings settings, Consumer<ConfigurableListableBeanFactory> given) {
    return new SpringApplicationBuilder(HttpApi.class, WebConsole.class)
        .web(WebApplicationType.SERVLET)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties(defaults())
        .initializers(fresh -> given.accept(fresh.getBeanFactory()))
        // As arguments, since no variable of the environment overrides these.
        .run("--server.address=" + settings.bind(), "--server.port=" + settings.port());
  }

  private static void warn(BotSettings settings) {
    if (settings.desk().opsToken().isEmpty()) {
      LOG.warn("OPS_API_TOKEN is not set: changing calls take a token from the operators file");
    }
    if (settings.desk().controlKey().isEmpty()) {
      LOG.warn("CONTROL_KEY is not set: nothing can raise risk from here");
    }
    if (!LOOPBACK.matcher(settings.bind()).matches()) {
      LOG.warn(
          "OPS_BIND={} is not a loopback address: reading takes a token or a login too; put"
              + " TLS before it",
          settings.bind());
    }
  }

  private static Properties defaults() {
    try (InputStream resource = Bot.class.getResourceAsStream("bot.properties")) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(resource, "bot.properties is not on the class path"));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException("bot.properties cannot be read", e);
    }
  }

  /** Where it listens, e.g. {@code http://127.0.0.1:8002}. */
  public String address() {
    var server = ((WebServerApplicationContext) context).getWebServer();
    int port = server == null ? 0 : server.getPort();
    return "http://" + (bind.contains(":") ? "[" + bind + "]" : bind) + ":" + port;
  }

  /** Finishes the calls and conversations that are under way, for a few seconds, and stops. */
  @Override
  public void close() {
    surfaces.close();
    context.close();
    registry.close();
    stores.close();
    redaction.close();
  }
}
