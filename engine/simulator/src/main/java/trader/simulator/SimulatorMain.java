package trader.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import trader.simulator.binance.Limits;
import trader.simulator.faults.FaultFile;
import trader.simulator.net.VenueServer;
import trader.simulator.prices.DamagedDataException;
import trader.simulator.prices.GeneratedPrices;
import trader.simulator.prices.RecordedFile;
import trader.simulator.prices.SteadyPrices;

/** Runs an exchange on loopback until it is stopped. */
@Command(
    name = "simulate-venue",
    mixinStandardHelpOptions = true,
    description =
        "Runs an exchange on loopback that speaks the protocols of real ones, until stopped.")
public final class SimulatorMain implements Callable<Integer> {
  @Spec private @Nullable CommandSpec spec;

  @Option(names = "--port", description = "port on 127.0.0.1; 0 for any (default)")
  private int port;

  @Option(names = "--data", description = "recorded prices, .csv or .csv.gz")
  private @Nullable Path data;

  @Option(
      names = {"--seed", "--generated"},
      description = "generated prices with this seed")
  private @Nullable Long seed;

  @Option(
      names = "--trades-per-second",
      description = "generated prices at a fixed rate, for measuring")
  private @Nullable Integer tradesPerSecond;

  @Option(names = "--speed", description = "recorded seconds that pass in one", defaultValue = "1")
  private double speed;

  @Option(
      names = "--history",
      description = "the part of a recording that is history at the start, 0 to 1",
      defaultValue = "0.2")
  private double history;

  @Option(names = "--symbol", description = "the market", defaultValue = "BTCUSDT")
  private String symbol = "BTCUSDT";

  @Option(
      names = "--venue",
      description = "a venue besides Binance spot; several may be named (default: all)")
  private @Nullable List<String> venues;

  @Option(names = "--faults", description = "faults from the start, a JSON file")
  private @Nullable Path faults;

  @Option(names = "--no-limits", description = "no limits of weight and orders")
  private boolean noLimits;

  @Option(names = "--exit-with-stdin", description = "end when standard input ends")
  private boolean exitWithStdin;

  /** Runs with arguments and exits with 0 when stopped, 1 when it failed, 2 for wrong words. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new SimulatorMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec().commandLine().getOut();
    PrintWriter err = spec().commandLine().getErr();
    Simulator simulator;
    try {
      simulator = Simulator.start(settings());
    } catch (DamagedDataException | IllegalArgumentException | IllegalStateException e) {
      err.println(e.getMessage());
      err.flush();
      return 1;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook = new Thread(() -> stop(simulator), "simulator-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    for (VenueServer each : simulator.venues()) {
      out.println(each.name() + "=http://127.0.0.1:" + each.port());
    }
    out.println("key=" + simulator.apiKey());
    out.println("secret=" + simulator.apiSecret());
    out.println("prices=" + simulator.prices());
    out.flush();
    if (exitWithStdin) {
      Thread.ofPlatform()
          .daemon()
          .name("stdin")
          .start(() -> {
            drain(System.in);
            stopped.countDown();
          });
    }
    stopped.await();
    Runtime.getRuntime().removeShutdownHook(hook);
    simulator.close();
    return 0;
  }

  /** Being stopped by a signal is this command's ordinary end, so its status is 0. */
  private static void stop(Simulator simulator) {
    simulator.close();
    Runtime.getRuntime().halt(0);
  }

  private static void drain(InputStream in) {
    byte[] sink = new byte[1024];
    try {
      int read = 0;
      while (read >= 0) {
        read = in.read(sink);
      }
    } catch (IOException e) {
      System.err.println("standard input ended: " + e.getMessage());
    }
  }

  private CommandSpec spec() {
    CommandSpec given = spec;
    if (given == null) {
      throw new IllegalStateException("run it through picocli");
    }
    return given;
  }

  private SimulatorSettings settings() {
    SimulatorSettings settings =
        SimulatorSettings.defaults()
            .withPort(port)
            .withSymbol(symbol)
            .withVenues(Set.copyOf(venues == null ? Simulator.VENUES : venues))
            .withSpeed(speed)
            .withHistoryFraction(history);
    if (data != null && (seed != null || tradesPerSecond != null)) {
      throw new IllegalArgumentException(
          "--data plays a recording, --seed generates prices: choose one");
    }
    long dice = seed == null ? settings.seed() : seed;
    settings = settings.withSeed(dice);
    if (data != null) {
      settings = settings.withPrices(RecordedFile.open(data));
    } else if (tradesPerSecond != null) {
      settings = settings.withPrices(new SteadyPrices(tradesPerSecond, dice));
    } else if (seed != null) {
      settings = settings.withPrices(new GeneratedPrices(dice));
    }
    if (faults != null) {
      settings = settings.withFaults(FaultFile.read(faults));
    }
    return noLimits ? settings.withLimits(Limits.none()) : settings;
  }
}
