package trader.engine.core.levers;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.control.ControlLever;
import trader.control.Reason;
import trader.engine.core.Checkpoint.LeverRecord;
import trader.engine.core.ControlEvent.Desk;
import trader.engine.core.ControlEvent.LeverReading;

/**
 * One operator's lever as the engine obeys it. Whatever is read may lower it; only a grant that
 * verifies, is fresh, names the value that stands in Redis and has a newer epoch than the last one
 * seen raises it. A grant is spent by the reading that shows it, whatever became of it: one that
 * was refused, or that another write had overtaken, raises nothing later. What the latch obeys
 * outlives the process, so that neither a restart nor a Redis that lost its last writes can raise
 * it.
 */
final class Latch {
  private static final Duration CLOCK_SKEW = Duration.ofSeconds(5);
  private static final int REFUSED_KEPT = 50;
  private final ControlLever lever;
  private final LeverScale scale;
  private final Duration maxAge;
  private final Set<String> refusedCommands = new LinkedHashSet<>();
  private LeverRecord held;
  private @Nullable String raw;

  /** What stood in Redis when the engine itself lowered this lever: no attempt to raise it. */
  private @Nullable String standing;

  private String lastCommand = "";
  private String complaint = "";

  Latch(ControlLever lever, LeverScale scale, long maxAgeMicros, LeverRecord held) {
    this.lever = lever;
    this.scale = scale;
    this.maxAge = Duration.of(maxAgeMicros, ChronoUnit.MICROS);
    this.held = held;
  }

  LeverRecord held() {
    return held;
  }

  /** The text as last read, null where the key was missing. */
  @Nullable String raw() {
    return raw;
  }

  /** Whether nothing about the last reading is worth a complaint. */
  boolean settled() {
    return complaint.isEmpty();
  }

  /** Puts the safest value into force, whatever stands in Redis. */
  void lowerByEngine(String value, long atMicros, String why) {
    standing = raw;
    lowerTo(value, atMicros, why);
  }

  List<LeverChange> read(LeverReading reading, long atMicros) {
    raw = reading.raw();
    if (!Objects.equals(raw, standing)) {
      standing = null;
    }
    List<LeverChange> changes = new ArrayList<>(1);
    Optional<Desk> fresh = reading.desk().filter(desk -> !desk.commandId().equals(lastCommand));
    fresh
        .filter(desk -> isSafer(desk.value()) && !names(desk, raw))
        .ifPresent(desk -> changes.add(lower(desk.value().strip(), byDesk(desk), desk, atMicros)));
    changes.addAll(readRaw(reading, fresh.filter(desk -> names(desk, raw)), atMicros));
    reading.desk().ifPresent(desk -> spend(desk, atMicros));
    return changes;
  }

  /**
   * @param author the desk's word where it is new and is about the value that stands in Redis
   */
  private List<LeverChange> readRaw(LeverReading reading, Optional<Desk> author, long atMicros) {
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
    complaint = "";
    if (wanted < now || !value.equals(held.value())) {
      String why = author.map(Latch::byDesk).orElse("written to Redis directly");
      return List.of(lower(value, why, author.orElse(null), atMicros));
    }
    return author
        .filter(desk -> age(desk, atMicros).compareTo(maxAge) <= 0)
        .<List<LeverChange>>map(desk ->
            List.of(new LeverChange.Unchanged(lever, value, desk.commandId(), "it was so already")))
        .orElse(List.of());
  }

  private List<LeverChange> unreadable(@Nullable String text, long atMicros) {
    String safest = scale.safest(lever, text == null);
    if (safest == null) {
      complaint = "";
      return List.of();
    }
    String before = held.value();
    boolean safer = isSafer(safest);
    String subject = text == null ? "missing" : "unreadable " + text;
    if (!safer && subject.equals(complaint)) {
      return List.of();
    }
    String why =
        text == null
            ? "the key is missing from Redis"
            : "'" + shown(text) + "' is not a value; allowed: " + scale.allowed(lever);
    if (safer) {
      lowerTo(safest, atMicros, why);
    } else if (held.epoch() == 0 && text == null) {
      complaint = "";
      return List.of();
    }
    complaint = subject;
    return List.of(
        new LeverChange.Lowered(
            lever, safest, before, "", why, Optional.of(Reason.CONTROL_VALUE_INVALID)));
  }

