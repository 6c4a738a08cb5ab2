package trader.app.bench;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import trader.engine.core.Bar;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;
import trader.engine.http.EngineHttp;
import trader.engine.log.LogSetup;
import trader.engine.run.Engine;
import trader.engine.settings.EngineSettings;

/**
 * The real engine in a process of its own, with bars of milliseconds and a strategy that enters and
 * exits on each, so that there is always an order on its way, or one that enters once and holds.
 */
public final class BusyEngine {
  /** Enters and exits. */
  public static final String BUSY = "busy";

  /** Enters and stays. */
  public static final String HOLDING = "holding";

  private BusyEngine() {}

  /**
   * Arguments: {@code busy} or {@code holding}, and the bars' milliseconds. Ends with standard
   * input.
   */
  public static void main(String[] args) throws IOException {
    System.setProperty(LogSetup.FILE_PROPERTY, "trading_bot");
    // Without its main thread the engine's others would keep a process up that does not serve.
    Thread.currentThread()
        .setUncaughtExceptionHandler((_, fault) -> {
          fault.printStackTrace();
          Runtime.getRuntime().halt(1);
        });
    boolean holds = args[0].equals(HOLDING);
    EngineSettings settings =
        EngineSettings.read(System.getenv())
            .withBarInterval(Duration.ofMillis(Integer.parseInt(args[1])));
    Engine engine =
        Engine.start(
            settings,
            _ -> holds ? new Holding() : new BusyStrategy(),
            InstantSource.system(),
            System::nanoTime,
            RandomGenerator.getDefault());
    EngineHttp http =
        EngineHttp.start(engine, settings.apiToken(), settings.host(), settings.port());
    System.out.println("reach=" + settings.reach().line());
    System.out.println("engine=" + http.url());
    while (System.in.read() >= 0) {
      // What is typed means nothing; only its end does.
    }
    http.close();
    engine.close();
  }

  /** Worth nothing as a strategy. */
  private static final class Holding implements Strategy {
    private static final BigDecimal STOP_FRACTION = new BigDecimal("0.05");

    @Override
    public String name() {
      return "holding";
    }

    @Override
    public void warmUp(Bar bar) {
      // It knows nothing of the past.
    }

    @Override
    public int warmUpBars() {
      return 1;
    }

    @Override
    public Decision onBar(Bar bar, boolean inPosition) {
      return inPosition
          ? new Decision.Hold("holds")
          : new Decision.Enter(
              bar.close().multiply(STOP_FRACTION).setScale(2, RoundingMode.HALF_EVEN),
              "bar=closed");
    }
  }
}
