package trader.bot.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows down whoever guesses tokens. Whoever has guessed wrong five times waits a minute, then two,
 * then four, up to a quarter of an hour; a hundred wrong guesses in a minute, from wherever, close
 * the login for the rest of it.
 */
final class LoginThrottle {
  static final int TRIES = 5;
  static final int TRIES_OF_ALL = 100;
  private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);
  private static final Duration FORGOTTEN_AFTER = Duration.ofHours(1);
  private static final int REMEMBERED = 10_000;

  private final InstantSource clock;
  private final Map<String, Tally> bySource = new LinkedHashMap<>();
  private Instant windowBegan = Instant.EPOCH;
  private int inWindow;

  LoginThrottle(InstantSource clock) {
    this.clock = clock;
  }

  /** What one source has done. */
  private static final class Tally {
    private int wrong;
    private int waits;
    private Instant last = Instant.EPOCH;
    private Instant until = Instant.EPOCH;
  }

  /**
   * Takes one try, before the token is looked at, so that tries at the same moment count too.
   *
   * @param source where it comes from
   * @return how long the source has to wait before it may try; zero where it may now
   */
  synchronized Duration enter(String source) {
    Instant now = clock.instant();
    if (Duration.between(windowBegan, now).compareTo(FIRST_WAIT) >= 0) {
      windowBegan = now;
      inWindow = 0;
    }
    Tally tally = tally(source, now);
    if (now.isBefore(tally.until)) {
      return Duration.between(now, tally.until);
    }
    if (inWindow >= TRIES_OF_ALL) {
      return Duration.between(now, windowBegan.plus(FIRST_WAIT));
    }
    inWindow++;
    tally.last = now;
    if (++tally.wrong >= TRIES) {
      tally.wrong = 0;
      tally.until = now.plus(waitAfter(tally.waits++));
    }
    return Duration.ZERO;
  }

  /** The try was right: it does not count, nor do those before it. */
  synchronized void right(String source) {
    bySource.remove(source);
    inWindow = Math.max(0, inWindow - 1);
  }

  private static Duration waitAfter(int waits) {
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(waits, 10));
    return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
  }

  private Tally tally(String source, Instant now) {
    Tally tally = bySource.remove(source);
    if (tally == null || Duration.between(tally.last, now).compareTo(FORGOTTEN_AFTER) > 0) {
      tally = new Tally();
    }
    bySource.put(source, tally);
    if (bySource.size() > REMEMBERED) {
      bySource.remove(bySource.keySet().iterator().next());
    }
    return tally;
  }
}
