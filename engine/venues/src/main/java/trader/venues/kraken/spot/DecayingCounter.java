package trader.venues.kraken.spot;

/** A counter that rises with what is done, falls with time, and must not rise above its most. */
final class DecayingCounter {
  private static final double MICROS_PER_SECOND = 1e6;

  private final double most;
  private final double decayPerSecond;
  private double level;
  private long atMicros;

  DecayingCounter(double most, double decayPerSecond) {
    this.most = most;
    this.decayPerSecond = decayPerSecond;
  }

  double most() {
    return most;
  }

  double level(long nowMicros) {
    double passed = Math.max(0, nowMicros - atMicros) / MICROS_PER_SECOND;
    level = Math.max(0, level - passed * decayPerSecond);
    atMicros = Math.max(atMicros, nowMicros);
    return level;
  }

  void add(double cost, long nowMicros) {
    level = level(nowMicros) + cost;
  }

  /** The venue says that it is full. */
  void fill(long nowMicros) {
    level = Math.max(level(nowMicros), most);
  }

  /** How long until something of that cost fits, microseconds; 0 for now. */
  long waitMicros(double cost, long nowMicros) {
    double excess = level(nowMicros) + cost - most;
    return excess <= 0 ? 0 : (long) Math.ceil(excess / decayPerSecond * MICROS_PER_SECOND);
  }
}
