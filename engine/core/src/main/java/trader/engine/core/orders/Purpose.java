package trader.engine.core.orders;

import java.util.Locale;

/** Why an order exists, which decides what gate it needs. */
public enum Purpose {
  /** A strategy adds risk; needs an open gate. */
  ENTRY,
  /** A strategy reduces risk; needs a gate that is not closed. */
  EXIT,
  /** An operator closes a position; passes every gate. */
  CLOSE,
  /** The protective stop of a position; passes every gate. */
  STOP,
  /** Takes a position's profit at its price; needs a gate that is not closed. */
  TAKE_PROFIT;

  /** The name shown to people, e.g. {@code entry}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
