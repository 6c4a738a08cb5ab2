package trader.app.e2e;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import trader.simulator.witness.OrderView;
import trader.simulator.witness.Step;

/** The latest of what a venue saw, with the time of each: what an engine's log is read beside. */
final class VenueTrail {
  private static final int KEPT = 2_000;
  private final Clock clock = Clock.systemUTC();
  private final Deque<String> lines = new ArrayDeque<>();

  void received(String endpoint, CrashStep.Kind kind) {
    add("received " + endpoint + (kind == CrashStep.Kind.OTHER ? "" : " " + kind));
  }

  void moved(Step step, OrderView order) {
    add(
        "%s %s %s %s %s of %s, %s"
            .formatted(
                step,
                order.side(),
                order.type(),
                order.clientOrderId(),
                order.executed().toPlainString(),
                order.quantity().toPlainString(),
                order.status()));
  }

  void answered(String endpoint) {
    add("answered " + endpoint);
  }

  synchronized void add(String line) {
    if (lines.size() == KEPT) {
      lines.removeFirst();
    }
    lines.addLast(clock.instant() + " " + line);
  }

  synchronized String text() {
    return String.join("\n", lines);
  }
}
