package trader.simulator.krakenfutures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import trader.simulator.matching.Level;
import trader.simulator.matching.Market;
import trader.simulator.matching.Side;
import trader.simulator.net.Json;
import trader.simulator.net.StreamHub;
import trader.simulator.net.Topic;

/** The book of one contract: a snapshot, then one message a level, numbered without holes. */
final class BookFeed {
  private static final int BOOK = 1_000;

  private final Market market;
  private final String symbol;
  private final Topic topic;
  private final BooleanSupplier loses;
  private final Map<Long, Long> bids = new HashMap<>();
  private final Map<Long, Long> asks = new HashMap<>();
  private final Json json = new Json();
  private long sequence;
  private boolean told;
  private boolean changed;

  BookFeed(Market market, StreamHub hub, long firstSequence, BooleanSupplier loses) {
    this.market = market;
    this.loses = loses;
    symbol = market.instrument().symbol();
    topic = hub.topic("book." + symbol);
    sequence = firstSequence;
  }

  void changed() {
    changed = true;
  }

  /** Tells every level that differs from what was told before. */
  void publish(long nowMillis) {
    if (topic.isEmpty()) {
      told = false;
      return;
    }
    if (!told) {
      remember();
    } else if (changed) {
      publish(Side.BUY, bids, nowMillis);
      publish(Side.SELL, asks, nowMillis);
    }
    changed = false;
  }

  private void remember() {
    bids.clear();
    asks.clear();
    market.levels(Side.BUY, BOOK).forEach(l -> bids.put(l.price(), l.quantity()));
    market.levels(Side.SELL, BOOK).forEach(l -> asks.put(l.price(), l.quantity()));
    told = true;
  }

  private void publish(Side side, Map<Long, Long> before, long nowMillis) {
    Map<Long, Long> now = new HashMap<>();
    market.levels(side, BOOK).forEach(l -> now.put(l.price(), l.quantity()));
    for (Long price : List.copyOf(before.keySet())) {
      if (!now.containsKey(price)) {
        before.remove(price);
        level(side, price, 0, nowMillis);
      }
    }
    now.forEach((price, quantity) -> {
      if (!quantity.equals(before.put(price, quantity))) {
        level(side, price, quantity, nowMillis);
      }
    });
  }

  private void level(Side side, long price, long quantity, long nowMillis) {
    sequence++;
    if (loses.getAsBoolean()) {
      return;
    }
    json.reset()
        .open()
        .put("feed", "book")
        .put("product_id", symbol)
        .put("side", side == Side.BUY ? "buy" : "sell")
        .put("seq", sequence)
        .putNumber("price", price)
        .putNumber("qty", quantity)
        .put("timestamp", nowMillis)
        .close();
    topic.publish(json.text());
  }

  /** The book as it was told last, for one who listens from now on. */
  CharSequence snapshot(long nowMillis) {
    publish(nowMillis);
    if (!told) {
      remember();
    }
    Json out = new Json();
    out.open()
        .put("feed", "book_snapshot")
        .put("product_id", symbol)
        .put("timestamp", nowMillis)
        .put("seq", sequence)
        .putNull("tickSize");
    side(out, "bids", Side.BUY);
    side(out, "asks", Side.SELL);
    return out.close().text();
  }

  private void side(Json out, String name, Side side) {
    out.name(name).openArray();
    for (Level level : market.levels(side, BOOK)) {
      out.open().putNumber("price", level.price()).putNumber("qty", level.quantity()).close();
    }
    out.closeArray();
  }
}
