package trader.simulator.krakenspot;

import java.util.HashMap;
import java.util.Map;
import trader.simulator.witness.Witness;

/** The counter of REST calls of each key: it rises with calls and decays with time. */
final class RestCounter {
  private final KrakenSpotLimits limits;
  private final Witness witness;
  private final Map<String, Level> levels = new HashMap<>();

  /** A level as it stood at a time. */
  static final class Level {
    private double value;
    private long atMicros;

    double at(long nowMicros, double decayPerSecond) {
      double passed = Math.max(0, nowMicros - atMicros) / 1e6;
      value = Math.max(0, value - passed * decayPerSecond);
      atMicros = nowMicros;
      return value;
    }

    void add(double cost) {
      value += cost;
    }
  }

  RestCounter(KrakenSpotLimits limits, Witness witness) {
    this.limits = limits;
    this.witness = witness;
  }

  /** Counts a call, or refuses it where it would rise above the most. */
  void charge(String key, int cost, long nowMicros) {
    Level level = levels.computeIfAbsent(key, k -> new Level());
    if (level.at(nowMicros, limits.restDecayPerSecond()) + cost > limits.restMost()) {
      witness.overLimit("calls");
      throw new KrakenError("EAPI:Rate limit exceeded");
    }
    level.add(cost);
  }

  /** Where a key's counter stands. */
  double level(String key, long nowMicros) {
    return levels.computeIfAbsent(key, k -> new Level()).at(nowMicros, limits.restDecayPerSecond());
  }
}
