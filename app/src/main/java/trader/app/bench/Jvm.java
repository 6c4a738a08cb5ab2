package trader.app.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The flags with which the product's processes are started. */
final class Jvm {
  private static final List<String> ALWAYS =
      List.of(
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private Jvm() {}

  /** Those of an engine. */
  static List<String> engine() {
    return flags("-Xms192m", "-Xmx512m");
  }

  /** Those of every program, and more. */
  static List<String> flags(String... more) {
    List<String> flags = new ArrayList<>(ALWAYS);
    flags.addAll(List.of(more));
    return flags;
  }

  /** The same with the classes that the launcher has laid out ahead of time, if it has. */
  static List<String> cached(String program, List<String> flags) {
    List<String> all = new ArrayList<>(flags);
    Optional.ofNullable(System.getProperty("trader.aot"))
        .map(folder -> Path.of(folder, program + ".aot"))
        .filter(Files::exists)
        .ifPresent(cache -> all.add("-XX:AOTCache=" + cache));
    return all;
  }
}
