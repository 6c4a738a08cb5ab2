package trader.engine.core.orders;

import java.util.Locale;

/** The side of an order or of a trade's aggressor. */
public enum Side {
  /** Takes base, gives quote. */
  BUY,
  /** Gives base, takes quote. */
  SELL;

  /** The name shown to people, e.g. {@code buy}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
