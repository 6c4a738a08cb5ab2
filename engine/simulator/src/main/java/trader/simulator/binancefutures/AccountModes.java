package trader.simulator.binancefutures;

import java.util.HashSet;
import java.util.Set;

/**
 * How accounts are set up: in hedge mode, or with contracts of isolated margin. The simulator knows
 * one crossed position a contract; it tells of these settings and refuses orders that they bar.
 */
final class AccountModes {
  private record Isolated(String account, String symbol) {}

  private final Set<String> hedged = new HashSet<>();
  private final Set<Isolated> isolated = new HashSet<>();

  boolean isHedged(String account) {
    return hedged.contains(account);
  }

  void hedged(String account, boolean on) {
    if (on) {
      hedged.add(account);
    } else {
      hedged.remove(account);
    }
  }

  boolean isIsolated(String account, String symbol) {
    return isolated.contains(new Isolated(account, symbol));
  }

  void isolated(String account, String symbol, boolean on) {
    if (on) {
      isolated.add(new Isolated(account, symbol));
    } else {
      isolated.remove(new Isolated(account, symbol));
    }
  }
}
