package trader.venues.kraken.spot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.engine.core.VenueEvent;
import trader.venues.kraken.spot.KnownOrders.KnownOrder;

/**
 * Turns what the private channels say into the core's events. Throws {@link
 * IllegalArgumentException} for what the venue does not document.
 */
final class AccountEvents {
  private final KnownOrders orders;

  AccountEvents(KnownOrders orders) {
    this.orders = orders;
  }

  /** All open orders: they are remembered, and told by a reading of the account. */
  void snapshot(JsonNode data) {
    orders.closeAll();
    for (JsonNode item : data) {
      if (!item.path("exec_type").asString("").equals("trade")) {
        orders.take(item);
      }
    }
  }

  /** The events that one message about executions means, in order. */
  List<VenueEvent> executions(JsonNode data, long at) {
    List<VenueEvent> events = new ArrayList<>(1);
    for (JsonNode item : data) {
      execution(item, at, events);
    }
    return events;
  }

  private void execution(JsonNode item, long at, List<VenueEvent> events) {
    KnownOrder known = orders.take(item);
    String kind = Replies.text(item, "exec_type");
    switch (kind) {
      case "new" -> events.add(new VenueEvent.Accepted(at, known.order(), known.id()));
      case "trade" -> events.add(filled(item, at, known));
      case "canceled" ->
          events.add(
              new VenueEvent.Cancelled(
                  at, known.order(), known.executed(), "cancelled" + why(item)));
      case "expired" ->
          events.add(
              new VenueEvent.Expired(at, known.order(), known.executed(), "expired" + why(item)));
      case "amended" ->
          events.add(
              new VenueEvent.Replaced(
                  at, known.order(), known.id(), known.qty(), known.limit(), known.trigger()));
      case "status" -> {
        if (item.path("triggers").path("status").asString("").equals("triggered")) {
          events.add(new VenueEvent.Triggered(at, known.order()));
        }
      }
      // The last part of an order is told as a trade before; the others change nothing of ours.
      case "pending_new", "filled", "iceberg_refill", "restated" -> {}
      default ->
          throw new IllegalArgumentException("the type of execution '" + kind + "' is not known");
    }
  }

  private static VenueEvent filled(JsonNode item, long at, KnownOrder known) {
    BigDecimal fee = BigDecimal.ZERO;
    String asset = "";
    for (JsonNode part : item.path("fees")) {
      fee = fee.add(Replies.decimal(part, "qty"));
      asset = Replies.text(part, "asset");
    }
    return new VenueEvent.Filled(
        at,
        known.order(),
        known.id(),
        Replies.text(item, "exec_id"),
        Replies.decimal(item, "last_price"),
        Replies.decimal(item, "last_qty"),
        fee,
        asset,
        item.path("liquidity_ind").asString("").equals("m"),
        VenueTime.micros(Replies.text(item, "timestamp")),
        null,
        item.has("cost") ? Replies.decimal(item, "cost") : null);
  }

  private static String why(JsonNode item) {
    String reason = item.path("reason").asString("");
    return " at the venue" + (reason.isEmpty() ? "" : ": " + reason);
  }

  /** Balances are totals; what our view of the open orders holds of them is locked. */
  List<VenueEvent> balances(JsonNode data, long at) {
    List<VenueEvent> events = new ArrayList<>(2);
    for (JsonNode item : data) {
      String asset = Replies.text(item, "asset");
      BigDecimal total = Replies.decimal(item, "balance");
      if (item.path("wallet_type").asString("spot").equals("spot")) {
        BigDecimal held = orders.held(asset).min(total);
        events.add(
            new VenueEvent.BalanceChanged(at, Account.LIVE, asset, total.subtract(held), held));
      }
    }
    return events;
  }
}
