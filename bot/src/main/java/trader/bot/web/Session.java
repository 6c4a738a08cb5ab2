package trader.bot.web;

import java.time.Instant;
import trader.bot.http.Entrance.Credential;

/** One login. It holds what proved it, not whom: that is looked up again at each call. */
final class Session {
  private final Credential credential;
  private final String csrf;
  private final Instant since;
  private volatile Instant lastUsed;

  /**
   * A login that begins.
   *
   * @param csrf what every changing call of its page has to carry
   */
  Session(Credential credential, String csrf, Instant now) {
    this.credential = credential;
    this.csrf = csrf;
    this.since = now;
    this.lastUsed = now;
  }

  Credential credential() {
    return credential;
  }

  String csrf() {
    return csrf;
  }

  Instant since() {
    return since;
  }

  Instant lastUsed() {
    return lastUsed;
  }

  synchronized void used(Instant now) {
    if (now.isAfter(lastUsed)) {
      lastUsed = now;
    }
  }

  /** When it ends if nobody uses it before. */
  Instant endsAt() {
    Instant idle = lastUsed.plus(Sessions.IDLE);
    Instant latest = since.plus(Sessions.LONGEST);
    return idle.isBefore(latest) ? idle : latest;
  }
}
