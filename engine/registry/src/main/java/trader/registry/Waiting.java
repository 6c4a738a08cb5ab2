package trader.registry;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What keeps the registry from writing now, told once, and when it is tried again. */
final class Waiting {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final Duration LEAST = Duration.ofMillis(50);
  private static final Duration MOST = Duration.ofSeconds(2);
  private final Path file;
  private Duration pause = LEAST;
  private @Nullable String reason;
  private long retries;

  Waiting(Path file) {
    this.file = file;
  }

  /** It could not be written, and will be tried again, ever more slowly. */
  void putOff(String why, Throwable fault, long queue) {
    retries++;
    if (reason == null) {
      LOG.warn(
          "REGISTRY_WAITING file={} reason=\"{}\" queue={} action=\"trying again; nothing is lost,"
              + " the journal has it\"",
          file,
          why,
          queue);
      LOG.debug("the whole fault", fault);
    } else {
      Duration doubled = pause.multipliedBy(2);
      pause = doubled.compareTo(MOST) > 0 ? MOST : doubled;
    }
    reason = why;
  }

  /** It is written. */
  void over() {
    pause = LEAST;
    if (reason != null) {
      LOG.info("REGISTRY_GOES_ON file={} waited_for=\"{}\" retries={}", file, reason, retries);
      reason = null;
    }
  }

  /** How long to rest; {@code usual} where nothing is waited for. */
  Duration pause(Duration usual) {
    return reason == null ? usual : pause;
  }

  /** Why nothing can be written now; empty where it can. */
  Optional<String> reason() {
    return Optional.ofNullable(reason);
  }

  /** How often something had to be put off. */
  long retries() {
    return retries;
  }
}
