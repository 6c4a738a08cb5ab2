package trader.venues.kraken.futures;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.InstrumentRules;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.Side;

/**
 * Turns the venue's answers into the core's values. Each method throws {@link
 * IllegalArgumentException} for a body that is not what the venue documents; what is no linear
 * perpetual in dollars is left out.
 */
final class FuturesReplies {
  private static final String FOREIGN_CHARACTERS = "[^a-zA-Z0-9_-]";
  private static final int MOST_ID = 36;

  private FuturesReplies() {}

  /** The time of any answer, in epoch microseconds. */
  static OptionalLong serverMicros(JsonNode body) {
    try {
      return OptionalLong.of(micros(text(body, "serverTime")));
    } catch (IllegalArgumentException e) {
      return OptionalLong.empty();
    }
  }

  static List<InstrumentRules> rules(JsonNode body) {
    List<InstrumentRules> all = new ArrayList<>();
    for (JsonNode listed : array(body, "instruments")) {
      var instrument = Products.instrument(text(listed, "symbol"));
      if (instrument.isPresent()
          && listed.path("type").asString("").equals("flexible_futures")
          && listed.path("tickSize").isNumber()) {
        all.add(rules(listed, instrument.get()));
      }
    }
    return all;
  }

  private static InstrumentRules rules(JsonNode listed, InstrumentId instrument) {
    BigDecimal step =
        BigDecimal.ONE.movePointLeft(listed.path("contractValueTradePrecision").asInt(0));
    String symbol = instrument.symbol();
    return new InstrumentRules(
        instrument,
        symbol.substring(0, symbol.length() - Products.COLLATERAL.length()),
        Products.COLLATERAL,
        plain(decimal(listed, "tickSize")),
        plain(step),
        plain(step),
        listed.path("maxPositionSize").isNumber()
            ? decimal(listed, "maxPositionSize")
            : new BigDecimal("1e18"),
        BigDecimal.ZERO,
        listed.path("tradeable").asBoolean(false) && !listed.path("postOnly").asBoolean(false),
        InstrumentRules.Kind.LINEAR_PERPETUAL,
        true);
  }

  private static BigDecimal plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  static List<VenueOrder> openOrders(JsonNode body) {
    List<VenueOrder> all = new ArrayList<>();
    for (JsonNode order : array(body, "openOrders")) {
      Products.instrument(text(order, "symbol"))
          .ifPresent(instrument -> {
            BigDecimal filled = decimal(order, "filledSize");
            all.add(
                new VenueOrder(
                    id(order, "order_id"),
                    text(order, "order_id"),
                    instrument,
                    side(text(order, "side")),
                    VenueOrder.Status.WORKING,
                    decimal(order, "unfilledSize").add(filled),
                    filled,
                    optional(order, "limitPrice"),
                    optional(order, "stopPrice")));
          });
    }
    return all;
  }

  /** The client's id by either of its names; the venue's where there is none. */
  static ClientOrderId id(JsonNode order, String venueIdName) {
    String id = clientId(order);
    return foreignId(id.isEmpty() ? text(order, venueIdName) : id);
  }

  /** The client's id by any of its names, or empty. */
  static String clientId(JsonNode order) {
    for (String name : List.of("cliOrdId", "cli_ord_id", "clientId")) {
      String id = order.path(name).asString("");
      if (!id.isEmpty()) {
        return id;
      }
    }
    return "";
  }

  /** An id as the venue has it; people's own tools use characters that ours never do. */
  static ClientOrderId foreignId(String id) {
    String plain = id.replaceAll(FOREIGN_CHARACTERS, "_");
    return new ClientOrderId(plain.substring(0, Math.min(MOST_ID, plain.length())));
  }

  static Side side(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      default -> throw new IllegalArgumentException("side '" + text + "' is not known");
    };
  }

  static List<PastFill> fills(JsonNode body) {
    List<PastFill> all = new ArrayList<>();
    for (JsonNode fill : array(body, "fills")) {
      Products.instrument(text(fill, "symbol"))
          .ifPresent(instrument ->
              all.add(
                  new PastFill(
                      instrument,
                      text(fill, "order_id"),
                      text(fill, "fill_id"),
                      side(text(fill, "side")) == Side.BUY,
                      decimal(fill, "price"),
                      decimal(fill, "size"),
                      optional(fill, "fee_paid"),
                      fill.path("fee_currency").asString(Products.COLLATERAL),
                      fill.path("fillType").asString("").equals("maker"),
                      micros(text(fill, "fillTime")))));
    }
    return all;
  }

  static List<VenuePosition> positions(JsonNode body) {
    List<VenuePosition> all = new ArrayList<>();
    for (JsonNode position : array(body, "openPositions")) {
      Products.instrument(text(position, "symbol"))
          .ifPresent(instrument -> {
            BigDecimal size = decimal(position, "size");
            boolean isShort =
                switch (text(position, "side")) {
                  case "long" -> false;
                  case "short" -> true;
                  default -> throw new IllegalArgumentException("the side of a position");
                };
            all.add(
                new VenuePosition(
                    instrument, isShort ? size.negate() : size, decimal(position, "price")));
          });
    }
    return all;
  }

  /** The collateral of the account of perpetuals, by currency. */
  static List<AssetBalance> balances(JsonNode body) {
    JsonNode currencies = body.path("accounts").path("flex").path("currencies");
    if (!currencies.isObject()) {
      throw new IllegalArgumentException("'accounts.flex.currencies' is missing");
    }
    List<AssetBalance> all = new ArrayList<>();
    currencies
        .properties()
        .forEach(currency ->
            all.add(
                new AssetBalance(
                    currency.getKey().toUpperCase(Locale.ROOT),
                    decimal(currency.getValue(), "quantity"),
                    BigDecimal.ZERO)));
    return all;
  }

  static List<PastFunding> funding(JsonNode body) {
    List<PastFunding> all = new ArrayList<>();
    for (JsonNode entry : array(body, "logs")) {
      PastFunding payment = logged(entry);
      if (payment != null) {
        all.add(payment);
      }
    }
    return all;
  }

  /** The funding that one line of the account's log tells of; null where it tells of none. */
  static @Nullable PastFunding logged(JsonNode entry) {
    JsonNode amount = entry.path("realized_funding");
    var instrument = Products.instrument(entry.path("contract").asString(""));
    if (!amount.isNumber() || amount.decimalValue().signum() == 0 || instrument.isEmpty()) {
      return null;
    }
    return new PastFunding(
        instrument.get(),
        amount.decimalValue(),
        entry.path("collateral").asString(Products.COLLATERAL),
        micros(text(entry, "date")));
  }

  static long micros(String iso) {
    try {
      Instant instant = Instant.parse(iso);
      return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + iso + "' is no time", e);
    }
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isString()) {
      throw new IllegalArgumentException("'" + field + "' is missing or not a text");
    }
    return value.asString();
  }

  /** A number, whether it is written as one or as a text. */
  static BigDecimal decimal(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (value.isNumber()) {
      return value.decimalValue();
    }
    try {
      return new BigDecimal(value.asString(""));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + field + "' is missing or not a number", e);
    }
  }

  static BigDecimal optional(JsonNode node, String field) {
    return node.path(field).isNumber() ? node.path(field).decimalValue() : BigDecimal.ZERO;
  }

  static JsonNode array(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isArray()) {
      throw new IllegalArgumentException("'" + field + "' is missing or not an array");
    }
    return value;
  }
}
