package trader.app.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import trader.engine.venue.VenueName;

/**
 * A line for each kill in a file, so that the counts of several runs add up: {@code
 * -Dtrader.kills.log=PATH} names one that is kept, and kills that it has already are not made
 * again.
 */
final class KillLog {
  /** How a kill at no step in particular is called. */
  static final String INSTANT = "INSTANT";

  private static final String HEAD =
      "# venue\tat\tseed\tnumber\treconciled ms\tequal ms\tbare ms\tdoubled\tlost\tnote\n";
  private final Path file;
  private final List<Kill> kills = new ArrayList<>();

  /**
   * One kill and what followed.
   *
   * @param at the step, or {@link #INSTANT}
   * @param reconciledMillis from the restart until the account was compared; -1 where it was not
   * @param equalMillis from the restart, or the halt after it, until engine and venue had the same;
   *     -1 where they did not come to it
   * @param bareMillis the longest time that something was without a stop since the kill before,
   *     while an engine lived
   * @param doubled orders, fills or decisions that were seen twice
   * @param lost orders and fills that the journal lacks, and balances that were set by force
   * @param note what else there is to say, on one line
   */
  record Kill(
      VenueName venue,
      String at,
      long seed,
      int number,
      long reconciledMillis,
      long equalMillis,
      long bareMillis,
      int doubled,
      int lost,
      String note) {

    private String line() {
      return String.join(
          "\t",
          venue.text(),
          at,
          Long.toString(seed),
          Integer.toString(number),
          Long.toString(reconciledMillis),
          Long.toString(equalMillis),
          Long.toString(bareMillis),
          Integer.toString(doubled),
          Integer.toString(lost),
          note.replaceAll("\\s+", " "));
    }

    private static Kill parse(String line) {
      String[] parts = line.split("\t", 10);
      return new Kill(
          VenueName.parse(parts[0]).orElseThrow(),
          parts[1],
          Long.parseLong(parts[2]),
          Integer.parseInt(parts[3]),
          Long.parseLong(parts[4]),
          Long.parseLong(parts[5]),
          Long.parseLong(parts[6]),
          Integer.parseInt(parts[7]),
          Integer.parseInt(parts[8]),
          parts[9]);
    }

    private boolean atStep() {
      return !at.equals(INSTANT);
    }
  }

  private KillLog(Path file) {
    this.file = file;
  }

  /** Continues the file that was asked for, else begins one of its own in the build's folder. */
  static KillLog open() {
    String asked = System.getProperty("trader.kills.log");
    try {
      Path file = asked == null ? Path.of("target", "kills.log") : Path.of(asked);
      KillLog log = new KillLog(file.toAbsolutePath());
      if (asked != null && Files.exists(file)) {
        Files.readAllLines(file).stream()
            .filter(line -> !line.startsWith("#"))
            .map(Kill::parse)
            .forEach(log.kills::add);
      } else {
        Files.createDirectories(log.file.getParent());
        Files.writeString(file, HEAD);
      }
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException("the kills cannot be written down", e);
    }
  }

  /** Where what was said about a kill that missed a goal is kept. */
  Path folder() {
    return file.resolveSibling(file.getFileName() + ".late");
  }

  synchronized void add(Kill kill) {
    kills.add(kill);
    try {
      Files.writeString(file, kill.line() + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many kills there were at a venue and step. */
  synchronized int count(VenueName venue, String at) {
    return (int) kills.stream().filter(k -> k.venue() == venue && k.at().equals(at)).count();
  }

  /** Those after which something was doubled or lost, or took longer than it may. */
  synchronized List<Kill> missed() {
    return kills.stream().filter(Goals::missed).toList();
  }

  /** Those after which something was doubled or lost, or not found again at all. */
  synchronized List<Kill> damaged() {
    return kills.stream()
        .filter(kill ->
            kill.doubled() + kill.lost() > 0
                || kill.reconciledMillis() < 0
                || kill.equalMillis() < 0
                || !kill.note().isEmpty())
        .toList();
  }

  /** Counts and times of all kills, by venue, at steps and at instants. */
  synchronized String table() {
    Map<String, List<Kill>> rows =
        kills.stream()
            .collect(
                Collectors.groupingBy(
                    kill -> kill.venue().text() + (kill.atStep() ? " at steps" : " at instants"),
                    TreeMap::new,
                    Collectors.toList()));
    StringBuilder table =
        new StringBuilder(
            "%-28s %5s %7s %4s %6s %20s %20s %20s%n"
                .formatted(
                    "ms as p50/p99/max",
                    "n",
                    "doubled",
                    "lost",
                    "late",
                    "reconciled",
                    "equal",
                    "without a stop"));
    rows.forEach((name, of) -> table.append(row(name, of)));
    return table.toString();
  }

  private static String row(String name, List<Kill> kills) {
    return String.format(
        Locale.ROOT,
        "%-28s %5d %7d %4d %6d %20s %20s %20s%n",
        name,
        kills.size(),
        kills.stream().mapToInt(Kill::doubled).sum(),
        kills.stream().mapToInt(Kill::lost).sum(),
        kills.stream().filter(Goals::missed).count(),
        times(kills.stream().map(Kill::reconciledMillis).toList()),
        times(kills.stream().map(Kill::equalMillis).toList()),
        times(kills.stream().map(Kill::bareMillis).toList()));
  }

  private static String times(List<Long> millis) {
    Histogram histogram = new Histogram(3);
    millis.stream().filter(value -> value >= 0).forEach(histogram::recordValue);
    return histogram.getValueAtPercentile(50)
        + "/"
        + histogram.getValueAtPercentile(99)
        + "/"
        + histogram.getMaxValue();
  }

  /** What a kill must not take. */
  static final class Goals {
    private static final long RECOVERED_MILLIS = 5_000;
    private static final long PROTECTED_MILLIS = 1_000;

    private Goals() {}

    static boolean missed(Kill kill) {
      return kill.doubled() + kill.lost() > 0
          || late(kill.reconciledMillis())
          || late(kill.equalMillis())
          || kill.bareMillis() > PROTECTED_MILLIS
          || !kill.note().isEmpty();
    }

    private static boolean late(long millis) {
      return millis < 0 || millis > RECOVERED_MILLIS;
    }
  }
}
