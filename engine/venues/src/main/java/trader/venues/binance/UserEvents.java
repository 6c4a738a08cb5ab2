package trader.venues.binance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;

/** Turns what the user data stream says into the core's events. */
final class UserEvents {
  private UserEvents() {}

  /**
   * The events that one user event means, in order; none for what does not concern orders or
   * balances. Throws {@link IllegalArgumentException} for an event that is not what the venue
   * documents.
   */
  static List<VenueEvent> read(JsonNode event, long atMicros) {
    return switch (event.path("e").asString("")) {
      case "executionReport" -> report(event, atMicros);
      case "outboundAccountPosition" -> balances(event, atMicros);
      default -> List.of();
    };
  }

  private static List<VenueEvent> report(JsonNode event, long at) {
    ClientOrderId order = Incarnations.ours(venueClientId(event));
    String venueOrderId = event.path("i").asString("");
    return switch (Replies.text(event, "x")) {
      case "NEW" ->
          Incarnations.number(venueClientId(event)) == 0
              ? List.of(new VenueEvent.Accepted(at, order, venueOrderId))
              : List.of(replaced(event, at, order, venueOrderId));
      case "REPLACED" -> List.of(replaced(event, at, order, venueOrderId));
      case "TRADE" -> List.of(filled(event, at, order, venueOrderId));
      // Half of a change is not its end: what follows, or the answer, says what has become of it.
      case "CANCELED" ->
          Incarnations.isOfChange(event.path("c").asString(""))
              ? List.of()
              : List.of(
                  new VenueEvent.Cancelled(
                      at, order, executed(event), "cancelled at the venue" + reason(event)));
      case "EXPIRED" ->
          List.of(
              new VenueEvent.Expired(
                  at, order, executed(event), "expired at the venue" + reason(event)));
      case "REJECTED" ->
          List.of(
              new VenueEvent.Rejected(
                  at, order, event.path("r").asString("REJECTED"), "rejected by the venue"));
      case "TRADE_PREVENTION" ->
          event.path("X").asString("").equals("EXPIRED_IN_MATCH")
              ? List.of(
                  new VenueEvent.Expired(
                      at,
                      order,
                      executed(event),
                      "expired at the venue: it would have traded with our own order"))
              : List.of();
      default -> List.of();
    };
  }

  /** In the report of a cancel, {@code c} is the cancel's own id and {@code C} the order's. */
  static String venueClientId(JsonNode event) {
    String original = event.path("C").asString("");
    return original.isEmpty() ? Replies.text(event, "c") : original;
  }

  private static VenueEvent replaced(
      JsonNode event, long at, ClientOrderId order, String venueOrderId) {
    return new VenueEvent.Replaced(
        at,
        order,
        venueOrderId,
        Replies.decimal(event, "q"),
        positive(event, "p"),
        positive(event, "P"));
  }

  private static @Nullable BigDecimal positive(JsonNode event, String field) {
    BigDecimal value = Replies.decimal(event, field);
    return value.signum() > 0 ? value : null;
  }

  /** How much of the order is executed in all. */
  private static BigDecimal executed(JsonNode event) {
    return Replies.decimal(event, "z");
  }

  private static VenueEvent filled(
      JsonNode event, long at, ClientOrderId order, String venueOrderId) {
    return new VenueEvent.Filled(
        at,
        order,
        venueOrderId,
        event.path("t").asString(),
        Replies.decimal(event, "L"),
        Replies.decimal(event, "l"),
        event.path("n").isString() ? Replies.decimal(event, "n") : BigDecimal.ZERO,
        event.path("N").asString(""),
        event.path("m").asBoolean(),
        event.path("T").asLong() * 1_000,
        null,
        event.path("Y").isString() ? Replies.decimal(event, "Y") : null);
  }

  private static String reason(JsonNode event) {
    String expiry = event.path("eR").asString("");
    String why = expiry.isEmpty() ? event.path("r").asString("") : expiry;
    return why.isEmpty() || why.equals("NONE") ? "" : ": " + why;
  }

  private static List<VenueEvent> balances(JsonNode event, long at) {
    List<VenueEvent> changed = new ArrayList<>();
    for (JsonNode balance : event.path("B")) {
      changed.add(
          new VenueEvent.BalanceChanged(
              at,
              Account.LIVE,
              Replies.text(balance, "a"),
              Replies.decimal(balance, "f"),
              Replies.decimal(balance, "l")));
    }
    return changed;
  }
}
