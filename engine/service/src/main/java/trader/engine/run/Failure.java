package trader.engine.run;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import trader.control.Alert;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Health;
import trader.control.Lever;
import trader.control.LeverState;
import trader.control.Reason;

/**
 * A fault that has closed the engine for good, as people are told of it. The core can no longer
 * speak for itself: what it last said is shown with what is so now.
 *
 * @param since when it happened
 * @param what the fault, in one line
 */
record Failure(Instant since, String what) {

  private String text() {
    return "a fault inside the engine has closed its gate for good: "
        + what
        + "; stops stay at the venue; look for INVARIANT_VIOLATION in its log, then restart it";
  }

  /** What has to wake someone up. */
  Alert alert(String source) {
    return new Alert(
        Alert.Severity.CRITICAL, Reason.INVARIANT_VIOLATION, "engine", text(), source, since);
  }

  /** The state as last shown, its gate closed and its time left as it was. */
  EngineState shownOver(EngineState last) {
    List<LeverState> levers = new ArrayList<>(last.levers());
    levers.removeIf(lever -> lever.name() == Lever.STOPPING);
    levers.add(new LeverState(Lever.STOPPING, "fault", GateLevel.CLOSED, since, text()));
    List<String> alerts = new ArrayList<>(last.alerts());
    alerts.addFirst(Reason.INVARIANT_VIOLATION.text() + " " + text());
    return new EngineState(
        last.mode(),
        last.modeEffective(),
        GateLevel.CLOSED,
        levers,
        false,
        last.activeColor(),
        last.color(),
        last.capitalStage(),
        BigDecimal.ZERO,
        Health.HALTED,
        last.equityUsd(),
        last.cashUsd(),
        last.pnlToday(),
        last.realizedPnlToday(),
        last.feesToday(),
        last.fees(),
        last.ordersAccount(),
        last.reach(),
        last.reachesRealVenue(),
        last.prices(),
        last.balances(),
        last.positions(),
        last.orders(),
        last.proposals(),
        last.risk(),
        last.snapshotLoaded(),
        last.epoch(),
        alerts,
        last.pid(),
        last.startedAt(),
        last.asOf());
  }
}
