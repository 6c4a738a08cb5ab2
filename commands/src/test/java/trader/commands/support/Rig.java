package trader.commands.support;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import redis.clients.jedis.Jedis;
import trader.commands.Actor;
import trader.commands.Reply;
import trader.commands.Secret;
import trader.commands.TextRenderer;
import trader.commands.desk.Desk;
import trader.commands.desk.DeskOptions;
import trader.commands.desk.Ids;
import trader.commands.link.HttpEngineLink;
import trader.commands.people.Operators;
import trader.commands.settings.DeskSettings;
import trader.commands.settings.Environment;
import trader.commands.snapshot.IncidentSnapshot;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.GateLevel;
import trader.redis.DeskStore;
import trader.redis.RedisAddress;
import trader.redis.embedded.EmbeddedRedis;
import trader.redis.jedis.JedisDeskStore;

/** A real Redis, an engine that stands in for the blue one, and a desk before them. */
public final class Rig implements AutoCloseable {
  public static final String CONTROL_KEY = "test-control-key-0123456789";
  public static final String OPS_TOKEN = "test-ops-token-abcdef";

  /** A port on which nobody listens. */
  public static final URI NOBODY = URI.create("http://127.0.0.1:9");

  static {
    Polling.often();
  }

  private final MovableClock clock = MovableClock.running();
  private final EmbeddedRedis redis;
  private final EngineStandIn engine;
  private final DeskStore store;
  private final Path folder;

  public Rig(Path folder) {
    this.folder = folder;
    redis = EmbeddedRedis.start();
    store = new JedisDeskStore(redis.address(), clock);
    engine = EngineStandIn.trading(redis.address(), Color.BLUE, CONTROL_KEY, clock);
    try (Jedis raw = raw()) {
      raw.set("mode", "auto");
      raw.set("mode:active_color", "blue");
      raw.set("capital:stage", "30");
    }
    Awaitility.await()
        .until(() ->
            store
                .engineState(Color.BLUE)
                .filter(state -> state.gate() == GateLevel.OPEN)
                .filter(state -> "auto".equals(state.mode()))
                .isPresent());
  }

  public Desk desk() {
    return desk(Optional.of(ControlKey.of(CONTROL_KEY)), options());
  }

  public static DeskOptions options() {
    return new DeskOptions(
        Duration.ofSeconds(1),
        Duration.ofSeconds(1),
        Duration.ofSeconds(60),
        Duration.ofSeconds(60));
  }

  public Desk desk(Optional<ControlKey> key, DeskOptions options) {
    return desk(store, key, options, Optional.empty());
  }

  /** A desk that knows these people. */
  public Desk desk(Operators people) {
    return desk(
        store, Optional.of(ControlKey.of(CONTROL_KEY)), options(), Optional.of(() -> people));
  }

  /** A desk with a store of its own, which waits for many at once. */
  public Desk desk(DeskStore own) {
    return desk(
        own,
        Optional.of(ControlKey.of(CONTROL_KEY)),
        options().withAnswerWait(Duration.ofSeconds(2)),
        Optional.empty());
  }

  private Desk desk(
      DeskStore its,
      Optional<ControlKey> key,
      DeskOptions options,
      Optional<Operators.Source> people) {
    HttpEngineLink link = link();
    Ids ids = new Ids(new SecureRandom());
    return new Desk(
        its,
        address(),
        link,
        key,
        people,
        options,
        new IncidentSnapshot(its, link, settings(), environment(), ids, clock),
        ids,
        clock);
  }

  public HttpEngineLink link() {
    return new HttpEngineLink(
        Map.of(Color.BLUE, engine.address(), Color.GREEN, NOBODY),
        Optional.of(new Secret(OPS_TOKEN)),
        Duration.ofSeconds(1));
  }

  /** What a process that belongs to this desk finds in its environment. */
  public Map<String, String> environment() {
    return Map.of(
        "REDIS_URL", redis.url(),
        "CONTROL_KEY", CONTROL_KEY,
        "OPS_API_TOKEN", OPS_TOKEN,
        "ENGINE_URL", engine.address().toString(),
        "ENGINE_GREEN_URL", NOBODY.toString(),
        "SNAPSHOT_DIR", folder.resolve("snapshots").toString(),
        "LOG_DIR", folder.resolve("log").toString(),
        "DATA_DIR", folder.resolve("journal").toString(),
        "ACK_WAIT_MS", "2000");
  }

  public DeskSettings settings() {
    return DeskSettings.read(new Environment(environment()));
  }

  public RedisAddress address() {
    return redis.address();
  }

  public EmbeddedRedis redis() {
    return redis;
  }

  public Jedis raw() {
    return new Jedis("127.0.0.1", redis.port());
  }

  public EngineStandIn engine() {
    return engine;
  }

  public DeskStore store() {
    return store;
  }

  public MovableClock clock() {
    return clock;
  }

  public static Actor anna() {
    return new Actor("test", "anna", Actor.allRoles(), "a test says so");
  }

  public static String text(Reply reply) {
    return new TextRenderer(TextRenderer.Spelling.CHAT).render(reply);
  }

  @Override
  public void close() {
    engine.close();
    store.close();
    redis.close();
  }
}
