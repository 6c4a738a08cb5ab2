package trader.bot.web;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import trader.bot.Bot;
import trader.bot.chat.Desks;
import trader.bot.http.Entrance;
import trader.bot.http.HttpApi;
import trader.commands.Role;
import trader.commands.Secret;
import trader.commands.desk.Desk;
import trader.commands.desk.Ids;
import trader.commands.people.Operators;
import trader.commands.people.Person;
import trader.commands.support.Rig;
import trader.redis.DeskStore;
import trader.redis.Json;
import trader.redis.lettuce.LettuceDeskStore;

/** A console on a real socket before a real Redis, a live desk, and people with tokens. */
final class ConsoleRig implements AutoCloseable {
  static final String ANNAS_TOKEN = "annas-token-0123456789";
  static final String VIEWERS_TOKEN = "viewers-token-0123456789";

  private final HttpClient client = HttpClient.newHttpClient();
  private final PrometheusMeterRegistry registry = HttpApi.registry();
  private final Rig rig;
  private final DeskStore store;
  private volatile Operators operators = people();
  private final ConfigurableApplicationContext context;

  ConsoleRig(Path folder) {
    rig = new Rig(folder);
    store = new LettuceDeskStore(rig.address(), rig.clock(), "ops-bot");
    Operators.Source source = () -> operators;
    Desk desk = rig.desk();
    context =
        new SpringApplicationBuilder(HttpApi.class, WebConsole.class)
            .web(WebApplicationType.SERVLET)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .properties(defaults())
            .initializers(fresh -> {
              var beans = fresh.getBeanFactory();
              beans.registerSingleton("desk", desk);
              beans.registerSingleton("desks", new Desks(desk, rig.desk()));
              beans.registerSingleton("deskStore", store);
              beans.registerSingleton("ids", new Ids(new SecureRandom()));
              beans.registerSingleton("clock", rig.clock());
              beans.registerSingleton(
                  "entrance",
                  new Entrance(Optional.of(new Secret(Rig.OPS_TOKEN)), Optional.of(source)));
              beans.registerSingleton("meterRegistry", registry);
            })
            .run("--server.address=127.0.0.1", "--server.port=0");
  }

  private static Properties defaults() {
    try (var in = Bot.class.getResourceAsStream("bot.properties")) {
      Properties properties = new Properties();
      properties.load(Objects.requireNonNull(in));
      return properties;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Operators people() {
    return new Operators(
        List.of(
            person("anna", ANNAS_TOKEN, Role.ADMIN), person("vera", VIEWERS_TOKEN, Role.VIEWER)),
        Set.of(),
        Set.of(),
        List.of());
  }

  private static Person person(String id, String token, Role role) {
    return new Person(
        id,
        id,
        Set.of(role),
        Set.of(),
        Set.of(),
        Set.of(),
        Set.of(Entrance.hash(token)),
        Optional.empty());
  }

  /** Takes everyone out of the operators file. */
  void dismissEveryone() {
    operators = new Operators(List.of(), Set.of(), Set.of(), List.of());
  }

  Rig rig() {
    return rig;
  }

  LiveFeed feed() {
    return context.getBean(LiveFeed.class);
  }

  String address() {
    var server = ((WebServerApplicationContext) context).getWebServer();
    return "http://127.0.0.1:" + (server == null ? 0 : server.getPort());
  }

  void endBot() {
    context.close();
  }

  /** One answer. */
  record Answer(int status, HttpHeaders headers, String body) {
    JsonNode json() {
      return Json.mapper().readTree(body);
    }

    String header(String name) {
      return headers.firstValue(name).orElse("");
    }
  }

  /** A page that is logged in. */
  final class Visit {
    final String cookie;
    final String csrf;

    private Visit(Answer login) {
      cookie = login.header("Set-Cookie").replaceFirst(";.*", "");
      csrf = login.json().get("csrf").asString();
    }

    Answer get(String path) {
      return send("GET", path, "", Map.of("Cookie", cookie));
    }

    Answer post(String path, String body, String... more) {
      Map<String, String> headers =
          new HashMap<>(Map.of("Cookie", cookie, "Origin", address(), ConsoleGate.CSRF, csrf));
      for (int i = 0; i < more.length; i += 2) {
        headers.put(more[i], more[i + 1]);
      }
      return send("POST", path, body, headers);
    }

    Answer say(String words, String key) {
      return post("/console/commands", Json.write(Map.of("words", words)), "Idempotency-Key", key);
    }

    EventStream events() {
      return EventStream.open(client, URI.create(address() + ConsoleGate.EVENTS), cookie);
    }
  }

  Visit visit(String token) {
    return new Visit(login(token));
  }

  Answer login(String token, String... more) {
    Map<String, String> headers = new HashMap<>(Map.of("Origin", address()));
    for (int i = 0; i < more.length; i += 2) {
      headers.put(more[i], more[i + 1]);
    }
    return send("POST", "/console/login", Json.write(Map.of("token", token)), headers);
  }

  Answer send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Answer(answer.statusCode(), answer.headers(), answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    context.close();
    registry.close();
    store.close();
    rig.close();
  }
}
