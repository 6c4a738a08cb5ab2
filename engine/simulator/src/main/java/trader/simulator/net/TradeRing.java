package trader.simulator.net;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Trade;

/** The newest trades of a market, found by their ids, which have no holes. */
public final class TradeRing {
  private static final int SIZE = 1 << 16;

  private final @Nullable Trade[] ring = new @Nullable Trade[SIZE];
  private long firstId = -1;
  private long nextId = -1;

  /** Keeps a trade, whose id follows the last one's. */
  public void add(Trade trade) {
    if (firstId < 0) {
      firstId = trade.id();
    }
    nextId = trade.id() + 1;
    ring[(int) (trade.id() % SIZE)] = trade;
    firstId = Math.max(firstId, nextId - SIZE);
  }

  /** The newest trades, oldest of them first. */
  public List<Trade> latest(int limit) {
    return from(Math.max(firstId, nextId - limit), limit);
  }

  /** The trades from an id on, oldest first. */
  public List<Trade> from(long id, int limit) {
    List<Trade> result = new ArrayList<>();
    for (long i = Math.max(id, firstId); i < nextId && i >= 0 && result.size() < limit; i++) {
      Trade trade = ring[(int) (i % SIZE)];
      if (trade != null) {
        result.add(trade);
      }
    }
    return result;
  }

  /** The trades of a span of time in epoch milliseconds, both ends included, oldest first. */
  public List<Trade> between(long fromMillis, long toMillis, int limit) {
    List<Trade> result = new ArrayList<>();
    for (long i = firstId; i < nextId && i >= 0 && result.size() < limit; i++) {
      Trade trade = ring[(int) (i % SIZE)];
      if (trade != null) {
        long millis = Math.floorDiv(trade.timeMicros(), 1_000L);
        if (millis >= fromMillis && millis <= toMillis) {
          result.add(trade);
        }
      }
    }
    return result;
  }
}
