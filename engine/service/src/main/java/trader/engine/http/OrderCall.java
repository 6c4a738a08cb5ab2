package trader.engine.http;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import trader.control.Acknowledgement;
import trader.control.InstrumentId;
import trader.engine.core.orders.Side;
import trader.redis.Json;

/**
 * What {@code POST /orders} carries: an operator's own order, small and to see that the way to the
 * venue works.
 *
 * @param qty in the base asset; empty where {@code quote} says it, or all is to be sold
 * @param quote the same by its worth in the quote asset
 */
record OrderCall(
    InstrumentId instrument,
    Side side,
    Optional<BigDecimal> qty,
    Optional<BigDecimal> quote,
    String reason) {
  private static final String PROPOSAL = "proposal";

  private record Body(
      @Nullable String symbol,
      @Nullable String side,
      @Nullable BigDecimal quote,
      @Nullable BigDecimal qty,
      @Nullable String reason) {}

  /**
   * Reads it. Throws {@link IllegalArgumentException} naming what is wrong and what is allowed.
   *
   * @param instruments finds an instrument by any form of its symbol
   */
  static OrderCall read(String json, Function<String, InstrumentId> instruments) {
    Body body = Json.read(json.isBlank() ? "{}" : json, Body.class);
    if (body.symbol() == null || body.symbol().isBlank()) {
      throw new IllegalArgumentException(
          "symbol is missing; send e.g."
              + " {\"symbol\":\"BTCUSDT.BINANCE\",\"side\":\"BUY\",\"quote\":25}");
    }
    InstrumentId instrument = instruments.apply(body.symbol());
    Side side =
        switch (String.valueOf(body.side()).toUpperCase(Locale.ROOT)) {
          case "BUY" -> Side.BUY;
          case "SELL" -> Side.SELL;
          default ->
              throw new IllegalArgumentException(
                  "side '" + body.side() + "' is neither BUY nor SELL");
        };
    positive("quote", body.quote());
    positive("qty", body.qty());
    if (body.quote() != null && body.qty() != null) {
      throw new IllegalArgumentException(
          "quote "
              + body.quote().toPlainString()
              + " and qty "
              + body.qty().toPlainString()
              + " are both there; send one of them");
    }
    if (side == Side.BUY && body.quote() == null && body.qty() == null) {
      throw new IllegalArgumentException(
          "how much is missing: send quote, its worth in the quote asset, or qty in the base asset");
    }
    return new OrderCall(
        instrument,
        side,
        Optional.ofNullable(body.qty()),
        Optional.ofNullable(body.quote()),
        body.reason() == null || body.reason().isBlank() ? "no reason given" : body.reason());
  }

  private static void positive(String name, @Nullable BigDecimal value) {
    if (value != null && value.signum() <= 0) {
      throw new IllegalArgumentException(
          name + " " + value.toPlainString() + " is not above 0, as it must be");
    }
  }

  /** What is answered; a proposal is taken, and nothing is ordered yet. */
  static Answer told(Optional<Acknowledgement> answer) {
    if (answer.isEmpty()) {
      return Problem.of(
          504,
          "Asked for, and not confirmed",
          "the venue has not answered in time, and may have the order; look at /state before"
              + " another one is sent");
    }
    Acknowledgement ack = answer.get();
    return switch (ack.outcome()) {
      case REFUSED -> Problem.of(409, "The order was refused", ack.why());
      case APPLIED, UNCHANGED ->
          Answer.json(ack.subject().equals(PROPOSAL) ? 202 : 200, Json.write(ack));
    };
  }
}
