package trader.engine.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.ToIntFunction;
import trader.engine.core.ReconciliationReport;

/**
 * Judges reports of reconciliations over time, by the thresholds of the runbook. Used on the
 * engine's loop only.
 */
final class ReconciliationWatch {
  private static final Duration SHORT = Duration.ofMinutes(15);
  private static final Duration LONG = Duration.ofMinutes(30);
  private static final int CRITICAL_IN_SHORT = 3;
  private static final int CYCLES_OF_MISMATCH = 3;
  private static final int SYNCED_IN_CYCLE = 3;
  private static final int STARTS_ADOPTING = 3;
  private static final int PARTS_OF_LONG = 3;
  private final Deque<Cycle> cycles = new ArrayDeque<>();
  private int mismatches;
  private boolean escalated;

  private record Cycle(Instant at, ReconciliationReport report) {}

  /**
   * What a report means, with those before it.
   *
   * @param warnings what someone should look at
   * @param critical what someone must look at
   * @param escalate whether trading pauses: what is critical is so since this report
   */
  record Verdict(List<String> warnings, List<String> critical, boolean escalate) {}

  Verdict take(Instant at, ReconciliationReport report) {
    cycles.addLast(new Cycle(at, report));
    while (cycles.getFirst().at().isBefore(at.minus(LONG))) {
      cycles.removeFirst();
    }
    mismatches = report.qtyMismatch() > 0 ? mismatches + 1 : 0;
    List<String> pausing = new ArrayList<>();
    within(at, "orphaned", ReconciliationReport::orphaned, pausing);
    within(at, "phantom", ReconciliationReport::phantom, pausing);
    if (mismatches >= CYCLES_OF_MISMATCH) {
      pausing.add("qty_mismatch in " + mismatches + " cycles in a row");
    }
    List<String> critical = new ArrayList<>(pausing);
    rising(at, critical);
    deduped(at, critical);
    if (report.startsAdopting() >= STARTS_ADOPTING && report.pendingAdopted() > 0) {
      critical.add("pending_adopted at each of the last " + report.startsAdopting() + " starts");
    }
    boolean newly = !pausing.isEmpty() && !escalated;
    escalated = !pausing.isEmpty();
    return new Verdict(warnings(report), critical, newly);
  }

  private static List<String> warnings(ReconciliationReport report) {
    List<String> warnings = new ArrayList<>();
    atLeast("orphaned", report.orphaned(), 1, warnings);
    atLeast("phantom", report.phantom(), 1, warnings);
    atLeast("qty_mismatch", report.qtyMismatch(), 1, warnings);
    atLeast("qty_synced", report.qtySynced(), SYNCED_IN_CYCLE, warnings);
    atLeast("pending_adopted", report.pendingAdopted(), 1, warnings);
    return warnings;
  }

  private static void atLeast(String name, int count, int least, List<String> to) {
    if (count >= least) {
      to.add(name + "=" + count);
    }
  }

  private void within(
      Instant at, String name, ToIntFunction<ReconciliationReport> count, List<String> to) {
    int sum = sum(at.minus(SHORT), at, count);
    if (sum >= CRITICAL_IN_SHORT) {
      to.add(name + " " + sum + " times within " + SHORT.toMinutes() + " minutes");
    }
  }

  /** Three thirds of the long window, each with more figures set than the one before. */
  private void rising(Instant at, List<String> to) {
    int[] thirds = new int[PARTS_OF_LONG];
    Duration third = LONG.dividedBy(PARTS_OF_LONG);
    for (int i = 0; i < PARTS_OF_LONG; i++) {
      Instant end = at.minus(third.multipliedBy(PARTS_OF_LONG - 1L - i));
      thirds[i] = sum(end.minus(third), end, ReconciliationReport::qtySynced);
    }
    if (thirds[0] > 0 && thirds[1] > thirds[0] && thirds[2] > thirds[1]) {
      to.add(
          "qty_synced rises over %d minutes: %d, %d, %d"
              .formatted(LONG.toMinutes(), thirds[0], thirds[1], thirds[2]));
    }
  }

  private void deduped(Instant at, List<String> to) {
    boolean longEnough =
        Duration.between(cycles.getFirst().at(), at).compareTo(LONG.minus(SHORT)) > 0;
    int deduped = sum(at.minus(LONG), at, ReconciliationReport::adjustmentsDeduped);
    int logged = sum(at.minus(LONG), at, ReconciliationReport::adjustmentsLogged);
    if (longEnough && deduped > logged) {
      to.add(
          "state_adjustments_deduped="
              + deduped
              + " dominates state_adjustments_logged="
              + logged
              + " over "
              + LONG.toMinutes()
              + " minutes");
    }
  }

  private int sum(Instant after, Instant upTo, ToIntFunction<ReconciliationReport> count) {
    return cycles.stream()
        .filter(cycle -> cycle.at().isAfter(after) && !cycle.at().isAfter(upTo))
        .mapToInt(cycle -> count.applyAsInt(cycle.report()))
        .sum();
  }
}
