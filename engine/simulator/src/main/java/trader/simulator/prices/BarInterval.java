package trader.simulator.prices;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/** The lengths of bars; all are aligned to UTC, weeks begin on Monday. */
public enum BarInterval {
  SECOND("1s", 1_000),
  MINUTE("1m", 60_000),
  MINUTES_3("3m", 180_000),
  MINUTES_5("5m", 300_000),
  MINUTES_15("15m", 900_000),
  MINUTES_30("30m", 1_800_000),
  HOUR("1h", 3_600_000),
  HOURS_2("2h", 7_200_000),
  HOURS_4("4h", 14_400_000),
  HOURS_6("6h", 21_600_000),
  HOURS_8("8h", 28_800_000),
  HOURS_12("12h", 43_200_000),
  DAY("1d", 86_400_000),
  DAYS_3("3d", 259_200_000),
  WEEK("1w", 604_800_000),
  MONTH("1M", 0);

  /** The first Monday after the epoch. */
  private static final long MONDAY = 4 * 86_400_000L;

  private final String code;
  private final long millis;

  BarInterval(String code, long millis) {
    this.code = code;
    this.millis = millis;
  }

  /** The venue's name of it, such as {@code 1m}. */
  public String code() {
    return code;
  }

  /** The start of the bar that holds a time, both in epoch milliseconds. */
  public long openOf(long timeMillis) {
    if (this == MONTH) {
      return month(timeMillis).toInstant().toEpochMilli();
    }
    long offset = this == WEEK ? MONDAY : 0;
    return timeMillis - Math.floorMod(timeMillis - offset, millis);
  }

  /** The start of the bar after the one that starts at a time, both in epoch milliseconds. */
  public long after(long openMillis) {
    return this == MONTH
        ? month(openMillis).plusMonths(1).toInstant().toEpochMilli()
        : openMillis + millis;
  }

  private static ZonedDateTime month(long timeMillis) {
    return Instant.ofEpochMilli(timeMillis)
        .atZone(ZoneOffset.UTC)
        .truncatedTo(ChronoUnit.DAYS)
        .withDayOfMonth(1);
  }

  /** The interval of a name. */
  public static Optional<BarInterval> of(String code) {
    return Arrays.stream(values()).filter(i -> i.code.equals(code)).findFirst();
  }
}
