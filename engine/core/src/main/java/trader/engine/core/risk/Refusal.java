package trader.engine.core.risk;

import java.math.BigDecimal;
import trader.control.LeverState;

/** Why an order was not sent, with its numbers; turned into words by {@link #text}. */
public sealed interface Refusal {

  /** In words for an operator. */
  default String text() {
    return switch (this) {
      case Gate(LeverState lever) ->
          "the gate is "
              + lever.allows()
              + " because "
              + lever.name().text()
              + " is "
              + lever.value()
              + (lever.why().isEmpty() ? "" : " (" + lever.why() + ")");
      case NotionalOverLimit(BigDecimal notional, BigDecimal limit) ->
          "notional "
              + plain(notional)
              + " is over the limit per order of "
              + plain(limit)
              + " (MAX_NOTIONAL_PER_ORDER)";
      case TotalNotionalOverLimit(BigDecimal total, BigDecimal limit) ->
          "total notional would be "
              + plain(total)
              + ", over the limit of "
              + plain(limit)
              + " (MAX_TOTAL_NOTIONAL)";
      case CapitalOverStage(BigDecimal deployed, BigDecimal allowed) ->
          "deployed capital would be "
              + plain(deployed)
              + ", over the "
              + plain(allowed)
              + " that the capital stage allows";
      case OutsideCollar(BigDecimal price, BigDecimal last, BigDecimal collar) ->
          "price "
              + plain(price)
              + " is further than "
              + plain(collar.movePointRight(2))
              + " % from the last price "
              + plain(last);
      case RateExceeded(int limit) -> "more than " + limit + " orders within a second";
      case TooSmall(BigDecimal qty, BigDecimal price, BigDecimal minNotional) ->
          "quantity "
              + plain(qty)
              + " at "
              + plain(price)
              + " is below the venue's minimum notional "
              + plain(minNotional);
      case OverCash(BigDecimal notional, BigDecimal cash) ->
          "notional " + plain(notional) + " is over the cash of " + plain(cash);
      case NotReady(String what) -> what;
    };
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /** A lever does not let it through. */
  record Gate(LeverState lever) implements Refusal {}

  /** The order alone is too large. */
  record NotionalOverLimit(BigDecimal notional, BigDecimal limit) implements Refusal {}

  /** All positions and working entries together would be too large. */
  record TotalNotionalOverLimit(BigDecimal total, BigDecimal limit) implements Refusal {}

  /** More of the equity would be deployed than the operator's stage allows. */
  record CapitalOverStage(BigDecimal deployed, BigDecimal allowed) implements Refusal {}

  /** The price is too far from the market. */
  record OutsideCollar(BigDecimal price, BigDecimal last, BigDecimal collar) implements Refusal {}

  /** Too many orders in too short a time. */
  record RateExceeded(int limit) implements Refusal {}

  /** The venue would not take an order that small. */
  record TooSmall(BigDecimal qty, BigDecimal price, BigDecimal minNotional) implements Refusal {}

  /** There is not enough cash. */
  record OverCash(BigDecimal notional, BigDecimal cash) implements Refusal {}

  /** Something is not known yet. */
  record NotReady(String what) implements Refusal {}
}
