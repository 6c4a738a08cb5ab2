package trader.engine.tools;

import java.util.ArrayList;
import java.util.List;
import trader.control.EngineState;
import trader.engine.tools.Act.Fresh;

/** {@code close-all}: ends every position, and says flat only where the venue does. */
final class CloseAll {
  static final String NAME = "close-all";

  private CloseAll() {}

  static ToolReport run(Act act) {
    EngineState before = act.hands().state();
    List<Finding> findings = new ArrayList<>();
    String now =
        Holdings.ours(before).size()
            + " positions and "
            + Holdings.ourOrders(before).size()
            + " working orders";
    if (!act.execute()) {
      foreign(act, before, findings);
      return act.planned("would close " + now, findings, Holdings.rows(before));
    }
    findings.add(Finding.ok("before", now + " as of " + before.asOf()));
    Hands.Answered closed = act.hands().close("all", NAME);
    findings.add(Act.found("close", closed));
    act.await(CloseAll::oursAreOver);
    Fresh after = act.compared();
    findings.add(after.finding());
    return judged(act, closed, after, findings);
  }

  private static ToolReport judged(
      Act act, Hands.Answered closed, Fresh after, List<Finding> findings) {
    EngineState state = after.state();
    boolean ended = closed.done() && after.compared().done() && oursAreOver(state);
    boolean others = foreign(act, state, findings);
    if (!ended) {
      findings.add(
          Finding.fail(
              "after",
              Holdings.ours(state).size()
                  + " positions and "
                  + Holdings.ourOrders(state).size()
                  + " orders of this engine are left",
              "run it again; then close the rest on the venue's own page"));
      return act.report("NOT flat", findings, Holdings.rows(state), ToolReport.NOT_CONFIRMED);
    }
    String headline;
    if (!after.compared().account()) {
      headline = "flat on paper, by this engine's own books; no account at a venue was asked";
    } else if (others) {
      headline = "NOT flat: this engine's positions are closed, and the account has others";
    } else {
      headline = "flat: the venue confirms no position and no order";
    }
    return act.report(
        headline, findings, Holdings.rows(state), others ? ToolReport.FAILED : ToolReport.DONE);
  }

  private static boolean oursAreOver(EngineState state) {
    return Holdings.ours(state).isEmpty() && Holdings.ourOrders(state).isEmpty();
  }

  /** Tells of what is not ours and stays; answers whether it keeps the account from being flat. */
  private static boolean foreign(Act act, EngineState state, List<Finding> findings) {
    boolean notFlat = false;
    for (Holdings.Foreign one : Holdings.foreign(state, act.settings())) {
      notFlat |= one.contract();
      findings.add(
          new Finding(
              one.symbol(),
              one.contract() && act.execute() ? Finding.Verdict.FAIL : Finding.Verdict.WARN,
              (one.isLong() ? "" : "a short of ")
                  + one.qty().toPlainString()
                  + " that is not this engine's stays",
              one.isLong()
                  ? "trader " + SyncPositions.NAME + " --execute takes it in; then close it"
                  : "close it on the venue's own page"));
    }
    for (var order : Holdings.foreignOrders(state)) {
      notFlat = true;
      findings.add(
          new Finding(
              order.symbol(),
              act.execute() ? Finding.Verdict.FAIL : Finding.Verdict.WARN,
              "the order " + order.clientOrderId() + " is not this engine's and stays",
              "cancel it on the venue's own page"));
    }
    return notFlat;
  }
}