  private LeverChange lower(String value, String why, @Nullable Desk author, long atMicros) {
    String before = held.value();
    lowerTo(value, atMicros, why);
    return new LeverChange.Lowered(
        lever, value, before, author == null ? "" : author.commandId(), why, Optional.empty());
  }

  private void lowerTo(String value, long atMicros, String why) {
    held = new LeverRecord(value, held.epoch(), atMicros, why);
  }

  private List<LeverChange> raise(
      String value, Optional<Desk> desk, Optional<Desk> author, long atMicros) {
    Optional<String> objection = objection(value, desk, atMicros);
    if (objection.isEmpty()) {
      Desk granted = desk.orElseThrow();
      String before = held.value();
      held = new LeverRecord(value, granted.epoch(), atMicros, byDesk(granted));
      complaint = "";
      return List.of(
          new LeverChange.Raised(lever, value, before, granted.commandId(), byDesk(granted)));
    }
    author.ifPresent(this::refused);
    if (author.isEmpty() && standing != null) {
      return List.of();
    }
    String subject = value + " over " + held.value() + " " + desk.map(Desk::commandId).orElse("");
    if (subject.equals(complaint)) {
      return List.of();
    }
    complaint = subject;
    return List.of(
        new LeverChange.Refused(
            lever,
            value,
            author.map(Desk::commandId).orElse(""),
            author.isPresent() ? Reason.GRANT_REFUSED : Reason.UNGRANTED_RAISE,
            objection.get()));
  }

  private Optional<String> objection(String value, Optional<Desk> desk, long atMicros) {
    if (desk.filter(claim -> names(claim, value) && unspent(claim)).isEmpty()) {
      return Optional.of(
          "'" + value + "' raises risk and was written without a grant; still " + held.value());
    }
    Desk claim = desk.get();
    if (!claim.granted()) {
      return Optional.of(
          "the grant for '" + value + "' does not carry a valid signature; still " + held.value());
    }
    if (age(claim, atMicros).compareTo(maxAge) > 0 || early(claim, atMicros)) {
      return Optional.of(
          "the grant for '"
              + value
              + "' was issued at "
              + claim.issuedAt()
              + " and had to be obeyed within "
              + maxAge.toSeconds()
              + " s; still "
              + held.value());
    }
    return Optional.empty();
  }

  /**
   * A verified grant's epoch is spent by being seen. One from the future is not: its epoch could
   * bar every later grant. It is remembered as refused instead.
   */
  private void spend(Desk desk, long atMicros) {
    lastCommand = desk.commandId();
    if (early(desk, atMicros)) {
      refused(desk);
    } else if (desk.granted() && desk.epoch() > held.epoch()) {
      held = new LeverRecord(held.value(), desk.epoch(), held.sinceMicros(), held.why());
    }
  }

  private void refused(Desk desk) {
    refusedCommands.add(desk.commandId());
    if (refusedCommands.size() > REFUSED_KEPT) {
      refusedCommands.remove(refusedCommands.iterator().next());
    }
  }

  private boolean unspent(Desk desk) {
    return desk.epoch() > held.epoch() && !refusedCommands.contains(desk.commandId());
  }

  private boolean isSafer(String value) {
    OptionalInt risk = scale.risk(lever, value);
    boolean known = risk.isPresent() || value.equals(scale.safest(lever, false));
    return known && risk.orElse(0) < scale.heldRisk(lever, held.value());
  }

  private static boolean names(Desk desk, @Nullable String text) {
    return text != null && desk.value().strip().equals(text.strip());
  }

  private static boolean early(Desk desk, long atMicros) {
    return age(desk, atMicros).compareTo(CLOCK_SKEW.negated()) < 0;
  }

  private static Duration age(Desk desk, long atMicros) {
    return Duration.between(desk.issuedAt(), Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS));
  }

  private static String byDesk(Desk desk) {
    return desk.reason().isEmpty()
        ? "by " + desk.actor()
        : "by " + desk.actor() + ": " + desk.reason();
  }

  private static String shown(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
