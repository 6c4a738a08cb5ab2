package trader.app.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code trader demo} is told. */
final class DemoOptions {
  @Option(names = "--data", paramLabel = "FILE", description = "play this recorded file of prices")
  @Nullable Path data;

  @Option(
      names = "--generated",
      paramLabel = "SEED",
      description = "play generated prices with this seed")
  @Nullable Long generated;

  @Option(
      names = "--speed",
      paramLabel = "N",
      defaultValue = "60",
      description = "recorded seconds that pass in one (default ${DEFAULT-VALUE})")
  double speed;

  @Option(
      names = "--redis-port",
      paramLabel = "N",
      defaultValue = "0",
      description = "the port of the demo's Redis; 0 for any free one")
  int redisPort;

  @Option(
      names = "--chat",
      description = "also a fake Slack and a fake Telegram, and a page on which you type in them")
  boolean chat;

  @Option(
      names = "--keep",
      description = "go on from the state of the last demo, and keep the state of this one")
  boolean keep;

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      defaultValue = "run/demo",
      description = "where state and logs are kept (default ${DEFAULT-VALUE})")
  Path dir = Path.of("run/demo");

  /** Throws {@link IllegalArgumentException} for options that do not go together. */
  void check() {
    if (data != null && generated != null) {
      throw new IllegalArgumentException(
          "--data plays a recording, --generated generates prices: choose one");
    }
    if (speed <= 0 || speed > 100_000) {
      throw new IllegalArgumentException(
          "--speed is " + speed + "; it may be above 0 and up to 100000");
    }
    if (redisPort < 0 || redisPort > 65_535) {
      throw new IllegalArgumentException("--redis-port is " + redisPort + "; it may be 0 to 65535");
    }
  }
}
