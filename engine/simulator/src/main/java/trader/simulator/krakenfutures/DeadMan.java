package trader.simulator.krakenfutures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import trader.simulator.matching.Order;

/**
 * One timer an account that a client keeps pushing away; where it runs out, every order of the
 * account goes, protective ones too, and positions stay.
 */
final class DeadMan {
  private final Venue venue;
  private final Map<String, Long> dueMicros = new HashMap<>();

  DeadMan(Venue venue) {
    this.venue = venue;
  }

  void set(String account, long micros) {
    dueMicros.put(account, micros);
  }

  void stop(String account) {
    dueMicros.remove(account);
  }

  /** Cancels what is due by the clock. */
  void onTick() {
    long now = venue.clock().micros();
    for (String account : List.copyOf(dueMicros.keySet())) {
      Long due = dueMicros.get(account);
      if (due != null && due <= now) {
        dueMicros.remove(account);
        cancelAll(account);
      }
    }
  }

  private void cancelAll(String account) {
    venue.reports().cancelling("dead_man_switch");
    long now = venue.clock().transactionMicros();
    for (Order order : venue.exchange().orders().open(account)) {
      venue.exchange().cancel(order, "", now);
    }
    venue.reports().cancelling("cancelled_by_user");
    var _ = venue.reports().drain();
  }
}
