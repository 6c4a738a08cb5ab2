package trader.simulator.binance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BooleanSupplier;
import trader.simulator.matching.Level;
import trader.simulator.matching.Market;
import trader.simulator.matching.Side;
import trader.simulator.net.Json;
import trader.simulator.net.StreamHub;
import trader.simulator.net.Topic;

/** The depth streams of one market: differences and top levels, at 100 ms and at 1,000 ms. */
public final class DepthFeed {
  private static final int[] PARTIAL = {5, 10, 20};
  private static final int BOOK = 5_000;

  /** No quantity, so that it differs from every one. */
  private static final Long IN_DOUBT = -1L;

  private final Market market;
  private final String symbol;
  private final List<Pace> paces = new ArrayList<>();
  private final Json json = new Json();
  private final int idStep;
  private long updateId = 1;

  /** The streams of one speed, each with its own memory of what was told last. */
  private final class Pace {
    private final long everyMillis;
    private final Topic diff;
    private final Map<Integer, Topic> partial = new HashMap<>();
    private final Map<Long, Long> toldBids = new HashMap<>();
    private final Map<Long, Long> toldAsks = new HashMap<>();
    private final BooleanSupplier loses;
    private long toldId = -1;
    private long toldPartial = -1;
    private long lastMillis;

    Pace(long everyMillis, String suffix, StreamHub hub, BooleanSupplier loses) {
      this.everyMillis = everyMillis;
      this.loses = loses;
      String prefix = symbol.toLowerCase(Locale.ROOT) + "@depth";
      diff = hub.topic(prefix + suffix);
      for (int levels : PARTIAL) {
        partial.put(levels, hub.topic(prefix + levels + suffix));
      }
    }

    void onTick(long nowMillis) {
      if (nowMillis - lastMillis < everyMillis && nowMillis >= lastMillis) {
        return;
      }
      lastMillis = nowMillis;
      if (diff.isEmpty()) {
        toldId = -1;
      } else {
        tellDifference(nowMillis);
      }
      if (toldPartial != updateId) {
        toldPartial = updateId;
        partial.forEach(this::tellTop);
      }
    }

    private void tellDifference(long nowMillis) {
      if (toldId < 0) {
        difference(toldBids, market.levels(Side.BUY, BOOK));
        difference(toldAsks, market.levels(Side.SELL, BOOK));
        toldId = updateId;
        return;
      }
      if (toldId == updateId) {
        return;
      }
      List<Level> bids = difference(toldBids, market.levels(Side.BUY, BOOK));
      List<Level> asks = difference(toldAsks, market.levels(Side.SELL, BOOK));
      long previous = toldId;
      long first = previous + idStep;
      toldId = updateId;
      if (loses.getAsBoolean()) {
        return;
      }
      json.reset()
          .open()
          .put("e", "depthUpdate")
          .put("E", nowMillis)
          .put("s", symbol)
          .put("U", first)
          .put("u", updateId);
      if (idStep > 1) {
        json.put("pu", previous).put("T", nowMillis);
      }
      MarketFeed.levels(json, "b", bids);
      MarketFeed.levels(json, "a", asks);
      diff.publish(json.close().text());
    }

    private void tellTop(int levels, Topic topic) {
      if (!topic.isEmpty()) {
        json.reset().open();
        write(json, market.levels(Side.BUY, levels), market.levels(Side.SELL, levels));
        topic.publish(json.close().text());
      }
    }
  }

  /** {@code loses} is asked before each difference whether a fault swallows it. */
  static DepthFeed spot(Market market, StreamHub hub, BooleanSupplier loses) {
    DepthFeed feed = new DepthFeed(market, 1);
    feed.paces.add(feed.new Pace(100, "@100ms", hub, loses));
    feed.paces.add(feed.new Pace(1_000, "", hub, loses));
    return feed;
  }

  /** The streams of futures, whose numbers have holes and whose differences name the one before. */
  public static DepthFeed futures(Market market, StreamHub hub, BooleanSupplier loses) {
    DepthFeed feed = new DepthFeed(market, 3);
    feed.paces.add(feed.new Pace(100, "@100ms", hub, loses));
    feed.paces.add(feed.new Pace(250, "", hub, loses));
    feed.paces.add(feed.new Pace(500, "@500ms", hub, loses));
    return feed;
  }

  private DepthFeed(Market market, int idStep) {
    this.market = market;
    this.idStep = idStep;
    symbol = market.instrument().symbol();
  }

  /** Counts a change of the book. */
  public void changed() {
    updateId += idStep;
  }

  /** The number of the last change. */
  public long updateId() {
    return updateId;
  }

  /** Publishes what is due by the clock. */
  public void onTick(long nowMillis) {
    for (Pace pace : paces) {
      pace.onTick(nowMillis);
    }
  }

  /**
   * Writes the last id and both sides. A snapshot falls between two differences: where it departs
   * from what was told last, the next difference must tell again, or a level that came and went
   * between them would stay in a client's book.
   */
  public void snapshot(Json out, int limit) {
    List<Level> bids = market.levels(Side.BUY, limit);
    List<Level> asks = market.levels(Side.SELL, limit);
    for (Pace pace : paces) {
      if (pace.toldId >= 0) {
        doubt(pace.toldBids, bids);
        doubt(pace.toldAsks, asks);
      }
    }
    write(out, bids, asks);
  }

  private void write(Json out, List<Level> bids, List<Level> asks) {
    out.put("lastUpdateId", updateId);
    MarketFeed.levels(out, "bids", bids);
    MarketFeed.levels(out, "asks", asks);
  }

  private static void doubt(Map<Long, Long> told, List<Level> shown) {
    Map<Long, Long> seen = new HashMap<>();
    for (Level level : shown) {
      seen.put(level.price(), level.quantity());
    }
    told.replaceAll((price, quantity) -> quantity.equals(seen.get(price)) ? quantity : IN_DOUBT);
    seen.keySet().forEach(price -> told.putIfAbsent(price, IN_DOUBT));
  }

  private static List<Level> difference(Map<Long, Long> told, List<Level> now) {
    List<Level> changes = new ArrayList<>();
    Map<Long, Long> current = new HashMap<>();
    for (Level level : now) {
      current.put(level.price(), level.quantity());
      Long before = told.get(level.price());
      if (before == null || before != level.quantity()) {
        changes.add(level);
      }
    }
    for (Long price : told.keySet()) {
      if (!current.containsKey(price)) {
        changes.add(new Level(price, 0));
      }
    }
    told.clear();
    told.putAll(current);
    return changes;
  }
}
