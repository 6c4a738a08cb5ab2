package trader.simulator.client;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A book kept as the venue documents: a snapshot, then differences whose ids join without a hole.
 */
public final class DepthBook {
  private final NavigableMap<BigDecimal, BigDecimal> bids =
      new TreeMap<>(Comparator.reverseOrder());
  private final NavigableMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
  private long lastId;
  private int gaps;
  private int applied;
  private boolean first = true;

  public DepthBook(long snapshotId) {
    lastId = snapshotId;
  }

  /** Takes a difference's ids; whether its levels are to be applied. */
  public boolean accept(long firstId, long finalId) {
    if (finalId <= lastId) {
      return false;
    }
    if (first ? firstId > lastId + 1 : firstId != lastId + 1) {
      gaps++;
    }
    first = false;
    lastId = finalId;
    applied++;
    return true;
  }

  public void bid(String price, String quantity) {
    put(bids, price, quantity);
  }

  public void ask(String price, String quantity) {
    put(asks, price, quantity);
  }

  private static void put(
      NavigableMap<BigDecimal, BigDecimal> side, String price, String quantity) {
    BigDecimal key = new BigDecimal(price);
    BigDecimal value = new BigDecimal(quantity);
    if (value.signum() == 0) {
      side.remove(key);
    } else {
      side.put(key, value);
    }
  }

  public NavigableMap<BigDecimal, BigDecimal> bids() {
    return bids;
  }

  public NavigableMap<BigDecimal, BigDecimal> asks() {
    return asks;
  }

  public boolean isCrossed() {
    return bids.firstKey().compareTo(asks.firstKey()) >= 0;
  }

  public int gaps() {
    return gaps;
  }

  public int applied() {
    return applied;
  }
}
