package trader.app.e2e;

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
 * exits on each, so that there is always an order on its way when something happens to it.
 */
public final class BusyEngine {
  private BusyEngine() {}

  /** The one argument is the milliseconds of a bar. Ends with standard input. */
  public static void main(String[] args) throws IOException {
    System.setProperty(LogSetup.FILE_PROPERTY, "trading_bot");
    // Without its main thread the engine's others would keep a process up that does not serve.
    Thread.currentThread()
        .setUncaughtExceptionHandler((_, fault) -> {
          fault.printStackTrace();
          Runtime.getRuntime().halt(1);
        });
    Duration bar = Duration.ofMillis(Integer.parseInt(args[0]));
    EngineSettings settings = EngineSettings.read(System.getenv()).withBarInterval(bar);
    Engine engine =
        Engine.start(
            settings,
            _ -> new InAndOut(),
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

  /** Names the bar as the cause of each order, so that a decision is told from its repetition. */
  private static final class InAndOut implements Strategy {
    private static final BigDecimal STOP_FRACTION = new BigDecimal("0.01");

    @Override
    public String name() {
      return "in-and-out";
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
      String cause = "bar=" + bar.openMicros();
      BigDecimal distance = bar.close().multiply(STOP_FRACTION).setScale(2, RoundingMode.HALF_EVEN);
      return inPosition ? new Decision.Exit(cause) : new Decision.Enter(distance, cause);
    }
  }
}
