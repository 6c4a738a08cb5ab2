package trader.commands;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** How figures, times and spans are written for people; the same on every surface. */
public final class Figures {
  private static final DecimalFormatSymbols SYMBOLS = new DecimalFormatSymbols(Locale.ROOT);
  private static final DateTimeFormatter SECONDS = utc("HH:mm:ss");
  private static final DateTimeFormatter MILLIS = utc("HH:mm:ss.SSS");
  private static final DateTimeFormatter DAY = utc("yyyy-MM-dd HH:mm:ss");

  private Figures() {}

  /** Money with thousands separators and two decimals, e.g. {@code -1,234.50}. */
  public static String money(BigDecimal amount) {
    return format("#,##0.00", amount.setScale(2, RoundingMode.HALF_EVEN));
  }

  /** Money with a sign in front, also a plus. */
  public static String signedMoney(BigDecimal amount) {
    return (amount.signum() > 0 ? "+" : "") + money(amount);
  }

  /** A price with thousands separators, at least two decimals and all that it has. */
  public static String price(BigDecimal price) {
    int decimals = Math.max(2, price.stripTrailingZeros().scale());
    return format("#,##0." + "0".repeat(decimals), price);
  }

  /** A quantity with every decimal that it has. */
  public static String quantity(BigDecimal quantity) {
    return quantity.signum() == 0 ? "0" : quantity.stripTrailingZeros().toPlainString();
  }

  /** A percentage as it is, e.g. {@code 18.5 %}. */
  public static String percent(BigDecimal percent) {
    return quantity(percent) + " %";
  }

  /** A time of day in UTC, to the second. */
  public static String time(Instant at) {
    return SECONDS.format(at) + " UTC";
  }

  /** A time of day in UTC, to the millisecond. */
  public static String preciseTime(Instant at) {
    return MILLIS.format(at) + " UTC";
  }

  /** A time in UTC, with its day where that is not the day of {@code now}. */
  public static String timeSeenFrom(Instant at, Instant now) {
    boolean sameDay =
        at.atOffset(ZoneOffset.UTC)
            .toLocalDate()
            .equals(now.atOffset(ZoneOffset.UTC).toLocalDate());
    return (sameDay ? SECONDS : DAY).format(at) + " UTC";
  }

  /** The span from {@code then} to {@code now}, zero where clocks disagree. */
  public static String age(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    return span(age.isNegative() ? Duration.ZERO : age);
  }

  /** A span in the unit that a person would use, e.g. {@code 0.3 s}, {@code 42 s}, {@code 3 h}. */
  public static String span(Duration span) {
    long seconds = span.toSeconds();
    if (seconds < 10) {
      return new BigDecimal(span.toMillis())
              .movePointLeft(3)
              .setScale(1, RoundingMode.HALF_UP)
              .toPlainString()
          + " s";
    }
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    return seconds < 172_800
        ? seconds / 3600 + " h " + seconds % 3600 / 60 + " min"
        : seconds / 86_400 + " days";
  }

  /**
   * A short span in milliseconds, e.g. {@code 4 ms}; one of more than a second as {@link #span}.
   */
  public static String shortSpan(Duration span) {
    return span.toMillis() < 1000 ? Math.max(1, span.toMillis()) + " ms" : span(span);
  }

  /** Microseconds in the unit that fits, e.g. {@code 412 µs} or {@code 1.4 ms}. */
  public static String micros(long micros) {
    return micros < 1000
        ? micros + " µs"
        : new BigDecimal(micros).movePointLeft(3).setScale(1, RoundingMode.HALF_UP).toPlainString()
            + " ms";
  }

  /** An actor's roles, or that there is none. */
  public static String roles(Actor actor) {
    return actor.roles().isEmpty()
        ? "no role"
        : actor.roles().stream().sorted().map(Role::text).collect(Collectors.joining(", "));
  }

  private static String format(String pattern, BigDecimal number) {
    return new DecimalFormat(pattern, SYMBOLS).format(number);
  }

  private static DateTimeFormatter utc(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }
}
