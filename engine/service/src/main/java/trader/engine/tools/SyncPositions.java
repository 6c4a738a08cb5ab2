package trader.engine.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.control.EngineState;
import trader.engine.tools.Act.Fresh;
import trader.engine.tools.Holdings.Foreign;

/** {@code sync-positions}: takes in what the account holds and the books do not, with stops. */
final class SyncPositions {
  static final String NAME = "sync-positions";

  private SyncPositions() {}

  static ToolReport run(Act act) {
    List<Finding> findings = new ArrayList<>();
    EngineState before = act.execute() ? fresh(act, findings) : act.hands().state();
    List<Foreign> foreign = Holdings.foreign(before, act.settings());
    List<Map<String, Object>> rows = foreign.stream().map(SyncPositions::row).toList();
    long importable = foreign.stream().filter(Foreign::isLong).count();
    if (foreign.isEmpty()) {
      findings.add(
          Finding.ok(
              "positions",
              "the account holds nothing of "
                  + act.settings().instruments()
                  + " that is not in the books"));
    }
    paper(act, before, findings);
    if (!act.execute() || importable == 0) {
      return act.planned(importable + " positions to import", findings, rows);
    }
    return imported(act, foreign, findings);
  }

  /** What the engine last read may be a minute old. */
  private static EngineState fresh(Act act, List<Finding> findings) {
    Fresh fresh = act.compared();
    findings.add(fresh.finding());
    return fresh.state();
  }

  private static ToolReport imported(Act act, List<Foreign> foreign, List<Finding> findings) {
    boolean confirmed = true;
    int taken = 0;
    for (Foreign one : foreign) {
      if (one.isLong()) {
        Hands.Answered answer = act.hands().importPosition(one.symbol(), "imported by " + NAME);
        confirmed &= answer.confirmed();
        taken += answer.done() ? 1 : 0;
        findings.add(Act.found(one.symbol(), answer));
      } else {
        findings.add(
            Finding.warn(
                one.symbol(),
                "a short of " + one.qty().toPlainString() + " stays as it is",
                "this engine protects longs only: close it on the venue's own page"));
      }
    }
    act.await(state -> Holdings.stopless(state).isEmpty());
    Fresh after = act.compared();
    findings.add(after.finding());
    Holdings.stops(after.state()).stream()
        .filter(stop -> !stop.createdAt().isBefore(act.since()))
        .forEach(stop ->
            findings.add(Finding.ok("placed", Holdings.words(stop) + ", " + stop.status())));
    Holdings.stopless(after.state())
        .forEach(one ->
            findings.add(
                Finding.fail(
                    Holdings.name(one),
                    "has no stop at the venue yet",
                    "trader " + RecoverStops.NAME + " --execute")));
    return act.report(
        taken
            + " positions imported; "
            + Holdings.ours(after.state()).size()
            + " are in the books now, as of "
            + after.state().asOf(),
        findings,
        Holdings.rows(after.state()),
        Act.status(findings, confirmed));
  }

  private static void paper(Act act, EngineState state, List<Finding> findings) {
    if (state.ordersAccount().equals("paper")) {
      findings.add(
          Finding.warn(
              "account",
              act.settings().reach().liveAccount()
                  ? "the mode is paper, in which balances at the venue are not shown"
                  : "there is no account at a venue here: " + act.settings().reach().line(),
              act.settings().reach().liveAccount()
                  ? "trader mode manual, then again, to find holdings on spot too"
                  : ""));
    }
  }

  private static Map<String, Object> row(Foreign one) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("symbol", one.symbol());
    row.put("side", one.isLong() ? "long" : "short");
    row.put("not_ours", one.qty().toPlainString());
    row.put("avg_price", one.average().signum() == 0 ? "unknown" : Holdings.plain(one.average()));
    row.put(
        "would",
        one.isLong() ? "import it and place its stop" : "nothing: only longs are protected");
    return row;
  }
}
