package trader.control;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The percent of equity that the operator allows the engine to deploy, in fixed steps. */
public enum CapitalStage {
  /** A tenth of equity. */
  P10(10),
  /** A fifth of equity. */
  P20(20),
  /** Thirty percent of equity. */
  P30(30),
  /** Half of equity. */
  P50(50),
  /** Seventy percent of equity. */
  P70(70),
  /** All of equity. */
  P100(100);

  private static final Map<String, CapitalStage> BY_TEXT =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(CapitalStage::text, stage -> stage));

  private final int percent;
  private final String text;

  CapitalStage(int percent) {
    this.percent = percent;
    this.text = Integer.toString(percent);
  }

  /** Percent of equity, 10 to 100. */
  public int percent() {
    return percent;
  }

  /** The share of equity as an exact fraction, 0.1 to 1. */
  public BigDecimal fraction() {
    return BigDecimal.valueOf(percent, 2);
  }

  /** The text by which this stage is written to Redis and typed by people. */
  public String text() {
    return text;
  }

  /** Reads the exact text of a stage, surrounding white space ignored; empty for anything else. */
  public static Optional<CapitalStage> parse(String text) {
    return Optional.ofNullable(BY_TEXT.get(text.strip()));
  }

  /** Every stage's text, for an error that says what is allowed. */
  public static String allowed() {
    return Arrays.stream(values()).map(CapitalStage::text).collect(Collectors.joining(", "));
  }

  /** Whether changing from {@code current} to this stage allows more risk. */
  public boolean raises(CapitalStage current) {
    return percent > current.percent;
  }
}
