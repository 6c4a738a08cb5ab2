package trader.app.bench;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import trader.engine.venue.VenueName;

/** Measures one thing and prints a table, or one JSON object. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures the product beside the raw thing that it is held against.")
public final class Bench implements Callable<Integer> {
  private static final int WRONG_WORDS = 2;
  private final PrintStream out;
  private final PrintStream err;
  private final Clock clock;

  @Parameters(arity = "0..1", paramLabel = "NAME", description = "what to measure")
  private @Nullable String name;

  @Option(names = "--json", description = "print one JSON object")
  private boolean json;

  @Option(names = "--n", paramLabel = "N", description = "how many samples to take")
  private @Nullable Integer samples;

  @Option(names = "--warm-up", paramLabel = "N", description = "how many do not count before them")
  private @Nullable Integer warmUp;

  @Option(
      names = "--venue",
      paramLabel = "VENUE",
      description = "where recovery is measured, such as kraken-spot (default: binance-spot)")
  private String venue = VenueName.BINANCE_SPOT.text();

  Bench(PrintStream out, PrintStream err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** Exit status 0 when it was measured, 1 when that failed, 2 for wrong words. */
  public static void main(String[] args) {
    System.exit(run(args, System.out, System.err, Clock.systemUTC()));
  }

  static int run(String[] args, PrintStream out, PrintStream err, Clock clock) {
    return new CommandLine(new Bench(out, err, clock)).execute(args);
  }

  static List<Benchmark> all() {
    return List.of(
        new HaltBench(),
        new TickToOrderBench(),
        new ReplayBench(),
        new DecodeBench(),
        new ChatBench(),
        new FootprintBench(),
        new RecoveryBench());
  }

  @Override
  public Integer call() throws InterruptedException {
    Optional<Benchmark> found =
        all().stream().filter(benchmark -> benchmark.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      err.println(
          name == null ? "say what to measure:" : "'" + name + "' is not measured; there are:");
      err.println(
          all().stream()
              .map(each -> "  trader bench " + each.name() + "  " + each.what())
              .collect(Collectors.joining("\n")));
      return WRONG_WORDS;
    }
    Benchmark benchmark = found.get();
    Benchmark.Size usual = benchmark.size();
    Benchmark.Size size =
        new Benchmark.Size(
            samples == null ? usual.samples() : samples, warmUp == null ? usual.warmUp() : warmUp);
    if (size.samples() < 1 || size.warmUp() < 0) {
      err.println("--n takes 1 or more, --warm-up 0 or more");
      return WRONG_WORDS;
    }
    Optional<VenueName> where = VenueName.parse(venue);
    if (where.isEmpty()) {
      err.println("--venue is '" + venue + "'; it may be one of " + VenueName.allowed());
      return WRONG_WORDS;
    }
    if (where.get() != VenueName.BINANCE_SPOT && !benchmark.atEveryVenue()) {
      err.println(benchmark.name() + " is measured at binance-spot only; leave out --venue");
      return WRONG_WORDS;
    }
    Map<String, Object> machine = Machine.describe();
    Disturbance disturbance = new Disturbance();
    try {
      Report report =
          benchmark.run(
              new Benchmark.Run(size, clock, where.get(), line -> err.println("bench: " + line)));
      machine.put("disturbed_by", disturbance.told());
      out.println(json ? ReportJson.of(report, machine) : ReportText.of(report, machine));
      return 0;
    } catch (IllegalStateException | java.io.UncheckedIOException e) {
      err.println("bench " + benchmark.name() + " failed: " + e.getMessage());
      return 1;
    }
  }
}
