package trader.venues.paper;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Side;

/** An order that waits at the paper venue, and the prices at which it no longer would. */
final class PaperOrder {
  private final NewOrder intent;
  private final InstrumentRules rules;
  private final BigDecimal qty;
  private final int fillsBefore;
  private boolean resting;

  /**
   * @param filledBefore how much of it was filled before a restart
   * @param fillsBefore in how many parts
   */
  PaperOrder(NewOrder intent, InstrumentRules rules, BigDecimal filledBefore, int fillsBefore) {
    this.intent = intent;
    this.rules = rules;
    this.qty = intent.qty().subtract(filledBefore);
    this.fillsBefore = fillsBefore;
  }

  /** The same order, waiting, as a change has left it. */
  PaperOrder amended(NewOrder changed) {
    var order = new PaperOrder(changed, rules, filledBefore(), fillsBefore);
    order.rest();
    return order;
  }

  NewOrder intent() {
    return intent;
  }

  InstrumentRules rules() {
    return rules;
  }

  /** What is left to fill. */
  BigDecimal qty() {
    return qty;
  }

  /** What was filled before a restart. */
  BigDecimal filledBefore() {
    return intent.qty().subtract(qty);
  }

  boolean buys() {
    return intent.side() == Side.BUY;
  }

  String tradeId() {
    return intent.id() + "-" + (fillsBefore + 1);
  }

  String venueOrderId() {
    return "paper-" + intent.id();
  }

  /** The asset that it gives. */
  String givenAsset() {
    return buys() || rules.perpetual() ? rules.quoteAsset() : rules.baseAsset();
  }

  /** The asset that it takes, in which the fee is paid. */
  String takenAsset() {
    return buys() && !rules.perpetual() ? rules.baseAsset() : rules.quoteAsset();
  }

  /**
   * How much of the given asset is set aside while it waits; a market order does not wait, and an
   * order for a contract gives nothing.
   */
  BigDecimal locked() {
    if (rules.perpetual()) {
      return BigDecimal.ZERO;
    }
    if (!buys()) {
      return qty;
    }
    BigDecimal at =
        switch (intent.type()) {
          case MARKET -> BigDecimal.ZERO;
          case LIMIT -> Objects.requireNonNull(intent.price());
          case STOP_LOSS, TAKE_PROFIT -> Objects.requireNonNull(intent.stopPrice());
        };
    return qty.multiply(at);
  }

  /** What it does to a position: negative for a sale. */
  BigDecimal change(BigDecimal filled) {
    return buys() ? filled : filled.negate();
  }

  /** Whether it has waited for its price. */
  boolean resting() {
    return resting;
  }

  void rest() {
    resting = true;
  }

  /** Whether the last traded price has reached its trigger. */
  boolean triggeredAt(@Nullable BigDecimal last) {
    BigDecimal trigger = intent.stopPrice();
    if (last == null || trigger == null) {
      return false;
    }
    boolean whenHigher = buys() == (intent.type() == OrderType.STOP_LOSS);
    return whenHigher ? last.compareTo(trigger) >= 0 : last.compareTo(trigger) <= 0;
  }

  /** The price at which it is filled now, null where it has to wait. */
  @Nullable BigDecimal fillPrice(Prices prices) {
    BigDecimal opposite = buys() ? prices.ask() : prices.bid();
    return switch (intent.type()) {
      case MARKET -> opposite;
      case STOP_LOSS, TAKE_PROFIT -> triggeredAt(prices.last()) ? opposite : null;
      case LIMIT -> limitFill(Objects.requireNonNull(intent.price()), opposite, prices.last());
    };
  }

  private @Nullable BigDecimal limitFill(
      BigDecimal limit, @Nullable BigDecimal opposite, @Nullable BigDecimal last) {
    if (opposite != null && beyond(opposite, limit) >= 0) {
      return resting ? limit : opposite;
    }
    // A trade through the limit would have taken the order with it; one at the limit perhaps not.
    return resting && last != null && beyond(last, limit) > 0 ? limit : null;
  }

  /** How far a price is on the good side of the limit. */
  private int beyond(BigDecimal price, BigDecimal limit) {
    return buys() ? limit.compareTo(price) : price.compareTo(limit);
  }

  VenueOrder seen(VenueOrder.Status status) {
    return seen(
        status, status == VenueOrder.Status.FILLED ? intent.qty() : intent.qty().subtract(qty));
  }

  VenueOrder seen(VenueOrder.Status status, BigDecimal executed) {
    return new VenueOrder(
        intent.id(),
        venueOrderId(),
        intent.instrument(),
        intent.side(),
        status,
        intent.qty(),
        executed,
        intent.price() != null ? intent.price() : BigDecimal.ZERO,
        intent.stopPrice() != null ? intent.stopPrice() : BigDecimal.ZERO);
  }
}
