package trader.engine.tools;

import java.util.ArrayList;
import java.util.List;
import trader.control.EngineState;
import trader.control.Position;
import trader.control.WorkingOrder;
import trader.engine.core.ControlEvent.Protection;
import trader.engine.settings.EngineSettings;
import trader.engine.tools.Act.Fresh;

/** {@code recover-sl-order-ids}: finds or places the stops of positions that have none. */
final class RecoverStops {
  static final String NAME = "recover-sl-order-ids";

  private RecoverStops() {}

  /** An engine that is started for this places stops, whatever it does otherwise. */
  static EngineSettings repairing(EngineSettings own) {
    Protection now = own.protection();
    return own.withProtection(
        new Protection(
            true,
            now.repairBudget(),
            now.repairWindowMicros(),
            now.triggeredMicros(),
            now.takeProfitMultiple(),
            now.maxOrdersPerPosition(),
            now.orderWindowMicros(),
            now.lostMicros()));
  }

  static ToolReport run(Act act) {
    EngineState before = act.hands().state();
    List<Position> missing = Holdings.stopless(before);
    List<Finding> findings = new ArrayList<>();
    for (Position one : missing) {
      String said = "no known stop for " + one.qty().toPlainString() + " as of " + before.asOf();
      findings.add(
          act.execute()
              ? Finding.ok(Holdings.name(one), "had " + said)
              : Finding.warn(
                  Holdings.name(one),
                  said,
                  "with --execute: compare with the venue, adopt its stop or place one"));
    }
    if (!act.execute()) {
      if (missing.isEmpty()) {
        findings.add(allWork());
      }
      return act.planned(
          missing.size() + " positions without a stop", findings, Holdings.rows(before));
    }
    Fresh first = act.compared();
    findings.add(first.finding());
    EngineState after = act.await(state -> Holdings.stopless(state).isEmpty());
    List<WorkingOrder> placed =
        Holdings.stops(after).stream()
            .filter(stop -> !stop.createdAt().isBefore(act.since()))
            .toList();
    placed.forEach(
        stop -> findings.add(Finding.ok("placed", Holdings.words(stop) + ", " + stop.status())));
    List<Position> left = Holdings.stopless(after);
    left.forEach(one -> findings.add(bare(act, one)));
    if (left.isEmpty()) {
      findings.add(allWork());
    }
    return act.report(
        left.isEmpty()
            ? placed.size() + " stops placed; every position has one that works at the venue"
            : left.size() + " positions are still without a stop",
        findings,
        Holdings.rows(after),
        Act.status(findings, first.compared().done()));
  }

  private static Finding allWork() {
    return Finding.ok("stops", "every position has a stop that works at the venue");
  }

  private static Finding bare(Act act, Position one) {
    boolean repairOff = act.running() && !act.settings().protection().repair();
    return Finding.fail(
        Holdings.name(one),
        "still has no stop at the venue"
            + (repairOff ? ": STOP_VALIDATOR_REPAIR is off, so the engine places none" : ""),
        repairOff
            ? "stop the engine and run this again, or: trader close " + one.symbol()
            : "place one at the venue by hand, or: trader close " + one.symbol());
  }
}
