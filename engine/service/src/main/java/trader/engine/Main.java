package trader.engine;

import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;
import org.jline.utils.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Reason;
import trader.engine.http.EngineHttp;
import trader.engine.log.LogSetup;
import trader.engine.run.Engine;
import trader.engine.settings.EngineSettings;
import trader.engine.settings.SettingsException;
import trader.strategies.trend.TrendParameters;
import trader.strategies.trend.TrendStrategy;

/**
 * Runs an engine until it is told to stop. Exit status 0: it was told to; 1: it could not start; 2:
 * the environment is wrong.
 */
public final class Main {
  private static final String KILL_SIGNAL = "USR2";
  private static final String EXIT_WITH_STDIN = "--exit-with-stdin";

  private Main() {}

  /** Starts an engine from the environment. */
  public static void main(String[] args) throws InterruptedException {
    System.setProperty(LogSetup.FILE_PROPERTY, "trading_bot");
    PrintStream out = System.out;
    PrintStream err = System.err;
    EngineSettings settings;
    try {
      settings = EngineSettings.read(System.getenv());
    } catch (SettingsException e) {
      err.println(e.getMessage());
      System.exit(2);
      return;
    }
    CountDownLatch told = new CountDownLatch(1);
    Engine engine;
    EngineHttp http;
    try {
      engine =
          Engine.start(
              settings,
              TrendStrategy.factory(TrendParameters.defaults()),
              InstantSource.system(),
              System::nanoTime,
              RandomGenerator.getDefault());
      http = EngineHttp.start(engine, settings.apiToken(), settings.host(), settings.port());
    } catch (RuntimeException e) {
      err.println("the engine cannot start: " + e.getMessage());
      System.exit(1);
      return;
    } catch (Error e) {
      // Threads that run already would keep a process up that nobody can ask or stop.
      err.println("the engine cannot start: " + e);
      e.printStackTrace(err);
      System.exit(1);
      return;
    }
    killOnSignal(engine);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(told, ended), "shutdown"));
    out.println("reach=" + settings.reach().line());
    out.println("engine=" + http.url());
    out.flush();
    if (List.of(args).contains(EXIT_WITH_STDIN)) {
      Thread.ofPlatform().daemon().name("stdin").start(() -> untilStdinEnds(told));
    }
    told.await();
    http.close();
    engine.close();
    ended.countDown();
  }

  private static void end(CountDownLatch told, CountDownLatch ended) {
    told.countDown();
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A process that started this one, and is gone, must not leave it behind. */
  private static void untilStdinEnds(CountDownLatch told) {
    Logger log = LoggerFactory.getLogger(Main.class);
    try {
      while (System.in.read() >= 0) {
        // What is typed means nothing; only its end does.
      }
    } catch (IOException e) {
      log.warn("standard input broke, which ends the engine as its end would", e);
    }
    told.countDown();
  }

  /** {@code kill -USR2} stops trading and leaves the process up, so that it goes on protecting. */
  private static void killOnSignal(Engine engine) {
    Runnable kill =
        () ->
            engine
                .calls()
                .kill(
                    "signal-" + UUID.randomUUID(),
                    Reason.SIGNAL,
                    "signal",
                    "SIG" + KILL_SIGNAL + " reached the process");
    Signals.register(KILL_SIGNAL, () -> Thread.ofPlatform().name("signal").start(kill));
  }
}
