package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import trader.engine.core.Action;

/**
 * Logs what a comparison sets to the venue's figure, with what it was and why. What the comparison
 * before has set in the same way is counted as repeated, and not logged again.
 */
final class Adjustments {
  private final Outbox outbox;
  private Set<String> before = new HashSet<>();
  private Set<String> now = new HashSet<>();

  Adjustments(Outbox outbox) {
    this.outbox = outbox;
  }

  /** A comparison begins to correct. */
  void begin() {
    before = now;
    now = new HashSet<>();
  }

  void made(String what, BigDecimal ours, BigDecimal venues, String why, Findings findings) {
    String line =
        what
            + " was="
            + ours.toPlainString()
            + " is="
            + venues.toPlainString()
            + " reason=\""
            + why
            + "\"";
    now.add(line);
    boolean repeated = before.contains(line);
    findings.synced(repeated);
    if (!repeated) {
      outbox.log(Action.Log.Level.WARN, "QTY_SYNCED", line);
    }
  }
}
