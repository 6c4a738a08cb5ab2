package trader.app.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The flags with which the product's processes are started. */
public final class Jvm {
  private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
  private static final List<String> ALWAYS =
      List.of(
          "-XX:+UseSerialGC",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private Jvm() {}

  /**
   * Those of an engine. A collection of garbage stops it for 2 ms, most of it the same however
   * little there is to keep: so few of them, that each copy little; huge pages spare page tables,
   * and are touched before they are needed, since laying one out took up to 14 ms of a collection.
   */
  public static List<String> engine() {
    List<String> flags =
        flags(
            "-Xms128m", "-Xmx512m", "-Xmn32m", "-XX:MaxTenuringThreshold=1", "-XX:+AlwaysPreTouch");
    if (hugePages()) {
      flags.add("-XX:+UseTransparentHugePages");
    }
    return flags;
  }

  /** Those of every program, and more. */
  public static List<String> flags(String... more) {
    List<String> flags = new ArrayList<>(ALWAYS);
    flags.addAll(List.of(more));
    return flags;
  }

  /** The same with the classes that the launcher has laid out ahead of time, if it has. */
  public static List<String> cached(String program, List<String> flags) {
    List<String> all = new ArrayList<>(flags);
    Optional.ofNullable(System.getProperty("trader.aot"))
        .map(folder -> Path.of(folder, program + ".aot"))
        .filter(Files::exists)
        .ifPresent(cache -> all.add("-XX:AOTCache=" + cache));
    return all;
  }

  /** Whether the system gives them to those who ask: where not, the JVM would warn of it. */
  private static boolean hugePages() {
    try {
      return Files.exists(HUGE_PAGES) && !Files.readString(HUGE_PAGES).contains("[never]");
    } catch (IOException e) {
      return false;
    }
  }
}
