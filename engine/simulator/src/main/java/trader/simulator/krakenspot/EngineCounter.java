package trader.simulator.krakenspot;

import java.util.HashMap;
import java.util.Map;
import trader.simulator.witness.Witness;

/**
 * The matching engine's counter of each account and pair, shared by REST and WebSocket: changing an
 * order costs more the younger it is.
 */
final class EngineCounter {
  private static final int[] AGES = {5, 10, 15, 45, 90, 300};

  private final KrakenSpotLimits limits;
  private final Witness witness;
  private final Map<String, RestCounter.Level> levels = new HashMap<>();

  /** What is done with an order. */
  enum Transaction {
    ADD(1),
    AMEND(1),
    EDIT(1),
    CANCEL(0);

    private final int fixed;

    Transaction(int fixed) {
      this.fixed = fixed;
    }

    /** What it costs beyond its fixed part for an order of that age. */
    int penalty(long ageMicros) {
      long seconds = ageMicros / 1_000_000;
      return switch (this) {
        case ADD -> 0;
        case AMEND -> byAge(seconds, 3, 2, 1);
        case EDIT -> byAge(seconds, 6, 5, 4, 2, 1);
        case CANCEL -> byAge(seconds, 8, 6, 5, 4, 2, 1);
      };
    }

    private static int byAge(long seconds, int... costs) {
      for (int i = 0; i < costs.length; i++) {
        if (seconds < AGES[i]) {
          return costs[i];
        }
      }
      return 0;
    }
  }

  EngineCounter(KrakenSpotLimits limits, Witness witness) {
    this.limits = limits;
    this.witness = witness;
  }

  private RestCounter.Level level(String account, String pair) {
    return levels.computeIfAbsent(account + " " + pair, k -> new RestCounter.Level());
  }

  /** Counts the fixed part, which stays counted whatever comes of the request. */
  void begin(Transaction transaction, String account, String pair, long nowMicros) {
    charge(level(account, pair), transaction.fixed, nowMicros);
  }

  /** Counts what the order's age adds. */
  void change(
      Transaction transaction, String account, String pair, long ageMicros, long nowMicros) {
    charge(level(account, pair), transaction.penalty(ageMicros), nowMicros);
  }

  private void charge(RestCounter.Level level, int cost, long nowMicros) {
    if (level.at(nowMicros, limits.engineDecayPerSecond()) + cost > limits.engineMost()) {
      witness.overLimit("orders");
      throw new KrakenError("EOrder:Rate limit exceeded");
    }
    level.add(cost);
  }

  /** Where the counter of an account and pair stands. */
  double level(String account, String pair, long nowMicros) {
    return level(account, pair).at(nowMicros, limits.engineDecayPerSecond());
  }
}
