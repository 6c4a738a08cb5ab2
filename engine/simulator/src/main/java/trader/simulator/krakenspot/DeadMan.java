package trader.simulator.krakenspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The switch of each account that cancels every order of every pair, protective stops too, unless
 * it is set anew in time. One that runs out during maintenance acts when the venue is back.
 */
final class DeadMan {
  private final OrderDesk desk;
  private final Map<String, Long> dueMicros = new HashMap<>();

  DeadMan(OrderDesk desk) {
    this.desk = desk;
  }

  /** Sets it, or with 0 seconds takes it away; when it will act, in epoch microseconds, or 0. */
  long set(String account, long seconds, long nowMicros) {
    if (seconds < 0 || seconds > 86_400) {
      throw KrakenError.arguments("timeout");
    }
    if (seconds == 0) {
      dueMicros.remove(account);
      return 0;
    }
    long due = nowMicros + seconds * 1_000_000;
    dueMicros.put(account, due);
    return due;
  }

  void onTick(long nowMicros) {
    List<String> acting = new ArrayList<>();
    dueMicros.forEach((account, due) -> {
      if (nowMicros >= due) {
        acting.add(account);
      }
    });
    for (String account : acting) {
      dueMicros.remove(account);
      desk.cancelAll(account, "Cancel all orders after timeout");
    }
  }
}
