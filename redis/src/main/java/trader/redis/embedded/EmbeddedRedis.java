package trader.redis.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import redis.embedded.core.ExecutableProvider;
import trader.redis.RedisAddress;

/**
 * A Redis 6.2 server on 127.0.0.1 for the demo and for tests, from the binaries of the
 * embedded-redis library. It ends with {@link #close()} or with this process, however that ends.
 */
public final class EmbeddedRedis implements AutoCloseable {
  private static final int PORT_ATTEMPTS = 5;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** What the server keeps on disk. */
  public enum Persistence {
    /** Nothing: a restart begins empty. */
    NONE,
    /** Every write, flushed to disk each second; a restart brings back all but the last second. */
    APPEND_ONLY
  }

  /**
   * How a server is to be started.
   *
   * @param port 0 for any free one
   * @param folder where its data and log lie and stay; empty for one that is removed at the end
   * @param settings further command line settings of redis-server, e.g. {@code --requirepass x}
   */
  public record Options(
      int port, Optional<Path> folder, Persistence persistence, List<String> settings) {

    /** Copies the settings. Throws {@link IllegalArgumentException} for a port out of range. */
    public Options {
      settings = List.copyOf(settings);
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("the port " + port + " is not within 0 and 65535");
      }
    }

    /** Any free port, a folder of its own, every write on disk. */
    public static Options ephemeral() {
      return new Options(0, Optional.empty(), Persistence.APPEND_ONLY, List.of());
    }

    /** The same with further settings of redis-server, one word each. */
    public Options with(String... more) {
      List<String> all = new ArrayList<>(settings);
      all.addAll(List.of(more));
      return new Options(port, folder, persistence, all);
    }
  }

  private final Options options;
  private final Path folder;
  private final int port;
  private RedisProcess process;

  private EmbeddedRedis(Options options, Path folder, int port, RedisProcess process) {
    this.options = options;
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Starts a server with {@link Options#ephemeral()}. */
  public static EmbeddedRedis start() {
    return start(Options.ephemeral());
  }

  /**
   * Starts a server and waits until it answers. Throws {@link IllegalStateException} with the end
   * of its log where it does not.
   */
  public static EmbeddedRedis start(Options options) {
    Path folder = options.folder().map(EmbeddedRedis::created).orElseGet(EmbeddedRedis::scratch);
    IllegalStateException last = new IllegalStateException("redis-server was not started");
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      int port = options.port() == 0 ? Ports.free() : options.port();
      try {
        return new EmbeddedRedis(options, folder, port, launch(options, folder, port));
      } catch (IllegalStateException e) {
        last = e;
        if (options.port() != 0 || !String.valueOf(e.getMessage()).contains("already in use")) {
          break;
        }
      }
    }
    removeScratch(options, folder);
    throw last;
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return port;
  }

  /** The address without password. */
  public RedisAddress address() {
    return RedisAddress.local(port);
  }

  /** The address as a {@code REDIS_URL}. */
  public String url() {
    return address().toString();
  }

  /** Where its data and its log {@code redis.log} lie. */
  public Path folder() {
    return folder;
  }

  /** The process that runs now, to be killed, frozen or thawed. */
  public synchronized RedisProcess process() {
    return process;
  }

  /** Starts the server again on its port and data, after stopping it where it still runs. */
  public synchronized void restart() {
    process.stop();
    process = launch(options, folder, port);
  }

  /** Stops the server; removes its data unless a folder was given for them. */
  @Override
  public synchronized void close() {
    process.stop();
    removeScratch(options, folder);
  }

  private static RedisProcess launch(Options options, Path folder, int port) {
    if (!Ports.isFree(port)) {
      throw new IllegalStateException(
          "redis-server needs port " + port + " on 127.0.0.1, which is already in use");
    }
    Path binary = binary(folder);
    try {
      List<String> command = new ArrayList<>();
      command.add(binary.toString());
      command.addAll(List.of("--bind", "127.0.0.1", "--port", Integer.toString(port)));
      command.addAll(List.of("--dir", folder.toString(), "--save", "", "--appendonly"));
      command.add(options.persistence() == Persistence.APPEND_ONLY ? "yes" : "no");
      command.addAll(List.of("--appendfsync", "everysec", "--daemonize", "no"));
      command.addAll(options.settings());
      RedisProcess process =
          RedisProcess.start(
              command,
              folder.resolve("redis.log"),
              options.folder().isEmpty() ? folder.toString() : "");
      awaitAnswer(process, folder, port);
      return process;
    } finally {
      // A running program needs no name, and so none is left behind.
      remove(binary);
    }
  }

  private static void awaitAnswer(RedisProcess process, Path folder, int port) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (Ports.answers(port)) {
        return;
      }
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    process.stop();
    throw new IllegalStateException(
        "redis-server does not answer on 127.0.0.1:" + port + "; its log ends: " + logEnd(folder));
  }

  private static Path binary(Path folder) {
    try {
      Path home = Files.createTempDirectory(folder, "bin");
      return ExecutableProvider.newJarResourceProvider(home.toFile()).get().toPath();
    } catch (IOException e) {
      throw new UncheckedIOException("redis-server could not be unpacked below " + folder, e);
    }
  }

  private static void remove(Path binary) {
    try {
      Files.deleteIfExists(binary);
      Path home = binary.getParent();
      if (home != null) {
        Files.deleteIfExists(home);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(binary + " could not be removed", e);
    }
  }

  private static String logEnd(Path folder) {
    try {
      String log = Files.readString(folder.resolve("redis.log"), StandardCharsets.UTF_8).strip();
      return log.length() <= 600 ? log : "…" + log.substring(log.length() - 600);
    } catch (IOException e) {
      return "(no log: " + e.getMessage() + ")";
    }
  }

  private static Path created(Path folder) {
    try {
      return Files.createDirectories(folder.toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " cannot be created", e);
    }
  }

  private static Path scratch() {
    try {
      return Files.createTempDirectory("trader-redis-");
    } catch (IOException e) {
      throw new UncheckedIOException("no temporary folder can be created", e);
    }
  }

  private static void removeScratch(Options options, Path folder) {
    if (options.folder().isPresent()) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the folder " + folder + " could not be removed", e);
    }
  }
}
