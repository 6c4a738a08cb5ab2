package trader.venues.kraken.futures;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.Side;

/**
 * Turns what the private feeds say into the core's events, and keeps {@link Working} up to date.
 * Throws {@link IllegalArgumentException} for a message that is not what the venue documents.
 */
final class PrivateEvents {
  private final Working working;
  private final Profits profits = new Profits();

  PrivateEvents(Working working) {
    this.working = working;
  }

  /** What one message means: events in order, and an order whose end must be looked up. */
  record Told(List<VenueEvent> events, List<Lookup> lookups) {
    static final Told NOTHING = new Told(List.of(), List.of());

    static Told of(VenueEvent event) {
      return new Told(List.of(event), List.of());
    }
  }

  /** An order that has ended, of which it is not known how much was executed. */
  record Lookup(ClientOrderId order, String venueOrderId) {}

  Told read(JsonNode message, long at) {
    return switch (message.path("feed").asString("")) {
      case "open_orders_snapshot" -> {
        snapshot(message);
        yield Told.NOTHING;
      }
      case "open_orders" -> openOrder(message, at);
      case "fills" -> fills(message, at);
      case "open_positions" -> positions(message, at);
      case "balances", "balances_snapshot" -> balances(message, at);
      case "account_log" -> accountLog(message.path("new_entry"), at);
      default -> Told.NOTHING;
    };
  }

  private void snapshot(JsonNode message) {
    working.begin();
    for (JsonNode order : FuturesReplies.array(message, "orders")) {
      note(order);
    }
  }

  private void note(JsonNode order) {
    boolean waits = !order.path("type").asString("limit").equals("limit");
    working.order(
        FuturesReplies.text(order, "order_id"),
        FuturesReplies.decimal(order, "filled"),
        waits
            || order.path("reduce_only").asBoolean(false)
            || !ClientOrderId.isDerived(FuturesReplies.clientId(order)));
  }

  private Told openOrder(JsonNode message, long at) {
    JsonNode order = message.path("order");
    String reason = message.path("reason").asString("");
    if (message.path("is_cancel").asBoolean(false)) {
      return ended(message, order, reason, at);
    }
    note(order);
    String venueOrderId = FuturesReplies.text(order, "order_id");
    ClientOrderId id = FuturesReplies.id(order, "order_id");
    return switch (reason) {
      case "new_placed_order_by_user" -> Told.of(new VenueEvent.Accepted(at, id, venueOrderId));
      case "edited_by_user" -> Told.of(replaced(order, id, venueOrderId, at));
      default -> Told.NOTHING;
    };
  }

  private static VenueEvent replaced(
      JsonNode order, ClientOrderId id, String venueOrderId, long at) {
    BigDecimal limit = FuturesReplies.optional(order, "limit_price");
    BigDecimal stop = FuturesReplies.optional(order, "stop_price");
    return new VenueEvent.Replaced(
        at,
        id,
        venueOrderId,
        FuturesReplies.decimal(order, "qty").add(FuturesReplies.decimal(order, "filled")),
        limit.signum() > 0 ? limit : null,
        stop.signum() > 0 ? stop : null);
  }

  /** An order that has left the list: a fill and a trigger are no cancel, whatever it is called. */
  private Told ended(JsonNode message, JsonNode order, String reason, long at) {
    JsonNode named = order.isObject() ? order : message;
    String venueOrderId = FuturesReplies.text(named, "order_id");
    ClientOrderId id = FuturesReplies.id(named, "order_id");
    if (reason.equals("stop_order_triggered")) {
      return Told.of(new VenueEvent.Triggered(at, id));
    }
    BigDecimal executed =
        order.isObject() ? FuturesReplies.decimal(order, "filled") : working.executed(venueOrderId);
    working.ended(venueOrderId);
    if (reason.equals("full_fill")) {
      return Told.NOTHING;
    }
    if (executed == null) {
      return new Told(List.of(), List.of(new Lookup(id, venueOrderId)));
    }
    return switch (reason) {
      case "cancelled_by_user" ->
          Told.of(new VenueEvent.Cancelled(at, id, executed, "cancelled at the venue"));
      case "cancelled_by_admin", "dead_man_switch" ->
          Told.of(new VenueEvent.Cancelled(at, id, executed, "cancelled by the venue: " + reason));
      case "post_order_failed_because_it_would_filled" ->
          Told.of(new VenueEvent.Rejected(at, id, reason, "a post-only order would have taken"));
      default -> Told.of(new VenueEvent.Expired(at, id, executed, "ended by the venue: " + reason));
    };
  }

