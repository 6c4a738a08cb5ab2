package trader.commands.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import trader.commands.Secret;
import trader.commands.desk.DeskOptions;
import trader.control.Color;
import trader.control.ControlKey;
import trader.redis.RedisAddress;

/**
 * What a desk needs to know of the machine it runs on.
 *
 * @param redis {@code REDIS_URL}, by default this machine's port 6379
 * @param controlKey {@code CONTROL_KEY}; without it nothing can raise risk from here
 * @param opsToken {@code OPS_API_TOKEN}; without it no engine takes a kill from here
 * @param engines {@code ENGINE_URL} and {@code ENGINE_GREEN_URL}, by default ports 8003 and 8013
 * @param snapshotDir {@code SNAPSHOT_DIR}, by default {@code /tmp}
 * @param logDir {@code LOG_DIR}, by default {@code /var/log/trader} or {@code run/log}
 * @param dataDir {@code DATA_DIR}, where engines keep their journals, by default {@code
 *     /var/lib/trader} or {@code run/data}
 * @param options with {@code ACK_WAIT_MS} as the patience for an engine's answer and {@code
 *     SECOND_PERSON_ABOVE_STAGE} as the capital stage above which a second person is wanted
 * @param operatorsFile {@code OPERATORS_FILE}: people, their accounts and roles
 */
public record DeskSettings(
    RedisAddress redis,
    Optional<ControlKey> controlKey,
    Optional<Secret> opsToken,
    Map<Color, URI> engines,
    Path snapshotDir,
    Path logDir,
    Path dataDir,
    DeskOptions options,
    Optional<Path> operatorsFile) {
  private static final int REDIS_PORT = 6379;
  private static final int MAX_WAIT_MILLIS = 60_000;

  /** Copies the map. */
  public DeskSettings {
    engines = Map.copyOf(engines);
  }

  /** Reads them; faults stay in {@code environment}, with defaults in their place. */
  public static DeskSettings read(Environment environment) {
    return new DeskSettings(
        environment
            .parsed("REDIS_URL", RedisAddress::parse)
            .orElseGet(() -> RedisAddress.local(REDIS_PORT)),
        environment.parsed("CONTROL_KEY", ControlKey::of),
        environment.secret("OPS_API_TOKEN"),
        Map.of(
            Color.BLUE,
            environment
                .httpAddress("ENGINE_URL")
                .orElseGet(() -> URI.create("http://127.0.0.1:8003")),
            Color.GREEN,
            environment
                .httpAddress("ENGINE_GREEN_URL")
                .orElseGet(() -> URI.create("http://127.0.0.1:8013"))),
        environment.path("SNAPSHOT_DIR").orElseGet(() -> Path.of("/tmp")),
        environment.path("LOG_DIR").orElseGet(() -> installed("/var/log/trader", "run/log")),
        environment.path("DATA_DIR").orElseGet(() -> installed("/var/lib/trader", "run/data")),
        options(environment),
        environment.path("OPERATORS_FILE"));
  }

  private static DeskOptions options(Environment environment) {
    DeskOptions standard = DeskOptions.standard();
    Duration wait =
        environment.millis("ACK_WAIT_MS", 1, MAX_WAIT_MILLIS).orElse(standard.answerWait());
    return standard
        .withAnswerWait(wait)
        .withSecondPersonAboveStage(
            environment
                .whole("SECOND_PERSON_ABOVE_STAGE", 0, 100)
                .orElse(standard.secondPersonAboveStage()));
  }

  private static Path installed(String path, String inCheckout) {
    return Files.isDirectory(Path.of(path)) ? Path.of(path) : Path.of(inCheckout);
  }
}
