package trader.simulator.krakenfutures;

import java.util.HashMap;
import java.util.Map;
import trader.simulator.witness.Witness;

/** What accounts may still ask for: two pools each, refilled steadily. */
final class Budget {
  private static final long TEN_SECONDS = 10_000_000;
  private static final long TEN_MINUTES = 600_000_000;

  private final FuturesLimits limits;
  private final Witness witness;
  private final Map<String, Pool> calls = new HashMap<>();
  private final Map<String, Pool> history = new HashMap<>();

  private static final class Pool {
    private final double size;
    private final double perMicro;
    private double left;
    private long atMicros;

    Pool(int size, long refillMicros, long nowMicros) {
      this.size = size;
      this.perMicro = (double) size / refillMicros;
      this.left = size;
      this.atMicros = nowMicros;
    }

    boolean take(int cost, long nowMicros) {
      left = Math.min(size, left + Math.max(0, nowMicros - atMicros) * perMicro);
      atMicros = Math.max(atMicros, nowMicros);
      if (left < cost) {
        return false;
      }
      left -= cost;
      return true;
    }
  }

  Budget(FuturesLimits limits, Witness witness) {
    this.limits = limits;
    this.witness = witness;
  }

  FuturesLimits limits() {
    return limits;
  }

  void charge(String account, int cost, long nowMicros) {
    Pool pool =
        calls.computeIfAbsent(account, k -> new Pool(limits.budget(), TEN_SECONDS, nowMicros));
    if (!pool.take(cost, nowMicros)) {
      witness.overLimit("calls");
      throw ApiError.of("apiLimitExceeded");
    }
  }

  void chargeHistory(String account, int cost, long nowMicros) {
    Pool pool =
        history.computeIfAbsent(
            account, k -> new Pool(limits.historyTokens(), TEN_MINUTES, nowMicros));
    if (!pool.take(cost, nowMicros)) {
      witness.overLimit("history");
      throw ApiError.of("apiLimitExceeded");
    }
  }
}
