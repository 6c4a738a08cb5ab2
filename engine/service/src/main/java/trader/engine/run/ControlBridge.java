package trader.engine.run;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.control.Color;
import trader.control.ControlKey;
import trader.control.ControlLever;
import trader.control.Directive;
import trader.control.GateLevel;
import trader.control.Mode;
import trader.engine.core.ControlEvent;
import trader.redis.ControlListener;
import trader.redis.ControlReading;

/**
 * Brings what Redis says to the core. A lowering is put into force here already, on the thread that
 * heard it, before the core gets to its event; what raises waits for the core, which alone judges
 * grants. Signatures are verified here, since the core knows no keys. A reading that says what the
 * last one said is not passed on.
 */
final class ControlBridge implements ControlListener {
  private static final Logger LOG = LoggerFactory.getLogger(ControlBridge.class);
  private final EngineLoop loop;
  private final Gates gates;
  private final Color own;
  private final Optional<ControlKey> key;
  private final LongSupplier nanoTime;
  private GateLevel lastBound = GateLevel.OPEN;
  private volatile @Nullable Instant lastReading;
  private Map<ControlLever, ControlEvent.LeverReading> lastPosted = Map.of();
  private boolean lost;

  /** By which the gate was closed when a lever was written that is still to be read; else 0. */
  private long unread;

  ControlBridge(
      EngineLoop loop, Gates gates, Color own, Optional<ControlKey> key, LongSupplier nanoTime) {
    this.loop = loop;
    this.gates = gates;
    this.own = own;
    this.key = key;
    this.nanoTime = nanoTime;
  }

  /** Closes the gate until the value is known: what it says next may be a halt. */
  @Override
  public void onWritten() {
    if (unread == 0 && lastBound != GateLevel.CLOSED) {
      unread = gates.lowerEarly(GateLevel.CLOSED, nanoTime.getAsLong());
    }
  }

  @Override
  public void onReading(ControlReading reading) {
    long seenNanos = nanoTime.getAsLong();
    GateLevel bound = bound(reading);
    boolean closedAlready = unread != 0 && bound == GateLevel.CLOSED;
    long ticket =
        bound.compareTo(lastBound) < 0 && !closedAlready
            ? gates.lowerEarly(bound, seenNanos)
            : unread;
    unread = 0;
    lastBound = bound;
    lastReading = reading.at();
    Map<ControlLever, ControlEvent.LeverReading> levers = new EnumMap<>(ControlLever.class);
    for (ControlLever lever : ControlLever.values()) {
      ControlReading.Lever read = reading.lever(lever);
      levers.put(
          lever, new ControlEvent.LeverReading(read.raw(), read.directive().map(this::word)));
    }
    if (ticket == 0 && !lost && levers.equals(lastPosted)) {
      return;
    }
    lost = false;
    lastPosted = levers;
    long seenMicros = ChronoUnit.MICROS.between(Instant.EPOCH, reading.at());
    loop.post(at -> new ControlEvent.ControlRead(at, seenMicros, ticket, levers));
  }

  @Override
  public void onLost(Instant since, String why) {
    if (lastReading == null) {
      LOG.warn("Redis has not been read yet: {}; no new risk until it is", why);
      return;
    }
    lost = true;
    long sinceMicros = ChronoUnit.MICROS.between(Instant.EPOCH, since);
    loop.post(at -> new ControlEvent.ControlLost(at, sinceMicros, why));
  }

  /** When Redis was last read; empty before the first time. */
  Optional<Instant> lastReading() {
    return Optional.ofNullable(lastReading);
  }

  /** The most that the reading can mean, without judging whether it is granted. */
  private GateLevel bound(ControlReading reading) {
    GateLevel mode =
        text(reading, ControlLever.MODE)
            .flatMap(Mode::parse)
            .map(value -> value == Mode.HALT ? GateLevel.CLOSED : GateLevel.OPEN)
            .orElse(GateLevel.CLOSED);
    GateLevel color =
        text(reading, ControlLever.COLOR)
            .flatMap(Color::parse)
            .map(value -> value == own ? GateLevel.OPEN : GateLevel.CLOSED)
            .orElse(GateLevel.CLOSED);
    GateLevel kill =
        text(reading, ControlLever.KILL).map(value -> value.strip().equals("armed")).orElse(true)
            ? GateLevel.OPEN
            : GateLevel.CLOSED;
    GateLevel pause =
        text(reading, ControlLever.PAUSE).map(value -> value.strip().equals("running")).orElse(true)
            ? GateLevel.OPEN
            : GateLevel.REDUCE_ONLY;
    return mode.and(color).and(kill).and(pause);
  }

  private static Optional<String> text(ControlReading reading, ControlLever lever) {
    return Optional.ofNullable(reading.lever(lever).raw());
  }

  private ControlEvent.Desk word(Directive directive) {
    return new ControlEvent.Desk(
        directive.value(),
        directive.epoch(),
        directive.commandId(),
        directive.actor(),
        directive.reason(),
        directive.issuedAt(),
        key.filter(verifier -> verifier.verifies(directive)).isPresent());
  }
}
