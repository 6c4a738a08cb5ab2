package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import trader.control.Account;
import trader.control.Alert;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.Action.Measure.Measured;

/**
 * The times during which a position, or a part of one, has no stop at the venue: measures each, and
 * sees that someone hears of it where one lasts.
 */
final class Gaps {
  private static final long ALARM_MICROS = 1_000_000;

  /** While a position is being ended its stop may be gone on purpose; that does not take long. */
  private static final long EXITING_ALARM_MICROS = 5_000_000;

  private final Outbox outbox;
  private final Map<PositionKey, Gap> gaps = new HashMap<>();

  private record Gap(long sinceMicros, boolean missing) {}

  Gaps(Outbox outbox) {
    this.outbox = outbox;
  }

  /** Since when the position has a gap; now where it has none. */
  long since(PositionKey key) {
    Gap gap = gaps.get(key);
    return gap == null ? outbox.atMicros() : gap.sinceMicros;
  }

  /** A stop that should stand there does not: the validator has found one missing. */
  void missing(PositionKey key) {
    Gap gap = gaps.get(key);
    if (gap == null || !gap.missing) {
      gaps.put(key, new Gap(since(key), true));
      measure(key, Measured.STOP_MISSING, 1);
    }
  }

  /** All of the position has a stop, or there is none any more. */
  void closed(PositionKey key, boolean position) {
    Gap gap = gaps.remove(key);
    if (gap == null) {
      return;
    }
    outbox.calm(Reason.UNPROTECTED_POSITION, subject(key));
    measure(key, Measured.UNPROTECTED_MICROS, outbox.atMicros() - gap.sinceMicros);
    if (gap.missing && position) {
      measure(key, Measured.STOP_REPAIRED, 1);
      outbox.log(
          Action.Log.Level.INFO,
          "STOP_REPAIRED",
          "symbol="
              + key.instrument()
              + " account="
              + key.account().text()
              + " unprotected_ms="
              + (outbox.atMicros() - gap.sinceMicros) / 1_000);
    }
  }

  /**
   * That much of the position has no stop that works.
   *
   * @param exiting whether it is being ended
   * @param repairs whether the engine goes on trying
   */
  void open(PositionKey key, BigDecimal qty, boolean exiting, boolean repairs) {
    gaps.computeIfAbsent(key, _ -> new Gap(outbox.atMicros(), false));
    long since = since(key);
    long limit = exiting ? EXITING_ALARM_MICROS : ALARM_MICROS;
    if (outbox.atMicros() - since < limit) {
      return;
    }
    if (!exiting) {
      missing(key);
    }
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.UNPROTECTED_POSITION,
        subject(key),
        qty.toPlainString()
            + " of the "
            + key.account().text()
            + " position has no stop at the venue, for more than "
            + limit / 1_000_000
            + " s; "
            + (repairs
                ? "the engine keeps trying"
                : "the engine does not place it again, since STOP_VALIDATOR_REPAIR is off")
            + "; /close "
            + key.instrument().symbol()
            + " ends the position");
  }

  /** The accounts' gaps are told apart. */
  private static String subject(PositionKey key) {
    return key.account() == Account.LIVE ? key.instrument().toString() : key.toString();
  }

  private void measure(PositionKey key, Measured what, long value) {
    outbox.add(new Action.Measure(what, key.account(), key.instrument(), value));
  }
}
