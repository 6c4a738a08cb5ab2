package trader.engine.core.loop;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import trader.engine.core.Action;
import trader.engine.core.Checkpoint.Elsewhere;
import trader.engine.core.OtherEngine;

/**
 * What the desk's other engines have deployed. An engine that falls silent, or whose word is gone
 * from Redis, counts with what it said last, until an operator writes that it has retired.
 */
final class OtherEngines {
  private final Map<String, OtherEngine> known = new TreeMap<>();
  private final long session;
  private boolean read;

  OtherEngines(Elsewhere left, long session) {
    this.session = session;
    this.read = left.session() == session;
    left.engines().forEach(engine -> known.put(engine.engine(), engine));
  }

  /** Takes what one read of Redis found. */
  void take(List<OtherEngine> engines, Outbox outbox) {
    read = true;
    for (OtherEngine engine : engines) {
      if (engine.retired()) {
        retire(engine, outbox);
      } else if (engine.deployed() != null || !known.containsKey(engine.engine())) {
        known.put(engine.engine(), engine);
      }
    }
  }

  private void retire(OtherEngine engine, Outbox outbox) {
    OtherEngine last = known.remove(engine.engine());
    if (last != null) {
      outbox.log(
          Action.Log.Level.WARN,
          "ENGINE_RETIRED",
          "engine="
              + engine.engine()
              + " deployed="
              + (last.deployed() == null ? "unreadable" : last.deployed().toPlainString())
              + " reason=\"an operator has written so; it counts for nothing from now on\"");
    }
  }

  /** Why their exposure is not known, in words; empty where it is. */
  Optional<String> unknown() {
    if (!read) {
      return Optional.of("what the other engines have deployed has not been read from Redis yet");
    }
    for (OtherEngine engine : known.values()) {
      if (engine.deployed() == null) {
        return Optional.of(
            "what the engine "
                + engine.engine()
                + " has deployed cannot be read in Redis; look at HGET risk:exposure "
                + engine.engine());
      }
    }
    return Optional.empty();
  }

  /** The last word of each, sorted. */
  List<OtherEngine> all() {
    return List.copyOf(known.values());
  }

  Elsewhere record() {
    return new Elsewhere(read ? session : 0, all());
  }
}
