package trader.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which of the two engines of a desk is meant; exactly one is active and trades. */
public enum Color {
  /** The engine on port 8003. */
  BLUE,
  /** The engine on port 8013. */
  GREEN;

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The text by which this color is written to Redis and typed by people. */
  public String text() {
    return text;
  }

  /** Reads the exact text of a color, surrounding white space ignored; empty for anything else. */
  public static Optional<Color> parse(String text) {
    return Arrays.stream(values()).filter(color -> color.text().equals(text.strip())).findFirst();
  }

  /** Every color's text, for an error that says what is allowed. */
  public static String allowed() {
    return "blue, green";
  }
}
