package trader.simulator.matching;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The market of one instrument: clients' orders and the house's liquidity in one book, matched by
 * price and time. What an outside source prints acts as an aggressor against the clients' orders.
 */
public final class Market {
  private final Instrument instrument;
  private final ClientBook clients = new ClientBook();
  private final HouseBook house;
  private final StopBook stops = new StopBook();
  private final OrderLife life;
  private boolean open = true;
  private long lastPrice;
  private PriceRange lastSeen = PriceRange.EMPTY;
  private PriceRange markSeen = PriceRange.EMPTY;
  private long mark;
  private boolean liquidating;
  private long nextTradeId;

  Market(
      Instrument instrument, OrderLife life, long seed, long typicalQuantity, long firstTradeId) {
    this.instrument = instrument;
    this.life = life;
    this.house = new HouseBook(instrument, seed, typicalQuantity);
    this.nextTradeId = firstTradeId;
  }

  /** What is traded here. */
  public Instrument instrument() {
    return instrument;
  }

  /** The price of the last trade, or 0 before the first. */
  public long lastPrice() {
    return lastPrice;
  }

  /** The price at which positions are valued: as it was set, else that of the last trade. */
  public long markPrice() {
    return mark > 0 ? mark : lastPrice;
  }

  void mark(long price, long nowMicros) {
    mark = price;
    markSeen = markSeen.with(price);
    trigger(nowMicros);
  }

  /** The price that sets off a waiting order. */
  private long triggerPrice(NewOrder request) {
    return request.terms().triggerBy() == TriggerBy.MARK ? markPrice() : lastPrice;
  }

  /** Whether the price has reached what sets off an order with a fixed trigger. */
  boolean hasReached(NewOrder request) {
    long price = triggerPrice(request);
    return request.stopPrice() > 0 && StopBook.isReached(request, price, price);
  }

  /** Whether orders are taken. */
  public boolean isOpen() {
    return open;
  }

  /** Opens or closes it to new orders; cancels always work. */
  public void setOpen(boolean isOpen) {
    open = isOpen;
  }

  /** Sets the id of the next trade, which must not fall. */
  public void nextTradeId(long id) {
    nextTradeId = Math.max(nextTradeId, id);
  }

  /** Places the house around a price without a trade, before the market begins. */
  public void begin(long price) {
    lastPrice = price;
    house.surround(price, Side.BUY);
  }

  /** A trade of the outside source, at the nearest price and quantity that this market has. */
  public void print(long outsidePrice, long outsideQuantity, Side aggressor, long nowMicros) {
    long price = Math.max(instrument.tick(), Decimals.floorTo(outsidePrice, instrument.tick()));
    long quantity =
        Math.max(instrument.step(), Decimals.floorTo(outsideQuantity, instrument.step()));
    if (!clients.isEmpty(Side.BUY) || !clients.isEmpty(Side.SELL)) {
      through(Side.BUY, price, nowMicros);
      through(Side.SELL, price, nowMicros);
    }
    long rest = atPrice(price, quantity, aggressor, nowMicros);
    if (rest > 0) {
      trade(price, rest, aggressor, nowMicros);
    }
    house.surround(price, aggressor);
    settleCrossed(nowMicros);
    trigger(nowMicros);
  }

  /** A new best bid and ask of the outside source, at the nearest prices that this market has. */
  public void quote(long bid, long bidQuantity, long ask, long askQuantity, long nowMicros) {
    long tick = instrument.tick();
    long lower = Decimals.floorTo(bid, tick);
    long upper = Decimals.floorTo(ask + tick - 1, tick);
    house.quote(
        lower,
        upper,
        Decimals.floorTo(bidQuantity, instrument.step()),
        Decimals.floorTo(askQuantity, instrument.step()));
    settleCrossed(nowMicros);
    trigger(nowMicros);
  }

  /** Fills the clients' orders that a price has gone through; they were better than what traded. */
  private void through(Side resting, long price, long nowMicros) {
    Order maker = clients.best(resting);
    while (maker != null && isBetter(resting, maker.price(), price)) {
      long quantity = maker.remaining();
      long id = trade(maker.price(), quantity, resting.opposite(), nowMicros);
      fillMaker(maker, id, maker.price(), quantity, nowMicros);
      maker = clients.best(resting);
    }
  }

