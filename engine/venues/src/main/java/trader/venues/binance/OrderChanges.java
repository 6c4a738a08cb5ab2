package trader.venues.binance;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.venues.VenueRuntime;
import trader.venues.net.PendingCall;
import trader.venues.net.RecentMap;

/**
 * Changes of working orders: which way the venue has for one, and what its answers mean.
 *
 * <p>Less of the same is the order itself made smaller. Another price, or more, is a cancel and a
 * new order in one call, which stops where the cancel fails, and fails where anything has been
 * executed: so what works afterwards is exactly what was asked for, and a fill wins.
 */
final class OrderChanges {
  /** How an order is changed. */
  enum Way {
    /** It is made smaller where it stands. */
    SMALLER,
    /** It is cancelled and placed anew. */
    ANEW,
    /** The venue has no way that would not leave a gap. */
    NONE
  }

  private static final int MOST_REMEMBERED = 10_000;

  private final VenueRuntime runtime;
  private final Incarnations incarnations;
  private final Map<ClientOrderId, NewOrder> placed = new RecentMap<>(MOST_REMEMBERED);

  OrderChanges(VenueRuntime runtime, Incarnations incarnations) {
    this.runtime = runtime;
    this.incarnations = incarnations;
  }

  /** An order is on its way. */
  void placed(NewOrder order) {
    placed.put(order.id(), order);
  }

  /** An order as it was last known to work, null for one of another session. */
  @Nullable NewOrder known(ClientOrderId order) {
    return placed.get(order);
  }

  /** The way for a change. */
  static Way way(NewOrder now, Action.Replace wanted) {
    boolean samePrices =
        same(now.price(), wanted.price()) && same(now.stopPrice(), wanted.stopPrice());
    if (samePrices && wanted.qty().compareTo(now.qty()) < 0) {
      return Way.SMALLER;
    }
    return now.type() == OrderType.LIMIT && wanted.price() != null ? Way.ANEW : Way.NONE;
  }

  private static boolean same(@Nullable BigDecimal one, @Nullable BigDecimal other) {
    return one == null ? other == null : other != null && one.compareTo(other) == 0;
  }

  /** The venue has changed it. */
  void changed(PendingCall call, JsonNode result) {
    Action.Replace wanted = call.requireReplace();
    JsonNode order =
        result.has("amendedOrder") ? result.path("amendedOrder") : result.path("newOrderResponse");
    incarnations.seen(order.path("clientOrderId").asString(""));
    VenueEvent.Replaced changed =
        new VenueEvent.Replaced(
            runtime.now(),
            wanted.order(),
            order.path("orderId").asString(""),
            wanted.qty(),
            wanted.price(),
            wanted.stopPrice());
    heard(changed);
    if (!call.confirmed()) {
      tell(changed);
    }
  }

  /** An order works for that now, by our change or by hand. */
  void heard(VenueEvent.Replaced changed) {
    NewOrder now = placed.get(changed.order());
    if (now != null) {
      placed.put(changed.order(), now.amended(changed.qty(), changed.price(), changed.stopPrice()));
    }
  }

  /**
   * A cancel-replace failed in part or whole; {@code data} says what became of each half. Where the
   * cancel was done, nothing works any more; where it was not, the order is as it was, filled, or
   * gone, and only the venue knows which.
   */
  void failed(PendingCall call, JsonNode data) {
    ClientOrderId order = call.requireOrder();
    JsonNode half =
        data.path("cancelResult").asString("").equals("SUCCESS")
            ? data.path("newOrderResponse")
            : data.path("cancelResponse");
    int code = half.path("code").asInt(0);
    String text = half.path("msg").asString("") + Advice.of(code, half.path("msg").asString(""));
    if (data.path("cancelResult").asString("").equals("SUCCESS")) {
      tell(
          new VenueEvent.Cancelled(
              runtime.now(),
              order,
              BigDecimal.ZERO,
              "cancelled to be changed, and the venue refused what was to follow: "
                  + code
                  + " "
                  + text));
    } else {
      refused(call, Integer.toString(code), text);
    }
  }

  void refused(PendingCall call, String code, String why) {
    tell(new VenueEvent.ReplaceRejected(runtime.now(), call.requireOrder(), code, why));
  }

  private void tell(VenueEvent event) {
    runtime.sink().accept(event);
  }
}
