package trader.engine.tools;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import trader.engine.settings.EngineSettings;

/**
 * Runs a tool that changes something: it says what it would change, does it only when told to, and
 * says what is so afterwards. Where no engine runs, one is started for it.
 */
final class Acting {
  private final ToolContext context;
  private final boolean execute;
  private final LongSupplier nanoTime;

  Acting(ToolContext context, boolean execute, LongSupplier nanoTime) {
    this.context = context;
    this.execute = execute;
    this.nanoTime = nanoTime;
  }

  /**
   * Runs a tool.
   *
   * @param own what an engine that is started for it has otherwise than one that runs for good
   */
  ToolReport run(String tool, UnaryOperator<EngineSettings> own, Function<Act, ToolReport> task) {
    if (context.settings().isEmpty()) {
      return refused(tool, context.faults().orElse("the settings cannot be read"));
    }
    EngineSettings settings = context.settings().get();
    boolean running = context.engine().get("/healthz").isPresent();
    if (context.bars().isPresent() && execute) {
      return refused(tool, context.bars().get());
    }
    if (context.bars().isPresent() && !running) {
      return refused(
          tool,
          "no engine answers at "
              + context.engine().url()
              + ", and to start one: "
              + context.bars().get());
    }
    Instant since = context.now();
    try (Hands hands = hands(running, own.apply(settings))) {
      return task.apply(new Act(tool, context, settings, hands, execute, running, since, nanoTime));
    } catch (IllegalStateException e) {
      return new ToolReport(
          tool,
          context.now(),
          "not done",
          List.of(
              Finding.fail(
                  "engine", String.valueOf(e.getMessage()), "trader check-live-readiness")),
          List.of(),
          ToolReport.FAILED);
    }
  }

  private Hands hands(boolean running, EngineSettings settings) {
    if (running) {
      return new HttpHands(context.engine());
    }
    return execute
        ? OwnHands.start(settings, context.clock(), nanoTime)
        : OwnHands.looking(settings, context.clock(), nanoTime);
  }

  private ToolReport refused(String tool, String why) {
    return new ToolReport(
        tool,
        context.now(),
        "refused; nothing was changed",
        List.of(Finding.fail("refused", why, "set what is named, then run it again")),
        List.of(),
        ToolReport.REFUSED);
  }
}
