package trader.app.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import trader.control.GateLevel;
import trader.engine.log.LogSetup;
import trader.engine.run.Engine;
import trader.engine.settings.EngineSettings;

/**
 * The real engine in a process of its own, with a busy strategy and short bars, that keeps what is
 * measured in it and writes it to a folder when its standard input ends.
 */
public final class EngineUnderTest {
  /** The file with the instants at which the gates were closed and drained, in nanoseconds. */
  static final String CLOSINGS = "closings";

  /** The file with the nanoseconds from each market frame to the bytes of its order. */
  static final String TICK_TO_ORDER = "tick-to-order";

  /** The file with the events of each second between the first order and the end. */
  static final String EVENTS = "events-per-second";

  private EngineUnderTest() {}

  /**
   * Arguments: the folder, the bars' milliseconds, and after how many orders to say {@code done}.
   */
  public static void main(String[] args) throws IOException {
    System.setProperty(LogSetup.FILE_PROPERTY, "trading_bot");
    PrintStream out = System.out;
    Path folder = Path.of(args[0]);
    int wanted = Integer.parseInt(args[2]);
    LongSamples closings = new LongSamples();
    LongSamples orders = new LongSamples();
    LongSamples rates = new LongSamples();
    Engine engine =
        Engine.start(
            EngineSettings.read(System.getenv())
                .withBarInterval(Duration.ofMillis(Integer.parseInt(args[1]))),
            _ -> new BusyStrategy(),
            InstantSource.system(),
            System::nanoTime,
            RandomGenerator.getDefault());
    engine
        .gates()
        .watchedBy((level, nanos) -> {
          if (level == GateLevel.CLOSED) {
            closings.add(nanos);
          }
        });
    engine.tickToOrderTo(nanos -> {
      if (orders.add(nanos) == wanted) {
        out.println("done=" + wanted);
      }
    });
    Thread.ofPlatform().daemon().name("event-rate").start(() -> watchRate(engine, rates));
    out.println("up=1");
    while (System.in.read() >= 0) {
      // What is typed means nothing; only its end does.
    }
    engine.close();
    if (Files.isDirectory(folder)) {
      closings.save(folder.resolve(CLOSINGS));
      orders.save(folder.resolve(TICK_TO_ORDER));
      rates.save(folder.resolve(EVENTS));
    }
  }

  private static void watchRate(Engine engine, LongSamples rates) {
    long before = -1;
    try {
      while (true) {
        CompletableFuture<Long> count = new CompletableFuture<>();
        engine.loop().onLoop(() -> count.complete(engine.loop().eventCount()));
        long now = count.join();
        if (before >= 0) {
          rates.add(now - before);
        }
        before = now;
        Thread.sleep(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
