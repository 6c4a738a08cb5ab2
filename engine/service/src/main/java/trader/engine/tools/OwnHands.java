package trader.engine.tools;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.engine.core.Bar;
import trader.engine.core.strategy.Decision;
import trader.engine.core.strategy.Strategy;
import trader.engine.run.Engine;
import trader.engine.settings.EngineSettings;

/**
 * An engine that a tool starts where none runs: on the same journal, which only one process can
 * hold, with a strategy that never wants anything, and ended with the tool.
 */
final class OwnHands implements Hands {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(100);
  private final Engine engine;
  private final EngineSettings settings;
  private final Optional<Path> scratch;
  private final String actor = "cli:" + System.getProperty("user.name", "unknown");

  /** Decides nothing: what is there is looked after, and nothing is added. */
  private static final class Idle implements Strategy {
    @Override
    public String name() {
      return "none";
    }

    @Override
    public void warmUp(Bar bar) {
      // It knows nothing of the past.
    }

    @Override
    public int warmUpBars() {
      return 0;
    }

    @Override
    public Decision onBar(Bar bar, boolean inPosition) {
      return new Decision.Hold("a tool runs this engine");
    }
  }

  private OwnHands(Engine engine, EngineSettings settings, Optional<Path> scratch) {
    this.engine = engine;
    this.settings = settings;
    this.scratch = scratch;
  }

  /** Starts one that acts, and waits until it has compared with the venue. */
  static OwnHands start(EngineSettings settings, InstantSource clock, LongSupplier nanoTime) {
    return start(settings, Optional.empty(), clock, nanoTime);
  }

  /**
   * Starts one that only looks, on a copy of the journal: nothing leaves for the venue, and no file
   * of the engine's changes.
   */
  static OwnHands looking(EngineSettings settings, InstantSource clock, LongSupplier nanoTime) {
    Path scratch = Scratch.copyOf(settings.dataDir(), settings.logDir());
    try {
      return start(settings.lookingOnly(scratch), Optional.of(scratch), clock, nanoTime);
    } catch (RuntimeException e) {
      Scratch.delete(scratch);
      throw e;
    }
  }

  private static OwnHands start(
      EngineSettings settings, Optional<Path> scratch, InstantSource clock, LongSupplier nanoTime) {
    OwnHands hands =
        new OwnHands(
            Engine.start(settings, _ -> new Idle(), clock, nanoTime, RandomGenerator.getDefault()),
            settings,
            scratch);
    try {
      hands.awaitCompared();
      return hands;
    } catch (IllegalStateException e) {
      hands.engine.close();
      throw e;
    }
  }

  private void awaitCompared() {
    long steps = PATIENCE.dividedBy(STEP);
    String holds = "no state yet";
    for (long i = 0; i < steps; i++) {
      Optional<EngineState> state = engine.state();
      if (state.isPresent()) {
        holds = "";
        for (var lever : state.get().levers()) {
          boolean matters = lever.name() == Lever.VENUE_LINK || lever.name() == Lever.RECONCILING;
          if (matters && lever.allows() != GateLevel.OPEN) {
            holds = lever.name().text() + ": " + lever.why();
          }
        }
        if (holds.isEmpty() || !settings.reach().liveAccount()) {
          return;
        }
      }
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    throw new IllegalStateException(
        "the account was not compared with the venue's within "
            + PATIENCE.toSeconds()
            + " s: "
            + holds);
  }

  @Override
  public String who() {
    return scratch.isPresent()
        ? "an engine of this tool's own that only looks, since none runs"
        : "an engine of this tool's own, since none runs";
  }

  @Override
  public EngineState state() {
    return engine.state().orElseThrow(() -> new IllegalStateException("no state yet"));
  }

  @Override
  public Answered close(String symbol, String reason) {
    Optional<InstrumentId> instrument =
        symbol.equals("all") ? Optional.empty() : Optional.of(engine.instrument(symbol));
    return engine
        .calls()
        .closePositions(id(), instrument, actor, reason)
        .map(HttpHands::of)
        .orElseGet(OwnHands::late);
  }

  @Override
  public Answered importPosition(String symbol, String reason) {
    return engine
        .calls()
        .importPosition(
            id(), engine.instrument(symbol), Optional.empty(), Optional.empty(), actor, reason)
        .map(HttpHands::of)
        .orElseGet(OwnHands::late);
  }

  @Override
  public Compared reconcile() {
    if (!settings.reach().liveAccount()) {
      return Compared.nothing(settings.reach().line());
    }
    return engine
        .calls()
        .reconcile(id(), actor)
        .map(report ->
            new Compared(
                true,
                true,
                report.foreignPositions(),
                report.foreignOrders(),
                "compared: " + report.text()))
        .orElseGet(() -> Compared.not(late().said()));
  }

  private static Answered late() {
    return new Answered(false, false, "the venue has not confirmed it in time");
  }

  private static String id() {
    return "tool-" + UUID.randomUUID();
  }

  @Override
  public void close() {
    engine.close();
    scratch.ifPresent(Scratch::delete);
  }
}
