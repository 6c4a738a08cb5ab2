package trader.control;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The operator's wish for the engine, ordered by risk: a later constant allows more. */
public enum Mode {
  /** No new orders; working entry orders are cancelled; protective stops stay. */
  HALT,
  /** Strategies trade against the paper venue on live data. */
  PAPER,
  /** Strategies propose; a person approves each entry. */
  MANUAL,
  /** Strategies trade. */
  AUTO;

  private static final Map<String, Mode> BY_TEXT =
      Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Mode::text, mode -> mode));

  private final String text = name().toLowerCase(Locale.ROOT);

  /** The text by which this mode is written to Redis and typed by people. */
  public String text() {
    return text;
  }

  /** Reads the exact text of a mode, surrounding white space ignored; empty for anything else. */
  public static Optional<Mode> parse(String text) {
    return Optional.ofNullable(BY_TEXT.get(text.strip()));
  }

  /** Every mode's text, for an error that says what is allowed. */
  public static String allowed() {
    return Arrays.stream(values()).map(Mode::text).collect(Collectors.joining(", "));
  }

  /** Whether changing from {@code current} to this mode allows more risk. */
  public boolean raises(Mode current) {
    return compareTo(current) > 0;
  }
}
