package trader.engine.tools;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import trader.control.EngineState;
import trader.engine.settings.EngineSettings;

/**
 * What a tool that changes something has at hand.
 *
 * @param execute whether it was told to do it
 * @param running whether the engine was there before the tool
 * @param since when the tool began
 */
record Act(
    String tool,
    ToolContext context,
    EngineSettings settings,
    Hands hands,
    boolean execute,
    boolean running,
    Instant since,
    LongSupplier nanoTime) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration STEP = Duration.ofMillis(50);

  /** Waits for a state; answers the last one seen, be it so or not. */
  EngineState await(Predicate<EngineState> until) {
    return await(PATIENCE, until);
  }

  /** The same with a patience of its own. */
  EngineState await(Duration patience, Predicate<EngineState> until) {
    long deadline = nanoTime.getAsLong() + patience.toNanos();
    EngineState state = hands.state();
    while (!until.test(state) && nanoTime.getAsLong() < deadline) {
      try {
        Thread.sleep(STEP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
      state = hands.state();
    }
    return state;
  }

  /** Compares with the venue and answers what both are by then. */
  Fresh compared() {
    Hands.Compared compared = hands.reconcile();
    Instant at = context.now();
    return new Fresh(compared, await(state -> state.asOf().isAfter(at)));
  }

  /** A comparison, and a state that is newer. */
  record Fresh(Hands.Compared compared, EngineState state) {
    Finding finding() {
      return compared.done()
          ? Finding.ok("reconciliation", compared.said())
          : Finding.fail("reconciliation", compared.said(), "trader why says what holds");
    }
  }

  /** What an answer means. */
  static Finding found(String subject, Hands.Answered answer) {
    if (!answer.done()) {
      return Finding.fail(subject, answer.said(), "trader why says what holds");
    }
    return answer.confirmed()
        ? Finding.ok(subject, answer.said())
        : Finding.warn(subject, answer.said(), "not confirmed yet; look again with trader status");
  }

  /** Nothing was to be done, or nothing was done yet. */
  ToolReport planned(String headline, List<Finding> findings, List<Map<String, Object>> rows) {
    return report(
        headline
            + ", by "
            + hands.who()
            + (execute ? "" : "; nothing was changed: --execute does it"),
        findings,
        rows,
        status(findings, true));
  }

  /** Failed where a finding did, else done where it was confirmed. */
  static int status(List<Finding> findings, boolean confirmed) {
    boolean failed = findings.stream().anyMatch(one -> one.verdict() == Finding.Verdict.FAIL);
    return failed ? ToolReport.FAILED : confirmed ? ToolReport.DONE : ToolReport.NOT_CONFIRMED;
  }

  ToolReport report(
      String headline, List<Finding> findings, List<Map<String, Object>> rows, int status) {
    return new ToolReport(tool, context.now(), headline, findings, rows, status);
  }
}