  private Told fills(JsonNode message, long at) {
    List<VenueEvent> events = new ArrayList<>();
    for (JsonNode fill : FuturesReplies.array(message, "fills")) {
      Products.instrument(FuturesReplies.text(fill, "instrument"))
          .ifPresent(instrument -> events.add(fill(fill, instrument, at)));
    }
    return new Told(events, List.of());
  }

  private VenueEvent fill(JsonNode fill, InstrumentId instrument, long at) {
    String venueOrderId = FuturesReplies.text(fill, "order_id");
    BigDecimal qty = FuturesReplies.decimal(fill, "qty");
    BigDecimal price = FuturesReplies.decimal(fill, "price");
    BigDecimal fee = FuturesReplies.optional(fill, "fee_paid");
    String feeAsset = fill.path("fee_currency").asString(Products.COLLATERAL);
    String tradeId = FuturesReplies.text(fill, "fill_id");
    long venueMicros = fill.path("time").asLong() * 1_000;
    String kind = FuturesReplies.text(fill, "fill_type");
    working.filled(venueOrderId, tradeId, qty);
    return switch (kind) {
      case "maker", "taker", "takerAfterEdit" ->
          new VenueEvent.Filled(
              at,
              FuturesReplies.id(fill, "order_id"),
              venueOrderId,
              tradeId,
              price,
              qty,
              fee,
              feeAsset,
              kind.equals("maker"),
              venueMicros,
              profits.of(tradeId));
      default ->
          new VenueEvent.Liquidated(
              at,
              Account.LIVE,
              instrument,
              tradeId,
              fill.path("buy").asBoolean() ? Side.BUY : Side.SELL,
              price,
              qty,
              fee,
              feeAsset,
              kind,
              venueMicros);
    };
  }

  /** The feed lists what is open: what it does not list any more is flat. */
  private Told positions(JsonNode message, long at) {
    List<VenueEvent> events = new ArrayList<>();
    Set<InstrumentId> open = new HashSet<>();
    for (JsonNode position : FuturesReplies.array(message, "positions")) {
      var instrument = Products.instrument(FuturesReplies.text(position, "instrument"));
      BigDecimal qty = FuturesReplies.decimal(position, "balance");
      if (instrument.isPresent()) {
        if (qty.signum() != 0) {
          open.add(instrument.get());
        }
        events.add(
            new VenueEvent.PositionChanged(
                at,
                Account.LIVE,
                instrument.get(),
                qty,
                FuturesReplies.optional(position, "entry_price")));
      }
    }
    for (InstrumentId before : working.positions()) {
      if (!open.contains(before)) {
        events.add(
            new VenueEvent.PositionChanged(
                at, Account.LIVE, before, BigDecimal.ZERO, BigDecimal.ZERO));
      }
    }
    working.positions(open);
    return new Told(events, List.of());
  }

  private static Told balances(JsonNode message, long at) {
    List<VenueEvent> events = new ArrayList<>();
    message
        .path("flex_futures")
        .path("currencies")
        .properties()
        .forEach(currency ->
            events.add(
                new VenueEvent.BalanceChanged(
                    at,
                    Account.LIVE,
                    currency.getKey().toUpperCase(Locale.ROOT),
                    FuturesReplies.decimal(currency.getValue(), "quantity"),
                    BigDecimal.ZERO)));
    return new Told(events, List.of());
  }

  private Told accountLog(JsonNode entry, long at) {
    profits.logged(entry);
    PastFunding payment = FuturesReplies.logged(entry);
    return payment == null
        ? Told.NOTHING
        : Told.of(
            new VenueEvent.FundingPaid(
                at,
                Account.LIVE,
                payment.instrument(),
                payment.amount(),
                payment.asset(),
                payment.venueMicros()));
  }
}
