package trader.bot.chat;

import java.util.Locale;

/** A chat platform. */
public enum Platform {
  SLACK,
  TELEGRAM;

  /** The surface's name in audit and replies, e.g. {@code slack}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
