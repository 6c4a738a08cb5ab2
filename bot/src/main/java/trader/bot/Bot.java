package trader.bot;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import trader.bot.http.HttpApi;
import trader.bot.http.Token;
import trader.bot.web.WebConsole;
import trader.commands.desk.Desk;
import trader.commands.desk.Ids;
import trader.commands.link.HttpEngineLink;
import trader.commands.snapshot.IncidentSnapshot;
import trader.redis.DeskStore;
import trader.redis.lettuce.LettuceDeskStore;

/** A running bot. Starts whether or not Redis can be reached. */
public final class Bot implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Bot.class);
  private static final Pattern LOOPBACK = Pattern.compile("127\\..*|localhost|::1");
  private static final Duration HTTP_TIMEOUT = Duration.ofSeconds(1);
  private final ConfigurableApplicationContext context;
  private final DeskStore store;
  private final String bind;

  private Bot(ConfigurableApplicationContext context, DeskStore store, String bind) {
    this.context = context;
    this.store = store;
    this.bind = bind;
  }

  /**
   * Starts it; once this returns, it answers.
   *
   * <p>Throws {@link PortInUseException} where another process listens on the port.
   *
   * @param variables the environment, whose secrets a snapshot has to leave out
   */
  public static Bot start(BotSettings settings, Map<String, String> variables, Clock clock) {
    warn(settings);
    DeskStore store = new LettuceDeskStore(settings.desk().redis(), clock, "ops-bot");
    try {
      ConfigurableApplicationContext context = context(settings, variables, store, clock);
      return new Bot(context, store, settings.bind());
    } catch (RuntimeException e) {
      store.close();
      throw portInUse(e);
    }
  }

  private static RuntimeException portInUse(RuntimeException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PortInUseException inUse) {
        return inUse;
      }
    }
    return failure;
  }

  private static ConfigurableApplicationContext context(
      BotSettings settings, Map<String, String> variables, DeskStore store, Clock clock) {
    HttpEngineLink link =
        new HttpEngineLink(settings.desk().engines(), settings.desk().opsToken(), HTTP_TIMEOUT);
    Ids ids = new Ids(new SecureRandom());
    Desk desk =
        new Desk(
            store,
            settings.desk().redis(),
            link,
            settings.desk().controlKey(),
            settings.desk().options(),
            new IncidentSnapshot(store, link, settings.desk(), variables, ids, clock),
            ids,
            clock);
    return new SpringApplicationBuilder(HttpApi.class, WebConsole.class)
        .web(WebApplicationType.SERVLET)
        .bannerMode(Banner.Mode.OFF)
        .logStartupInfo(false)
        .properties(defaults())
        .initializers(fresh -> {
          var beans = fresh.getBeanFactory();
          beans.registerSingleton("desk", desk);
          beans.registerSingleton("deskStore", store);
          beans.registerSingleton("ids", ids);
          beans.registerSingleton("clock", clock);
          beans.registerSingleton("token", new Token(settings.desk().opsToken()));
        })
        // As arguments, since no variable of the environment overrides these.
        .run("--server.address=" + settings.bind(), "--server.port=" + settings.port());
  }

  private static void warn(BotSettings settings) {
    if (settings.desk().opsToken().isEmpty()) {
      LOG.warn("OPS_API_TOKEN is not set: every changing call is closed");
    }
    if (settings.desk().controlKey().isEmpty()) {
      LOG.warn("CONTROL_KEY is not set: nothing can raise risk from here");
    }
    if (!LOOPBACK.matcher(settings.bind()).matches()) {
      LOG.warn(
          "OPS_BIND={} is not a loopback address: reading takes OPS_API_TOKEN or a login too; put"
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

  /** Finishes the calls that are under way, for a few seconds, and stops. */
  @Override
  public void close() {
    context.close();
    store.close();
  }
}
