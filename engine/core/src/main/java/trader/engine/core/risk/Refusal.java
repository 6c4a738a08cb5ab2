package trader.engine.core.risk;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import trader.control.LeverState;
import trader.engine.core.OtherEngine;

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
      case TotalExposureOverLimit over -> over.words();
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

  /**
   * All engines of the desk together would have too much deployed.
   *
   * @param own what this engine has deployed
   * @param more what the entry would add, at least what the venue takes
   */
  record TotalExposureOverLimit(
      BigDecimal own, BigDecimal more, List<OtherEngine> others, BigDecimal limit, long atMicros)
      implements Refusal {
    private static final long STALE_MICROS = 10_000_000;

    private String words() {
      StringBuilder parts = new StringBuilder(plain(own) + " here, " + plain(more) + " more");
      BigDecimal total = own.add(more);
      for (OtherEngine other : others) {
        BigDecimal deployed = Objects.requireNonNull(other.deployed());
        total = total.add(deployed);
        parts
            .append(", ")
            .append(plain(deployed))
            .append(" at ")
            .append(other.engine())
            .append(" as of ")
            .append(Instant.EPOCH.plus(other.asOfMicros(), ChronoUnit.MICROS))
            .append(age(other.asOfMicros()));
      }
      return "the exposure of all engines would be "
          + plain(total)
          + " ("
          + parts
          + "), over the limit of "
          + plain(limit)
          + " (MAX_TOTAL_EXPOSURE)";
    }

    private String age(long asOfMicros) {
      long age = atMicros - asOfMicros;
      return age < STALE_MICROS
          ? ""
          : ", silent for "
              + age / 1_000_000
              + " s; if it is gone for good: HSET risk:exposure <engine> retired";
    }
  }

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
