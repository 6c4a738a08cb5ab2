package trader.simulator.krakenspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import trader.simulator.matching.Level;
import trader.simulator.matching.Side;
import trader.simulator.net.Json;
import trader.simulator.net.VenueClock;

/**
 * The book channel of one pair at one depth. A level that others push out of the depth is not told:
 * clients cut their books themselves.
 */
final class BookFeed {
  private final Listing listing;
  private final VenueClock clock;
  private final int depth;
  private final Channel channel;
  private final BooleanSupplier loses;
  private final Json json = new Json();
  private List<Level> bids = List.of();
  private List<Level> asks = List.of();

  /** {@code loses} is asked before each update whether a fault swallows it. */
  BookFeed(Listing listing, VenueClock clock, int depth, Channel channel, BooleanSupplier loses) {
    this.listing = listing;
    this.clock = clock;
    this.depth = depth;
    this.channel = channel;
    this.loses = loses;
  }

  Channel channel() {
    return channel;
  }

  /** Brings those who listen up to now, and gives a newcomer the whole. */
  void join(Session session) {
    update();
    bids = listing.market().levels(Side.BUY, depth);
    asks = listing.market().levels(Side.SELL, depth);
    session.send(message("snapshot", bids, asks));
    channel.add(session);
  }

  /** Tells what has changed since the last call. */
  void update() {
    if (channel.isEmpty()) {
      return;
    }
    List<Level> nowBids = listing.market().levels(Side.BUY, depth);
    List<Level> nowAsks = listing.market().levels(Side.SELL, depth);
    List<Level> changedBids = changes(bids, nowBids, true);
    List<Level> changedAsks = changes(asks, nowAsks, false);
    bids = nowBids;
    asks = nowAsks;
    if ((!changedBids.isEmpty() || !changedAsks.isEmpty()) && !loses.getAsBoolean()) {
      channel.publish(message("update", changedBids, changedAsks));
    }
  }

  private List<Level> changes(List<Level> before, List<Level> now, boolean isBids) {
    Map<Long, Long> told = new HashMap<>();
    before.forEach(level -> told.put(level.price(), level.quantity()));
    List<Level> changed = new ArrayList<>();
    for (Level level : now) {
      Long quantity = told.remove(level.price());
      if (quantity == null || quantity != level.quantity()) {
        changed.add(level);
      }
    }
    boolean full = now.size() == depth;
    long worst = full ? now.getLast().price() : 0;
    List<Level> gone = new ArrayList<>();
    for (Level level : before) {
      boolean cut = full && (isBids ? level.price() < worst : level.price() > worst);
      if (told.containsKey(level.price()) && !cut) {
        gone.add(new Level(level.price(), 0));
      }
    }
    gone.addAll(changed);
    return gone;
  }

  private CharSequence message(String type, List<Level> someBids, List<Level> someAsks) {
    json.reset()
        .open()
        .put("channel", "book")
        .put("type", type)
        .name("data")
        .openArray()
        .open()
        .put("symbol", listing.names().name());
    levels("bids", someBids);
    levels("asks", someAsks);
    return json.put("checksum", BookChecksum.of(asks, bids, listing.priceDecimals()))
        .put("timestamp", Texts.rfc3339(clock.micros()))
        .close()
        .closeArray()
        .close()
        .text();
  }

  private void levels(String name, List<Level> levels) {
    json.name(name).openArray();
    for (Level level : levels) {
      json.open()
          .name("price")
          .raw(Texts.number(level.price()))
          .name("qty")
          .raw(level.quantity() == 0 ? "0" : Texts.number(level.quantity()))
          .close();
    }
    json.closeArray();
  }
}
