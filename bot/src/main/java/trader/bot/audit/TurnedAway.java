package trader.bot.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import trader.commands.Actor;
import trader.commands.desk.Desk;

/**
 * Audits what a surface turned away before it became a command: each source and cause once in ten
 * minutes, and 30 of all of them, so that nobody fills the audit from outside. What is left out is
 * counted in the next entry.
 */
public final class TurnedAway {
  /** How long one source and cause is not audited again. */
  public static final Duration WINDOW = Duration.ofMinutes(10);

  /** How many entries there are in a window, whatever the sources. */
  public static final int AUDITED_A_WINDOW = 30;

  private static final int REMEMBERED = 1_000;

  private final Desk desk;
  private final InstantSource clock;
  private final Map<Key, Instant> audited = new LinkedHashMap<>();
  private Instant windowBegan = Instant.MIN;
  private int auditedInWindow;
  private int leftOut;

  /** What is audited once: the same again, whatever was asked for, is not. */
  private record Key(String source, String cause) {}

  /** Writes to that desk's audit. */
  public TurnedAway(Desk desk, InstantSource clock) {
    this.desk = desk;
    this.clock = clock;
  }

  /**
   * Audits it, where that was not done just now. May block as long as Redis does.
   *
   * @param actor whom the entry names; must not look like a person
   * @param source where it came from: an account at a place, a machine
   * @param cause a word for what was wrong with it
   * @param action what was asked for
   * @param why a sentence
   */
  public void account(Actor actor, String source, String cause, String action, String why) {
    OptionalInt more = audits(new Key(source, cause), clock.instant());
    if (more.isPresent()) {
      String others =
          more.getAsInt() == 0
              ? ""
              : " (" + more.getAsInt() + " more were turned away since the last such entry)";
      desk.turnedAway(actor, action, why + others);
    }
  }

  /** How many were left out before it; empty where it is left out itself. */
  private synchronized OptionalInt audits(Key key, Instant now) {
    if (Duration.between(windowBegan, now).compareTo(WINDOW) >= 0) {
      windowBegan = now;
      auditedInWindow = 0;
    }
    Instant last = audited.getOrDefault(key, Instant.MIN);
    if (auditedInWindow == AUDITED_A_WINDOW || Duration.between(last, now).compareTo(WINDOW) < 0) {
      leftOut++;
      return OptionalInt.empty();
    }
    auditedInWindow++;
    audited.remove(key);
    audited.put(key, now);
    if (audited.size() > REMEMBERED) {
      audited.remove(audited.keySet().iterator().next());
    }
    int more = leftOut;
    leftOut = 0;
    return OptionalInt.of(more);
  }
}
