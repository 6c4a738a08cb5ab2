package trader.engine.tools;

import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import trader.control.ControlKey;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.engine.http.EngineHttp;
import trader.engine.run.Engine;
import trader.engine.settings.EngineSettings;
import trader.engine.venue.VenueName;
import trader.redis.Json;
import trader.redis.RedisAddress;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.jedis.JedisDeskStore;
import trader.simulator.Simulator;
import trader.simulator.net.VenueServer;
import trader.simulator.witness.OrderView;
import trader.strategies.trend.TrendParameters;
import trader.strategies.trend.TrendStrategy;

/** An operator's shell beside a simulated venue, which others trade by hand too. */
final class ToolRig {
  static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String NOWHERE = "http://127.0.0.1:1";
  private static final String SECRET = "the control key of this test, long enough to be one";
  private static final InstantSource CLOCK = InstantSource.system();
  final Map<String, String> environment = new HashMap<>();
  private final Simulator simulator;
  private final VenueName venue;

  ToolRig(EmbeddedRedis redis, Simulator simulator, VenueName venue, Path directory) {
    this.simulator = simulator;
    this.venue = venue;
    environment.put("REDIS_URL", redis.url());
    environment.put("VENUES", venue.text());
    environment.put(venue.urlVariable(), "http://127.0.0.1:" + server().port());
    environment.put(venue.keyVariable(), simulator.apiKey());
    environment.put(venue.secretVariable(), simulator.apiSecret());
    environment.put("CONTROL_KEY", SECRET);
    environment.put("DATA_DIR", directory.toString());
    environment.put("LOG_DIR", directory.resolve("log").toString());
    environment.put("ENGINE_PORT", "0");
    environment.put("WARM_UP_SEC", "0");
    environment.put("OPS_API_TOKEN", "the token of this test");
    environment.put("ENGINE_URL", NOWHERE);
  }

  /** What a tool answered. */
  record Ran(int status, String out, String err) {
    Map<String, Object> json() {
      return Json.readMap(out);
    }
  }

  /** Runs a tool as a shell would. */
  Ran run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            words,
            environment,
            CLOCK,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Progress.silent());
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a task while an engine serves that has compared with the venue. */
  void withEngine(Runnable task) {
    EngineSettings settings = EngineSettings.read(environment);
    Engine engine =
        Engine.start(
            settings,
            TrendStrategy.factory(TrendParameters.defaults()),
            CLOCK,
            System::nanoTime,
            RandomGenerator.getDefault());
    try (EngineHttp http =
        EngineHttp.start(engine, settings.apiToken(), settings.host(), settings.port())) {
      await()
          .atMost(PATIENCE)
          .until(() ->
              engine.notReady().isEmpty()
                  && engine.metrics().contains("registry_violations 0")
                  && engine.state().orElseThrow().levers().stream()
                      .noneMatch(lever ->
                          lever.name() == Lever.RECONCILING && lever.allows() != GateLevel.OPEN));
      environment.put("ENGINE_URL", http.url());
      task.run();
    } finally {
      engine.close();
      environment.put("ENGINE_URL", NOWHERE);
    }
  }

  /** Moves a lever by a signed grant, as the desk does. */
  void grant(ControlLever lever, String value) {
    try (JedisDeskStore store =
        new JedisDeskStore(RedisAddress.parse(said("REDIS_URL")), Clock.systemUTC())) {
      Instant now = CLOCK.instant();
      long epoch = store.nextEpoch(now);
      Directive directive =
          new Directive(
              lever, value, epoch, "test-" + epoch, "test", "a test", now, Optional.empty());
      if (!store.apply(ControlKey.of(SECRET).sign(directive), null, true)) {
        throw new AssertionError("a grant was not written: " + directive);
      }
    }
  }

  /** Lets new risk in, in that mode. */
  void open(String mode) {
    grant(ControlLever.COLOR, "blue");
    grant(ControlLever.CAPITAL, "100");
    grant(ControlLever.KILL, "armed");
    grant(ControlLever.PAUSE, "running");
    grant(ControlLever.MODE, mode);
  }

  /** The engine that runs, by its endpoints. */
  EngineClient engine() {
    return new EngineClient(said("ENGINE_URL"), Optional.of(said("OPS_API_TOKEN")));
  }

  private String said(String variable) {
    return Objects.requireNonNull(environment.get(variable));
  }

  VenueServer server() {
    return simulator.venue(venue.text());
  }

  /** What works at the venue for the account, whoever placed it. */
  List<OrderView> openOrders() {
    return server().openOrders(simulator.account());
  }

  /** A signed call of the Binance kind, as the account's owner makes one by hand. */
  String byHand(String method, String path, String query) {
    String signed = query + "&recvWindow=5000&timestamp=" + CLOCK.millis();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    said(venue.urlVariable()) + path + "?" + signed + "&signature=" + hmac(signed)))
            .header("X-MBX-APIKEY", simulator.apiKey())
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + "?" + query + ": " + answer.body());
      }
      return answer.body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String hmac(String payload) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(
          new SecretKeySpec(
              simulator.apiSecret().getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
      return HexFormat.of().formatHex(mac.doFinal(payload.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
