package trader.control;

import java.util.Locale;

/** Which book an order belongs to. */
public enum Account {
  /** The account at the venue, be it a real exchange or a simulator. */
  LIVE,
  /** The paper venue: filled in this process from live prices. */
  PAPER;

  /** The name shown to people, e.g. {@code live}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
