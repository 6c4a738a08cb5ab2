package trader.app.bench;

import java.io.IOException;
import java.util.List;

/** Gives processes processors of their own, by util-linux' taskset where there is one. */
final class Cores {
  private Cores() {}

  /**
   * The engine gets the first processor, the other process the rest, as an exchange elsewhere would
   * have its own; answers what was done, in words.
   */
  static String part(long engine, long other) {
    int cores = Runtime.getRuntime().availableProcessors();
    if (cores < 2) {
      return "not parted: one processor";
    }
    boolean parted = pin(engine, "0") && pin(other, "1-" + (cores - 1));
    return parted
        ? "engine on processor 0, simulator on the others"
        : "not parted: no taskset, so the exchange may take the engine's processor as it is sent to";
  }

  private static boolean pin(long process, String processors) {
    try {
      Process tool =
          new ProcessBuilder(
                  List.of("taskset", "-a", "-p", "-c", processors, Long.toString(process)))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return tool.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
