package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import trader.control.Account;
import trader.engine.core.ReconciliationReport;

class ReconciliationWatchTest {
  private final ReconciliationWatch watch = new ReconciliationWatch();
  private Instant now = Instant.parse("2026-11-20T10:00:00Z");

  private static ReconciliationReport report(
      int orphaned, int phantom, int mismatch, int synced, int adopted, int logged, int deduped) {
    return new ReconciliationReport(
        Account.LIVE, 0, orphaned, phantom, mismatch, synced, adopted, 0, logged, deduped, 0, 0, 1);
  }

  private ReconciliationWatch.Verdict after(Duration pause, ReconciliationReport report) {
    now = now.plus(pause);
    return watch.take(now, report);
  }

  @Test
  void cleanReportSaysNothing() {
    ReconciliationWatch.Verdict verdict = after(Duration.ZERO, report(0, 0, 0, 2, 0, 2, 0));
    assertThat(verdict.warnings()).isEmpty();
    assertThat(verdict.critical()).isEmpty();
    assertThat(verdict.escalate()).isFalse();
  }

  @Test
  void oneOfAnythingInACycleWarns() {
    assertThat(after(Duration.ZERO, report(1, 1, 1, 3, 1, 0, 0)).warnings())
        .containsExactly(
            "orphaned=1", "phantom=1", "qty_mismatch=1", "qty_synced=3", "pending_adopted=1");
  }

  @Test
  void threeOrphansWithinFifteenMinutesPauseOnce() {
    assertThat(after(Duration.ZERO, report(1, 0, 0, 0, 0, 0, 0)).escalate()).isFalse();
    assertThat(after(Duration.ofMinutes(7), report(1, 0, 0, 0, 0, 0, 0)).escalate()).isFalse();
    ReconciliationWatch.Verdict third = after(Duration.ofMinutes(7), report(1, 0, 0, 0, 0, 0, 0));
    assertThat(third.escalate()).isTrue();
    assertThat(third.critical()).containsExactly("orphaned 3 times within 15 minutes");
    assertThat(after(Duration.ofSeconds(30), report(0, 0, 0, 0, 0, 0, 0)).escalate()).isFalse();
  }

  @Test
  void threePhantomsFarApartOnlyWarn() {
    for (int i = 0; i < 3; i++) {
      assertThat(after(Duration.ofMinutes(8), report(0, 1, 0, 0, 0, 0, 0)).escalate()).isFalse();
    }
  }

  @Test
  void mismatchInThreeCyclesInARowPauses() {
    assertThat(after(Duration.ZERO, report(0, 0, 1, 0, 0, 0, 0)).escalate()).isFalse();
    assertThat(after(Duration.ofMinutes(1), report(0, 0, 1, 0, 0, 0, 0)).escalate()).isFalse();
    assertThat(after(Duration.ofMinutes(1), report(0, 0, 0, 0, 0, 0, 0)).escalate()).isFalse();
    assertThat(after(Duration.ofMinutes(1), report(0, 0, 1, 0, 0, 0, 0)).escalate()).isFalse();
    assertThat(after(Duration.ofMinutes(1), report(0, 0, 1, 0, 0, 0, 0)).escalate()).isFalse();
    ReconciliationWatch.Verdict third = after(Duration.ofMinutes(1), report(0, 0, 2, 0, 0, 0, 0));
    assertThat(third.escalate()).isTrue();
    assertThat(third.critical()).containsExactly("qty_mismatch in 3 cycles in a row");
  }

  @Test
  void pendingOrdersAdoptedAtEachOfThreeStartsAreCritical() {
    ReconciliationReport third =
        new ReconciliationReport(Account.LIVE, 0, 0, 0, 0, 0, 1, 3, 0, 0, 0, 0, 1);
    ReconciliationWatch.Verdict verdict = after(Duration.ZERO, third);
    assertThat(verdict.critical()).containsExactly("pending_adopted at each of the last 3 starts");
    assertThat(verdict.escalate()).isFalse();
    assertThat(after(Duration.ofMinutes(1), report(0, 0, 0, 0, 0, 0, 0)).critical()).isEmpty();
  }

  @Test
  void synchronisationsThatRiseOverHalfAnHourAreCriticalAndDoNotPause() {
    after(Duration.ZERO, report(0, 0, 0, 1, 0, 1, 0));
    after(Duration.ofMinutes(10), report(0, 0, 0, 2, 0, 2, 0));
    ReconciliationWatch.Verdict verdict =
        after(Duration.ofMinutes(10), report(0, 0, 0, 3, 0, 3, 0));
    assertThat(verdict.critical()).containsExactly("qty_synced rises over 30 minutes: 1, 2, 3");
    assertThat(verdict.escalate()).isFalse();
  }

  @Test
  void adjustmentsThatAreMostlyRepeatedForHalfAnHourAreCritical() {
    after(Duration.ZERO, report(0, 0, 0, 0, 0, 1, 2));
    assertThat(after(Duration.ofMinutes(10), report(0, 0, 0, 0, 0, 0, 2)).critical()).isEmpty();
    assertThat(after(Duration.ofMinutes(10), report(0, 0, 0, 0, 0, 0, 2)).critical())
        .containsExactly(
            "state_adjustments_deduped=6 dominates state_adjustments_logged=1 over 30 minutes");
  }
}
