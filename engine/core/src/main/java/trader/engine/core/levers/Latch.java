package trader.engine.core.levers;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.ControlLever;
import trader.control.Reason;
import trader.engine.core.Checkpoint.LeverRecord;
import trader.engine.core.ControlEvent.Desk;
import trader.engine.core.ControlEvent.LeverReading;

/**
 * One operator's lever as the engine obeys it. Whatever is read may lower it; only a grant that
 * verifies, is fresh, names the value that stands in Redis and has a newer epoch than the last one
 * obeyed raises it. What it obeys outlives the process, so that neither a restart nor a Redis that
 * lost its last writes can raise it.
 */
final class Latch {
  private static final long CLOCK_SKEW_MICROS = 5_000_000;
  private final ControlLever lever;
  private final LeverScale scale;
  private final long maxAgeMicros;
  private LeverRecord held;
  private @Nullable String raw;
  private String lastCommand = "";
  private String lastComplaint = "";

  Latch(ControlLever lever, LeverScale scale, long maxAgeMicros, LeverRecord held) {
    this.lever = lever;
    this.scale = scale;
    this.maxAgeMicros = maxAgeMicros;
    this.held = held;
  }

  LeverRecord held() {
    return held;
  }

  /** The text as last read, null where the key was missing. */
  @Nullable String raw() {
    return raw;
  }

  /** Puts the safest value into force, whatever was read. */
  void lowerTo(String value, long atMicros, String why) {
    held = new LeverRecord(value, held.epoch(), atMicros, why);
  }

  List<LeverChange> read(LeverReading reading, long atMicros) {
    raw = reading.raw();
    List<LeverChange> changes = new ArrayList<>(1);
    Optional<Desk> fresh = reading.desk().filter(desk -> !desk.commandId().equals(lastCommand));
    fresh
        .filter(desk -> isSafer(desk.value()) && !desk.value().equals(raw))
        .ifPresent(desk -> changes.add(lower(desk.value(), byDesk(desk), desk, atMicros)));
    changes.addAll(readRaw(reading, fresh, atMicros));
    fresh.ifPresent(desk -> lastCommand = desk.commandId());
    return changes;
  }

  private List<LeverChange> readRaw(LeverReading reading, Optional<Desk> fresh, long atMicros) {
    Optional<Desk> author = fresh.filter(desk -> desk.value().equals(raw));
    String text = reading.raw();
    if (text == null || scale.risk(lever, text).isEmpty()) {
      return unreadable(text, atMicros);
    }
    String value = text.strip();
    int wanted = scale.heldRisk(lever, value);
    int now = scale.heldRisk(lever, held.value());
    if (wanted > now) {
      return raise(value, reading.desk(), author, atMicros);
    }
    lastComplaint = "";
    if (wanted < now) {
      String why = author.map(Latch::byDesk).orElse("written to Redis directly");
      return List.of(lower(value, why, author.orElse(null), atMicros));
    }
    return author
        .<List<LeverChange>>map(desk -> {
          consume(desk);
          return List.of(
              new LeverChange.Unchanged(lever, value, desk.commandId(), "it was so already"));
        })
        .orElse(List.of());
  }

  private List<LeverChange> unreadable(@Nullable String text, long atMicros) {
    String safest = scale.safest(lever, text == null);
    if (safest == null) {
      return List.of();
    }
    String why =
        text == null
            ? "the key is missing from Redis"
            : "'" + shown(text) + "' is not a value; allowed: " + scale.allowed(lever);
    if (why.equals(lastComplaint)) {
      return List.of();
    }
    lastComplaint = why;
    String before = held.value();
    if (isSafer(safest)) {
      lowerTo(safest, atMicros, why);
    } else if (held.epoch() == 0 && text == null) {
      return List.of();
    }
    return List.of(
        new LeverChange.Lowered(
            lever, safest, before, "", why, Optional.of(Reason.CONTROL_VALUE_INVALID)));
  }

  private LeverChange lower(String value, String why, @Nullable Desk author, long atMicros) {
    String before = held.value();
    lowerTo(value, atMicros, why);
    if (author != null) {
      consume(author);
    }
    return new LeverChange.Lowered(
        lever, value, before, author == null ? "" : author.commandId(), why, Optional.empty());
  }

  private List<LeverChange> raise(
      String value, Optional<Desk> desk, Optional<Desk> author, long atMicros) {
    Optional<String> objection = objection(value, desk, atMicros);
    if (objection.isEmpty()) {
      Desk granted = desk.orElseThrow();
      String before = held.value();
      held = new LeverRecord(value, granted.epoch(), atMicros, byDesk(granted));
      lastComplaint = "";
      return List.of(
          new LeverChange.Raised(lever, value, before, granted.commandId(), byDesk(granted)));
    }
    String why = objection.get();
    if (why.equals(lastComplaint)) {
      return List.of();
    }
    lastComplaint = why;
    return List.of(
        new LeverChange.Refused(
            lever,
            value,
            author.map(Desk::commandId).orElse(""),
            author.isPresent() ? Reason.GRANT_REFUSED : Reason.UNGRANTED_RAISE,
            why));
  }

  private Optional<String> objection(String value, Optional<Desk> desk, long atMicros) {
    if (desk.isEmpty() || !desk.get().value().equals(value) || desk.get().epoch() <= held.epoch()) {
      return Optional.of(
          "'" + value + "' raises risk and was written without a grant; still " + held.value());
    }
    Desk claim = desk.get();
    if (!claim.granted()) {
      return Optional.of(
          "the grant for '" + value + "' does not carry a valid signature; still " + held.value());
    }
    long age = atMicros - micros(claim.issuedAt());
    if (age > maxAgeMicros || age < -CLOCK_SKEW_MICROS) {
      return Optional.of(
          "the grant for '"
              + value
              + "' was issued at "
              + claim.issuedAt()
              + " and had to be obeyed within "
              + maxAgeMicros / 1_000_000
              + " s; still "
              + held.value());
    }
    return Optional.empty();
  }

  /** A signed directive's epoch is spent even where it lowered, so that it cannot be replayed. */
  private void consume(Desk desk) {
    if (desk.granted() && desk.epoch() > held.epoch()) {
      held = new LeverRecord(held.value(), desk.epoch(), held.sinceMicros(), held.why());
    }
  }

  private boolean isSafer(String value) {
    return scale.risk(lever, value).orElse(0) < scale.heldRisk(lever, held.value());
  }

  private static String byDesk(Desk desk) {
    return desk.reason().isEmpty()
        ? "by " + desk.actor()
        : "by " + desk.actor() + ": " + desk.reason();
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
