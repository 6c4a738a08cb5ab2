package trader.simulator.matching;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Tells the listener what a call has changed in accounts, once it is over. */
final class AccountNews {
  private final Ledger ledger;
  private final ExchangeListener listener;
  private final Map<String, Set<String>> movedPositions = new LinkedHashMap<>();

  AccountNews(Ledger ledger, ExchangeListener listener) {
    this.ledger = ledger;
    this.listener = listener;
  }

  /** A position has changed; balances the ledger notes itself. */
  void moved(String account, String symbol) {
    movedPositions.computeIfAbsent(account, k -> new LinkedHashSet<>()).add(symbol);
  }

  void flush(long nowMicros) {
    ledger.drainTouched().forEach((a, assets) -> listener.onBalances(a, assets, nowMicros));
    if (!movedPositions.isEmpty()) {
      Map<String, Set<String>> moved = new LinkedHashMap<>(movedPositions);
      movedPositions.clear();
      moved.forEach((a, symbols) -> listener.onPositions(a, symbols, nowMicros));
    }
  }
}
