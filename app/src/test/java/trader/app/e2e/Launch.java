package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import trader.app.process.Child;

/**
 * How an engine is started.
 *
 * @param jvm flags
 * @param classPath where its classes are
 */
record Launch(List<String> jvm, String classPath) {
  private static final Duration TRAINED_WITHIN = Duration.ofSeconds(60);
  private static final String NOWHERE = "http://127.0.0.1:1";

  /** From the build's own folders. */
  static Launch usual() {
    return new Launch(EngineHandle.JVM, System.getProperty("java.class.path"));
  }

  /**
   * From jars, with classes loaded and linked ahead of time as the launcher has it: where many
   * engines are started, each start takes half the time.
   */
  static Launch aheadOfTime(Path directory) {
    try {
      Path folder = Files.createDirectories(directory.resolve("ahead-of-time"));
      String classPath = jars(folder);
      Path cache = folder.resolve("engine.aot");
      List<String> training = new ArrayList<>(EngineHandle.JVM);
      training.add("-XX:AOTCacheOutput=" + cache);
      // Trained where it can touch no desk and no venue that is there.
      Map<String, String> environment =
          Map.of(
              "OPS_API_TOKEN",
              "training",
              "REDIS_URL",
              "redis://127.0.0.1:1",
              "BINANCE_SPOT_URL",
              NOWHERE,
              "DATA_DIR",
              folder.resolve("data").toString(),
              "LOG_DIR",
              folder.resolve("log").toString(),
              "ENGINE_PORT",
              "0");
      Child trained =
          Child.start(
              "engine",
              training,
              classPath,
              "trader.engine.Main",
              List.of("--exit-with-stdin"),
              environment,
              folder.resolve("training.err"));
      trained.said("engine", TRAINED_WITHIN);
      trained.endInput();
      await().atMost(TRAINED_WITHIN).until(() -> trained.ended().isDone());
      assertThat(cache).as("classes laid out ahead of time").exists();
      List<String> jvm = new ArrayList<>(EngineHandle.JVM);
      jvm.add("-XX:AOTCache=" + cache);
      return new Launch(jvm, classPath);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Only classes of jars can be laid out ahead of time. */
  private static String jars(Path folder) throws IOException {
    List<String> jars = new ArrayList<>();
    for (String entry : System.getProperty("java.class.path").split(":", -1)) {
      Path path = Path.of(entry);
      if (!Files.isDirectory(path)) {
        jars.add(entry);
      } else if (!path.endsWith("test-classes")) {
        Path jar = folder.resolve("classes-" + jars.size() + ".jar");
        pack(path, jar);
        jars.add(jar.toString());
      }
    }
    return String.join(":", jars);
  }

  private static void pack(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream packed = new JarOutputStream(out);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file : files.filter(file -> !file.equals(classes)).toList()) {
        // Folders too: what looks for resources goes by them.
        boolean folder = Files.isDirectory(file);
        packed.putNextEntry(new JarEntry(classes.relativize(file) + (folder ? "/" : "")));
        if (!folder) {
          Files.copy(file, packed);
        }
        packed.closeEntry();
      }
    }
  }
}
