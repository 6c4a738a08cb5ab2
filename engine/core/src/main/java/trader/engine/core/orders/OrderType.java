package trader.engine.core.orders;

import java.util.Locale;

/** How an order is executed. */
public enum OrderType {
  /** At once, at whatever price there is. */
  MARKET,
  /** At its price or better, until cancelled. */
  LIMIT,
  /** Waits at the venue; becomes a market order when the last price reaches its trigger. */
  STOP_LOSS,
  /** As a stop, with its trigger on the side of the price where the position gains. */
  TAKE_PROFIT;

  /** Whether it waits for a trigger price. */
  public boolean triggers() {
    return switch (this) {
      case MARKET, LIMIT -> false;
      case STOP_LOSS, TAKE_PROFIT -> true;
    };
  }

  /** The name shown to people, e.g. {@code stop loss}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
