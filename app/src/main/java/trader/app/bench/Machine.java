package trader.app.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What the figures were measured on. */
final class Machine {
  private static final long MIB = 1 << 20;

  private Machine() {}

  static Map<String, Object> describe() {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("cpu", field("/proc/cpuinfo", "model name"));
    machine.put("cores", Runtime.getRuntime().availableProcessors());
    machine.put("memory", field("/proc/meminfo", "MemTotal"));
    machine.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    machine.put(
        "jdk",
        System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
    return machine;
  }

  /** Resident memory of a process in MiB; not a number where the system does not tell. */
  static double residentMib(long pid) {
    String text = field("/proc/" + pid + "/status", "VmRSS");
    return text.endsWith(" kB")
        ? Long.parseLong(text.substring(0, text.length() - 3).strip()) * 1024.0 / MIB
        : Double.NaN;
  }

  private static String field(String file, String name) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("not told by this system");
    } catch (IOException e) {
      return "not told by this system";
    }
  }
}
