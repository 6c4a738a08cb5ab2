package trader.venues.paper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.function.LongSupplier;
import trader.control.InstrumentId;
import trader.engine.core.VenueEvent;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.OrderType;
import trader.venues.EventSink;

/** Fills a paper account's orders, each whole, and tells what comes of it. */
final class PaperFills {
  private static final int FEE_DECIMALS = 8;
  private final PaperAccount account;
  private final PaperSettings settings;
  private final EventSink sink;
  private final LongSupplier nowMicros;

  PaperFills(PaperAccount account, PaperSettings settings, EventSink sink, LongSupplier nowMicros) {
    this.account = account;
    this.settings = settings;
    this.sink = sink;
    this.nowMicros = nowMicros;
  }

  /** Fills what no longer has to wait at these prices. */
  void match(InstrumentId instrument, Prices market) {
    for (PaperOrder order : account.open()) {
      if (order.intent().instrument().equals(instrument)) {
        BigDecimal price = order.fillPrice(market);
        if (price != null) {
          fill(order, price);
        }
      }
    }
  }

  void fill(PaperOrder order, BigDecimal price) {
    if (order.rules().perpetual()) {
      fillContract(order, price);
    } else {
      exchange(order, price);
    }
  }

  /** A reduce-only order fills as much as there is to reduce; the venue ends the rest. */
  private void fillContract(PaperOrder order, BigDecimal price) {
    BigDecimal qty = order.intent().reduceOnly() ? account.reducible(order) : order.qty();
    boolean whole = qty.compareTo(order.qty()) == 0;
    BigDecimal executed = order.filledBefore().add(qty);
    account.ends(
        order,
        whole
            ? order.seen(VenueOrder.Status.FILLED)
            : order.seen(VenueOrder.Status.EXPIRED, executed));
    if (qty.signum() > 0) {
      BigDecimal fee = fee(order, qty.multiply(price));
      BigDecimal realized =
          account.position(order.intent().instrument()).trade(order.change(qty), price);
      account.add(order.takenAsset(), realized.subtract(fee));
      tell(
          new VenueEvent.Filled(
              now(),
              order.intent().id(),
              order.venueOrderId(),
              order.tradeId(),
              price,
              qty,
              fee,
              order.takenAsset(),
              maker(order),
              now(),
              realized));
      tellBalance(order.takenAsset());
    }
    if (!whole) {
      expired(order, executed, "there is no more position to reduce");
    }
  }

  /** Gives one asset for the other. */
  private void exchange(PaperOrder order, BigDecimal price) {
    BigDecimal quote = order.qty().multiply(price);
    BigDecimal given = order.buys() ? quote : order.qty();
    BigDecimal taken = order.buys() ? order.qty() : quote;
    BigDecimal fee = fee(order, taken);
    boolean covered = account.covers(order, given);
    account.ends(order, order.seen(covered ? VenueOrder.Status.FILLED : VenueOrder.Status.EXPIRED));
    if (!covered) {
      expired(order, order.filledBefore(), "too little " + order.givenAsset() + " when triggered");
      return;
    }
    account.add(order.givenAsset(), given.negate());
    account.add(order.takenAsset(), taken.subtract(fee));
    tell(
        new VenueEvent.Filled(
            now(),
            order.intent().id(),
            order.venueOrderId(),
            order.tradeId(),
            price,
            order.qty(),
            fee,
            order.takenAsset(),
            maker(order),
            now()));
    tellBalance(order.givenAsset());
    tellBalance(order.takenAsset());
  }

  private static boolean maker(PaperOrder order) {
    return order.resting() && order.intent().type() == OrderType.LIMIT;
  }

  private BigDecimal fee(PaperOrder order, BigDecimal taken) {
    BigDecimal rate = maker(order) ? settings.makerFee() : settings.takerFee();
    return taken.multiply(rate).setScale(FEE_DECIMALS, RoundingMode.HALF_UP);
  }

  private void expired(PaperOrder order, BigDecimal executed, String why) {
    tell(new VenueEvent.Expired(now(), order.intent().id(), executed, why));
  }

  /** Tells what the account holds of an asset now. */
  void tellBalance(String asset) {
    var balance = account.balance(asset);
    tell(
        new VenueEvent.BalanceChanged(
            now(), account.account(), asset, balance.free(), balance.locked()));
  }

  private void tell(VenueEvent event) {
    sink.accept(event);
  }

  private long now() {
    return nowMicros.getAsLong();
  }
}
