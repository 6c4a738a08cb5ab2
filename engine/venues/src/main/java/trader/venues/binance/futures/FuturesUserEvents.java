package trader.venues.binance.futures;

import static trader.venues.binance.Replies.decimal;
import static trader.venues.binance.Replies.foreignId;
import static trader.venues.binance.Replies.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.Side;
import trader.venues.net.RecentMap;

/**
 * Turns what the user data stream says into the core's events. It remembers which plain order a
 * triggered conditional one has become, and holds back what comes of a plain order before that is
 * told.
 */
final class FuturesUserEvents {
  private static final int MOST_REMEMBERED = 1_000;

  /** A conditional order under its own ids. */
  record Conditional(ClientOrderId order, String venueId) {}

  private final Map<String, Conditional> byActualId = new RecentMap<>(MOST_REMEMBERED);
  private final Map<String, List<JsonNode>> held = new RecentMap<>(MOST_REMEMBERED);

  /** The plain order that one of ours has become, empty where none is known. */
  String actualId(ClientOrderId order) {
    return byActualId.entrySet().stream()
        .filter(entry -> entry.getValue().order().equals(order))
        .map(Map.Entry::getKey)
        .findFirst()
        .orElse("");
  }

  /**
   * The events that one user event means, in order; none for what does not concern orders, balances
   * or positions. Throws {@link IllegalArgumentException} for an event that is not what the venue
   * documents.
   */
  List<VenueEvent> read(JsonNode event, long atMicros) {
    return switch (event.path("e").asString("")) {
      case "ORDER_TRADE_UPDATE" -> order(event.path("o"), atMicros);
      case "ALGO_UPDATE" -> algo(event.path("o"), atMicros);
      case "ACCOUNT_UPDATE" -> account(event.path("a"), atMicros);
      // A TRADE_LITE tells an execution a second time, without its fee.
      default -> List.of();
    };
  }

  private List<VenueEvent> order(JsonNode o, long at) {
    String execution = text(o, "x");
    String clientId = text(o, "c");
    if (execution.equals("CALCULATED") || isVenuesOwn(clientId)) {
      return decimal(o, "l").signum() > 0 ? List.of(liquidated(o, at)) : List.of();
    }
    String id = o.path("i").asString("");
    Conditional conditional = byActualId.get(id);
    if (conditional != null) {
      return execution.equals("NEW") || execution.equals("AMENDMENT")
          ? List.of()
          : report(o, at, execution, conditional.order(), conditional.venueId());
    }
    if (wasConditional(o)) {
      held.computeIfAbsent(id, unknown -> new ArrayList<>(4)).add(o);
      return List.of();
    }
    return report(o, at, execution, foreignId(clientId), id);
  }

  /** Liquidations, deleveraging and deliveries are orders that nobody sent. */
  private static boolean isVenuesOwn(String clientId) {
    return clientId.startsWith("autoclose-")
        || clientId.startsWith("adl_autoclose")
        || clientId.startsWith("settlement_autoclose-");
  }

  private static boolean wasConditional(JsonNode o) {
    return switch (o.path("ot").asString("")) {
      case "STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET" ->
          true;
      default -> false;
    };
  }

  private static List<VenueEvent> report(
      JsonNode o, long at, String execution, ClientOrderId order, String venueId) {
    return switch (execution) {
      case "NEW" -> List.of(new VenueEvent.Accepted(at, order, venueId));
      case "TRADE" -> List.of(filled(o, at, order, venueId));
      case "CANCELED" ->
          List.of(new VenueEvent.Cancelled(at, order, decimal(o, "z"), "cancelled at the venue"));
      case "EXPIRED" ->
          List.of(
              new VenueEvent.Expired(
                  at, order, decimal(o, "z"), "expired at the venue: " + text(o, "X")));
      case "AMENDMENT" ->
          List.of(
              new VenueEvent.Replaced(at, order, venueId, decimal(o, "q"), positive(o, "p"), null));
      default -> List.of();
    };
  }

  private static @Nullable BigDecimal positive(JsonNode o, String field) {
    BigDecimal value = decimal(o, field);
    return value.signum() > 0 ? value : null;
  }

  private static VenueEvent filled(JsonNode o, long at, ClientOrderId order, String venueId) {
    return new VenueEvent.Filled(
        at,
        order,
        venueId,
        o.path("t").asString(),
        decimal(o, "L"),
        decimal(o, "l"),
        o.path("n").isString() ? decimal(o, "n") : BigDecimal.ZERO,
        o.path("N").asString(""),
        o.path("m").asBoolean(),
        o.path("T").asLong() * 1_000,
        o.path("rp").isString() ? decimal(o, "rp") : null);
  }

  private static VenueEvent liquidated(JsonNode o, long at) {
    return new VenueEvent.Liquidated(
        at,
        Account.LIVE,
        new InstrumentId(text(o, "s"), BinanceFutures.VENUE),
        o.path("t").asString(),
        Side.valueOf(text(o, "S")),
        decimal(o, "L"),
        decimal(o, "l"),
        o.path("n").isString() ? decimal(o, "n") : BigDecimal.ZERO,
        o.path("N").asString(""),
        text(o, "c"),
        o.path("T").asLong() * 1_000);
  }

  private List<VenueEvent> algo(JsonNode o, long at) {
    ClientOrderId order = foreignId(text(o, "caid"));
    String venueId = FuturesReplies.venueId(o.path("aid"));
    String actual = o.path("ai").asString("");
    List<VenueEvent> events = new ArrayList<>(2);
    switch (text(o, "X")) {
      case "NEW" -> events.add(new VenueEvent.Accepted(at, order, venueId));
      case "TRIGGERED" -> events.add(new VenueEvent.Triggered(at, order));
      case "CANCELED" ->
          events.add(
              new VenueEvent.Cancelled(at, order, BigDecimal.ZERO, "cancelled at the venue"));
      case "EXPIRED" ->
          events.add(new VenueEvent.Expired(at, order, BigDecimal.ZERO, "expired at the venue"));
      case "REJECTED" ->
          events.add(
              new VenueEvent.Expired(
                  at,
                  order,
                  BigDecimal.ZERO,
                  "refused by the venue when it was triggered: " + o.path("rm").asString("")));
      default -> {}
    }
    if (!actual.isEmpty() && !actual.equals("0")) {
      byActualId.put(actual, new Conditional(order, venueId));
      List<JsonNode> waiting = held.remove(actual);
      if (waiting != null) {
        waiting.forEach(report -> events.addAll(order(report, at)));
      }
    }
    return events;
  }

  private static List<VenueEvent> account(JsonNode a, long at) {
    List<VenueEvent> changed = new ArrayList<>();
    for (JsonNode balance : a.path("B")) {
      changed.add(
          new VenueEvent.BalanceChanged(
              at, Account.LIVE, text(balance, "a"), decimal(balance, "wb"), BigDecimal.ZERO));
    }
    for (JsonNode position : a.path("P")) {
      // In hedge mode there are two positions, and neither is what the engine calls one.
      if (!position.path("ps").asString("BOTH").equals("BOTH")) {
        continue;
      }
      changed.add(
          new VenueEvent.PositionChanged(
              at,
              Account.LIVE,
              new InstrumentId(text(position, "s"), BinanceFutures.VENUE),
              decimal(position, "pa"),
              decimal(position, "ep")));
    }
    return changed;
  }
}
