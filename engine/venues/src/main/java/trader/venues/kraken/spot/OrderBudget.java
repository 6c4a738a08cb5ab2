package trader.venues.kraken.spot;

import java.util.HashMap;
import java.util.Map;
import trader.control.InstrumentId;
import trader.engine.core.orders.Purpose;

/**
 * What the matching engine counts of each pair: changing an order costs more the younger it is. A
 * part of it is kept back for what reduces risk.
 */
final class OrderBudget {
  private static final double FOR_ENTRIES = 0.75;
  private static final int[] AGES = {5, 10, 15, 45, 90, 300};
  private static final int[] CANCEL = {8, 6, 5, 4, 2, 1};
  private static final int[] AMEND = {3, 2, 1};

  private final KrakenTier tier;
  private final Map<InstrumentId, DecayingCounter> counters = new HashMap<>();

  OrderBudget(KrakenTier tier) {
    this.tier = tier;
  }

  private DecayingCounter counter(InstrumentId instrument) {
    return counters.computeIfAbsent(instrument, i -> tier.orders());
  }

  /**
   * How long an order must wait, microseconds; 0 where it may go. What reduces risk always may: the
   * venue's own count decides.
   */
  long waitMicros(InstrumentId instrument, Purpose purpose, long nowMicros) {
    if (purpose != Purpose.ENTRY) {
      return 0;
    }
    DecayingCounter counter = counter(instrument);
    return counter.waitMicros(1 + (1 - FOR_ENTRIES) * counter.most(), nowMicros);
  }

  void added(InstrumentId instrument, long nowMicros) {
    counter(instrument).add(1, nowMicros);
  }

  void cancelled(InstrumentId instrument, long ageMicros, long nowMicros) {
    counter(instrument).add(penalty(CANCEL, ageMicros), nowMicros);
  }

  void amended(InstrumentId instrument, long ageMicros, long nowMicros) {
    counter(instrument).add(1 + penalty(AMEND, ageMicros), nowMicros);
  }

  /** The venue refused because its count is full. */
  void exceeded(InstrumentId instrument, long nowMicros) {
    counter(instrument).fill(nowMicros);
  }

  double level(InstrumentId instrument, long nowMicros) {
    return counter(instrument).level(nowMicros);
  }

  private static int penalty(int[] byAge, long ageMicros) {
    for (int i = 0; i < byAge.length; i++) {
      if (ageMicros < AGES[i] * 1_000_000L) {
        return byAge[i];
      }
    }
    return 0;
  }
}