  /** Fills at the price itself: what stood before a client's order is served before it. */
  private long atPrice(long price, long quantity, Side aggressor, long nowMicros) {
    Side resting = aggressor.opposite();
    List<Order> queue = new ArrayList<>(clients.at(resting, price));
    long rest = quantity;
    long before = 0;
    for (Order order : queue) {
      if (!order.status().isOpen()) {
        continue;
      }
      long wait = Math.min(order.ahead, Math.max(house.quantityAt(resting, price), 0));
      long passed = Math.min(rest, Math.max(0, wait - before));
      if (passed > 0) {
        trade(price, passed, aggressor, nowMicros);
        before += passed;
        rest -= passed;
      }
      order.ahead = Math.max(0, wait - before);
      if (rest == 0 || order.ahead > 0) {
        continue;
      }
      long filled = Math.min(rest, order.remaining());
      long id = trade(price, filled, aggressor, nowMicros);
      fillMaker(order, id, price, filled, nowMicros);
      rest -= filled;
    }
    return rest;
  }

  /** The house trades with clients' orders that its new levels cross. */
  private void settleCrossed(long nowMicros) {
    settleCrossed(Side.BUY, nowMicros);
    settleCrossed(Side.SELL, nowMicros);
  }

  private void settleCrossed(Side resting, long nowMicros) {
    Side aggressor = resting.opposite();
    Order maker = clients.best(resting);
    while (maker != null) {
      long price = house.best(aggressor);
      if (price == 0 || isBetter(aggressor, maker.price(), price)) {
        return;
      }
      long quantity = Math.min(maker.remaining(), house.bestQuantity(aggressor));
      house.take(aggressor, quantity);
      long id = trade(maker.price(), quantity, aggressor, nowMicros);
      fillMaker(maker, id, maker.price(), quantity, nowMicros);
      maker = clients.best(resting);
    }
  }

  private static boolean isBetter(Side resting, long price, long than) {
    return resting == Side.BUY ? price > than : price < than;
  }

  /** Whether an order with this limit would trade at once. */
  boolean wouldTake(Side side, long limit) {
    Side resting = side.opposite();
    Order client = clients.best(resting);
    long best = house.best(resting);
    return (client != null && !isBetter(side.opposite(), limit, client.price()))
        || (best > 0 && !isBetter(side.opposite(), limit, best));
  }

  /** Begins to work an accepted order whose trigger, if it had one, has been reached. */
  void work(Order order, long nowMicros) {
    order.works(nowMicros);
    NewOrder request = order.request();
    boolean limited = order.type().hasLimit();
    long limit = limited ? order.price() : order.side() == Side.BUY ? Long.MAX_VALUE : 0;
    if (request.timeInForce() == TimeInForce.FOK
        && limited
        && available(order.side(), limit, order.remaining()) < order.remaining()) {
      life.expire(order, ExpiryReason.UNFILLED_FOK_ORDER_EXPIRED, nowMicros);
      return;
    }
    take(order, limit, nowMicros);
    if (!order.status().isOpen()) {
      return;
    }
    if (limited && request.timeInForce() == TimeInForce.GTC) {
      order.ahead = house.quantityAt(order.side(), order.price());
      clients.add(order);
    } else if (limited) {
      life.expire(order, ExpiryReason.UNFILLED_IOC_QUANTITY_EXPIRED, nowMicros);
    } else {
      life.expire(order, ExpiryReason.INSUFFICIENT_LIQUIDITY, nowMicros);
    }
  }

  void await(Order order) {
    stops.add(order);
  }

  void forget(Order order) {
    stops.remove(order);
    clients.remove(order);
  }

  /** What could be taken at a limit, up to a quantity. */
  long available(Side side, long limit, long quantity) {
    long sum = 0;
    for (Level level : levels(side.opposite(), Integer.MAX_VALUE, false)) {
      if (sum >= quantity || isBetter(side.opposite(), limit, level.price())) {
        break;
      }
      sum += level.quantity();
    }
    return sum;
  }

  /** What a market order would pay or receive for a quantity, by the book as it stands. */
  long quoteFor(Side side, long quantity) {
    long rest = quantity;
    long sum = 0;
    for (Level level : levels(side.opposite(), Integer.MAX_VALUE, false)) {
      long part = Math.min(rest, level.quantity());
      sum += Decimals.timesUp(level.price(), part);
      rest -= part;
      if (rest == 0) {
        break;
      }
    }
    return sum;
  }

  private void take(Order taker, long limit, long nowMicros) {
    Side resting = taker.side().opposite();
    while (taker.status().isOpen()) {
      Order maker = clients.best(resting);
      long housePrice = house.best(resting);
      boolean fromClient =
          maker != null
              && (housePrice == 0
                  || isBetter(resting, maker.price(), housePrice)
                  || (housePrice == maker.price() && maker.ahead == 0));
      long price = maker != null && fromClient ? maker.price() : housePrice;
      if (price == 0 || isBetter(resting, limit, price)) {
        return;
      }
      long wanted = wanted(taker, price);
      if (wanted == 0) {
        return;
      }
      if (maker == null || !fromClient) {
        takeHouse(taker, resting, price, wanted, maker, nowMicros);
      } else if (!takeClient(taker, maker, price, wanted, nowMicros)) {
        return;
      }
    }
  }

