package trader.engine.core.risk;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import trader.engine.core.ControlEvent.RiskLimits;
import trader.engine.core.InstrumentRules;
import trader.engine.core.OtherEngine;

/**
 * The limits that an entry is held to at the last hop, whatever sized it, and the size that keeps
 * within them.
 */
public final class Rails {
  private static final long SECOND_MICROS = 1_000_000;
  private final RiskLimits limits;
  private final Deque<Long> recent = new ArrayDeque<>();

  /** Rails of these limits. */
  public Rails(RiskLimits limits) {
    this.limits = limits;
  }

  /**
   * What an account can bear.
   *
   * @param equity cash and holdings, in the quote asset
   * @param cash free of what working entries have claimed
   * @param deployed holdings and working entries at their prices
   * @param capitalPercent the operator's stage
   * @param others what the desk's other engines have deployed, each figure known
   */
  public record Room(
      BigDecimal equity,
      BigDecimal cash,
      BigDecimal deployed,
      int capitalPercent,
      List<OtherEngine> others) {
    /** Copies the list. */
    public Room {
      others = List.copyOf(others);
    }

    /** What an account can bear whose engine is alone. */
    public Room(BigDecimal equity, BigDecimal cash, BigDecimal deployed, int capitalPercent) {
      this(equity, cash, deployed, capitalPercent, List.of());
    }

    /** What all engines together have deployed. */
    BigDecimal deployedByAll() {
      BigDecimal all = deployed;
      for (OtherEngine other : others) {
        all = all.add(Objects.requireNonNull(other.deployed()));
      }
      return all;
    }

    /** What the stage allows to be deployed in all. */
    public BigDecimal allowed() {
      return equity.multiply(BigDecimal.valueOf(capitalPercent, 2));
    }
  }

  /**
   * The quantity of an entry: what loses the risk budget at its stop, cut to every limit, in whole
   * lots. Fixed-fractional sizing: budget = equity × stage × risk per trade; quantity = budget ÷
   * stop distance.
   */
  public BigDecimal size(
      Room room, BigDecimal price, BigDecimal stopDistance, InstrumentRules rules) {
    BigDecimal allowed = room.allowed();
    BigDecimal notional =
        limits
            .maxNotionalPerOrder()
            .min(limits.maxTotalNotional().subtract(room.deployed()))
            .min(allowed.subtract(room.deployed()))
            .min(room.cash());
    BigDecimal most = limits.maxTotalExposure();
    if (most != null) {
      notional = notional.min(most.subtract(room.deployedByAll()));
    }
    if (notional.signum() <= 0) {
      return BigDecimal.ZERO;
    }
    BigDecimal lot = rules.lotSize();
    return lots(allowed.multiply(limits.riskPerTrade()), stopDistance, lot)
        .min(lots(notional, price, lot))
        .min(lots(rules.maxQty(), BigDecimal.ONE, lot))
        .multiply(lot);
  }

  /** How many whole lots an amount buys where one of the base asset takes {@code each} of it. */
  private static BigDecimal lots(BigDecimal amount, BigDecimal each, BigDecimal lot) {
    // One division to a whole number, and no digits behind it that would only be cut off.
    return amount.divide(each.multiply(lot), 0, RoundingMode.FLOOR);
  }

  /** What speaks against an entry of that quantity at that price; empty where nothing does. */
  public Optional<Refusal> check(
      Room room,
      BigDecimal qty,
      BigDecimal price,
      BigDecimal last,
      InstrumentRules rules,
      long atMicros) {
    BigDecimal notional = qty.multiply(price);
    BigDecimal total = room.deployed().add(notional);
    BigDecimal most = limits.maxTotalExposure();
    // An entry that was cut to nothing is not too small: there is no room for any.
    BigDecimal more = notional.max(rules.minNotional());
    if (most != null && room.deployedByAll().add(more).compareTo(most) > 0) {
      return Optional.of(
          new Refusal.TotalExposureOverLimit(room.deployed(), more, room.others(), most, atMicros));
    }
    if (!rules.tradable(qty, price)) {
      return Optional.of(new Refusal.TooSmall(qty, price, rules.minNotional()));
    }
    if (notional.compareTo(limits.maxNotionalPerOrder()) > 0) {
      return Optional.of(new Refusal.NotionalOverLimit(notional, limits.maxNotionalPerOrder()));
    }
    if (total.compareTo(limits.maxTotalNotional()) > 0) {
      return Optional.of(new Refusal.TotalNotionalOverLimit(total, limits.maxTotalNotional()));
    }
    if (total.compareTo(room.allowed()) > 0) {
      return Optional.of(new Refusal.CapitalOverStage(total, room.allowed()));
    }
    if (notional.compareTo(room.cash()) > 0) {
      return Optional.of(new Refusal.OverCash(notional, room.cash()));
    }
    if (price.subtract(last).abs().compareTo(last.multiply(limits.priceCollar())) > 0) {
      return Optional.of(new Refusal.OutsideCollar(price, last, limits.priceCollar()));
    }
    return rate(atMicros);
  }

  /** Counts an order that was sent. */
  public void sent(long atMicros) {
    recent.addLast(atMicros);
  }

  private Optional<Refusal> rate(long atMicros) {
    while (!recent.isEmpty() && recent.peekFirst() <= atMicros - SECOND_MICROS) {
      recent.removeFirst();
    }
    return recent.size() >= limits.maxOrdersPerSecond()
        ? Optional.of(new Refusal.RateExceeded(limits.maxOrdersPerSecond()))
        : Optional.empty();
  }
}
