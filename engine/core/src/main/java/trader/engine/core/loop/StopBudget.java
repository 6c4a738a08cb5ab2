package trader.engine.core.loop;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import trader.engine.core.ControlEvent.Protection;

/**
 * Counts the stops that the venue did not take or keep, puts the next attempt off ever longer, and
 * says when the budget is spent, so that no fault can turn into a stream of stops.
 */
final class StopBudget {
  private static final long RETRY_MICROS = 250_000;
  private static final int MOST_DOUBLINGS = 8;
  private final Protection protection;
  private final Map<PositionKey, Trouble> troubles = new HashMap<>();
  private Optional<String> breach = Optional.empty();

  /** How often the venue has not kept a stop of late, and when it is tried again. */
  private record Trouble(int count, long lastMicros) {
    long retryMicros() {
      return lastMicros + (RETRY_MICROS << Math.min(count - 1, MOST_DOUBLINGS));
    }
  }

  StopBudget(Protection protection) {
    this.protection = protection;
  }

  /** A stop was refused, or is gone although nobody here had asked. */
  void notKept(PositionKey key, String why, long atMicros) {
    int count = trouble(key, atMicros).map(before -> before.count + 1).orElse(1);
    troubles.put(key, new Trouble(count, atMicros));
    if (!protection.repair()) {
      breach =
          Optional.of(
              "a stop of "
                  + key.instrument()
                  + " was not kept by the venue, because: "
                  + why
                  + "; it is not placed again, since STOP_VALIDATOR_REPAIR is off");
    } else if (count >= protection.repairBudget()) {
      breach =
          Optional.of(
              count
                  + " stops of "
                  + key.instrument()
                  + " in a row were not kept by the venue, the last because: "
                  + why);
    }
  }

  /** Whether nothing has gone wrong with the position's stops of late. */
  boolean untroubled(PositionKey key, long atMicros) {
    return trouble(key, atMicros).isEmpty();
  }

  /** Whether a stop that is missing is placed again at all. */
  boolean repairs(PositionKey key, long atMicros) {
    return protection.repair() || untroubled(key, atMicros);
  }

  /** Whether a stop may be placed now. */
  boolean mayTry(PositionKey key, long atMicros) {
    return repairs(key, atMicros)
        && trouble(key, atMicros).map(before -> atMicros >= before.retryMicros()).orElse(true);
  }

  /** What must stop new risk, told once. */
  Optional<String> takeBreach() {
    Optional<String> taken = breach;
    breach = Optional.empty();
    return taken;
  }

  private Optional<Trouble> trouble(PositionKey key, long atMicros) {
    return Optional.ofNullable(troubles.get(key))
        .filter(before -> atMicros - before.lastMicros < protection.repairWindowMicros());
  }
}
