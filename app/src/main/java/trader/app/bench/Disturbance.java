package trader.app.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * How busy the machine was with other things while something was measured: on few cores that moves
 * every tail. Read from Linux' own accounts; where there are none, nothing is told.
 */
final class Disturbance {
  private static final int USER = 0;
  private static final int IDLE = 3;
  private static final int IO_WAIT = 4;
  private static final int STEAL = 7;
  private static final int OWN_FIRST = 11;
  private static final double PERCENT = 100;
  private final Optional<Sample> begun = Sample.take();

  /**
   * Ticks since the machine, or this process, began.
   *
   * @param own of this process and of the children that have ended
   */
  private record Sample(long all, long busy, long stolen, long own) {
    static Optional<Sample> take() {
      Path machine = Path.of("/proc/stat");
      Path self = Path.of("/proc/self/stat");
      if (!Files.isReadable(machine) || !Files.isReadable(self)) {
        return Optional.empty();
      }
      try {
        String line = Files.readAllLines(machine).getFirst();
        long[] ticks = numbers(line.substring(line.indexOf(' ')), USER, STEAL);
        String process = Files.readString(self);
        long[] own = numbers(process.substring(process.indexOf(')') + 2), OWN_FIRST, OWN_FIRST + 3);
        long all = LongStream.of(ticks).sum();
        return Optional.of(
            new Sample(
                all,
                all - ticks[IDLE] - ticks[IO_WAIT] - ticks[STEAL],
                ticks[STEAL],
                LongStream.of(own).sum()));
      } catch (IOException e) {
        throw new UncheckedIOException("the machine's accounts cannot be read", e);
      }
    }

    private static long[] numbers(String line, int first, int last) {
      return Arrays.stream(line.strip().split("\\s+"))
          .skip(first)
          .limit(last - first + 1L)
          .mapToLong(Sample::number)
          .toArray();
    }

    private static long number(String text) {
      return Long.parseLong(text);
    }
  }

  /** What it was since this was made; children that are to count as ours must have ended. */
  String told() {
    Optional<Sample> now = Sample.take();
    if (begun.isEmpty() || now.isEmpty()) {
      return "not told by this system";
    }
    Sample from = begun.get();
    Sample to = now.get();
    double all = Math.max(1, to.all - from.all);
    long others = Math.max(0, to.busy - from.busy - (to.own - from.own));
    return String.format(
        java.util.Locale.ROOT,
        "other programs took %.1f %% of the cores while this ran, the host %.1f %%",
        PERCENT * others / all,
        PERCENT * (to.stolen - from.stolen) / all);
  }
}