  private long wanted(Order taker, long price) {
    NewOrder request = taker.request();
    if (request.quoteQuantity() > 0) {
      long left = request.quoteQuantity() - taker.quoteExecuted();
      long quantity = Decimals.floorTo(Decimals.dividedBy(left, price), instrument.step());
      return life.settlement().affordable(instrument, taker, price, quantity);
    }
    return taker.locked > 0
        ? taker.remaining()
        : life.settlement().affordable(instrument, taker, price, taker.remaining());
  }

  private void takeHouse(
      Order taker, Side resting, long price, long wanted, @Nullable Order waiting, long nowMicros) {
    long quantity = Math.min(wanted, house.bestQuantity(resting));
    if (waiting != null && waiting.price() == price) {
      quantity = Math.min(quantity, waiting.ahead);
      for (Order behind : clients.at(resting, price)) {
        behind.ahead = Math.max(0, behind.ahead - quantity);
      }
    }
    house.take(resting, quantity);
    long id = trade(price, quantity, taker.side(), nowMicros);
    life.filled(this, taker, id, price, quantity, false, nowMicros);
  }

  private boolean takeClient(Order taker, Order maker, long price, long wanted, long nowMicros) {
    if (taker.account().equals(maker.account())) {
      return life.preventSelfTrade(taker, maker, nowMicros);
    }
    long quantity = Math.min(wanted, maker.remaining());
    long id = trade(price, quantity, taker.side(), nowMicros);
    fillMaker(maker, id, price, quantity, nowMicros);
    life.filled(this, taker, id, price, quantity, false, nowMicros);
    return true;
  }

  private void fillMaker(Order maker, long id, long price, long quantity, long nowMicros) {
    life.filled(this, maker, id, price, quantity, true, nowMicros);
  }

  private long trade(long price, long quantity, Side aggressor, long nowMicros) {
    long id = nextTradeId++;
    lastPrice = price;
    lastSeen = lastSeen.with(price);
    life.listener()
        .onTrade(
            new Trade(
                instrument.symbol(),
                id,
                price,
                quantity,
                nowMicros,
                aggressor == Side.SELL,
                liquidating));
    return id;
  }

  /** Works the waiting orders that the prices since the last call have triggered, to the end. */
  void trigger(long nowMicros) {
    while (!stops.isEmpty() && !(lastSeen.isEmpty() && markSeen.isEmpty())) {
      List<Order> due = stops.triggered(lastSeen, mark > 0 ? markSeen : lastSeen, nowMicros);
      lastSeen = PriceRange.EMPTY;
      markSeen = PriceRange.EMPTY;
      for (Order order : due) {
        if (order.status().isOpen()) {
          life.triggered(this, order, nowMicros);
        }
      }
    }
    lastSeen = PriceRange.EMPTY;
    markSeen = PriceRange.EMPTY;
  }

  /** Works an order of the venue that closes a position. */
  void liquidate(Order order, long nowMicros) {
    liquidating = true;
    try {
      work(order, nowMicros);
    } finally {
      liquidating = false;
    }
  }

  /** The best level of one side, clients' orders included; price 0 when the side is empty. */
  public Level best(Side side) {
    long price = house.best(side);
    long quantity = house.bestQuantity(side);
    Order client = clients.best(side);
    if (client != null && (price == 0 || !isBetter(side, price, client.price()))) {
      if (client.price() != price) {
        quantity = 0;
      }
      price = client.price();
      for (Order order : clients.at(side, price)) {
        quantity += ClientBook.shown(order);
      }
    }
    return new Level(price, quantity);
  }

  /** The book of one side, best first, the clients' orders included. */
  public List<Level> levels(Side side, int limit) {
    return levels(side, limit, true);
  }

  private List<Level> levels(Side side, int limit, boolean shownOnly) {
    List<Level> result = new ArrayList<>(Math.min(limit, HouseBook.DEPTH + 8));
    var own = clients.levels(side).entrySet().iterator();
    var entry = own.hasNext() ? own.next() : null;
    int i = 0;
    int n = house.levels(side);
    while (result.size() < limit && (i < n || entry != null)) {
      long ownPrice = entry == null ? 0 : entry.getKey();
      long price = ownPrice;
      if (i < n && (entry == null || !isBetter(side, ownPrice, house.price(side, i)))) {
        price = house.price(side, i);
      }
      long quantity = 0;
      if (i < n && house.price(side, i) == price) {
        quantity += house.quantity(side, i++);
      }
      if (entry != null && ownPrice == price) {
        for (Order order : entry.getValue()) {
          quantity += shownOnly ? ClientBook.shown(order) : order.remaining();
        }
        entry = own.hasNext() ? own.next() : null;
      }
      result.add(new Level(price, quantity));
    }
    return result;
  }
}
