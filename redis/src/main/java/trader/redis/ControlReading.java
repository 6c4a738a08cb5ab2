package trader.redis;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.ControlLever;
import trader.control.Directive;

/**
 * Every control lever as one atomic read of Redis found it.
 *
 * @param levers one entry for each lever
 * @param at when the answer was read
 */
public record ControlReading(Map<ControlLever, Lever> levers, Instant at) {

  /**
   * One lever's value and the desk's record of its last change.
   *
   * @param raw the text under the lever's key, null where the key is missing
   * @param directive the desk's record, empty where it is missing or cannot be read
   */
  public record Lever(@Nullable String raw, Optional<Directive> directive) {}

  /** Copies the map. Throws {@link IllegalArgumentException} where a lever is missing. */
  public ControlReading {
    levers = Map.copyOf(levers);
    for (ControlLever lever : ControlLever.values()) {
      if (!levers.containsKey(lever)) {
        throw new IllegalArgumentException("the reading lacks the lever " + lever.text());
      }
    }
  }

  /** What was read of one lever. */
  public Lever lever(ControlLever lever) {
    return java.util.Objects.requireNonNull(levers.get(lever));
  }
}
