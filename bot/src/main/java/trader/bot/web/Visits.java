package trader.bot.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.bot.audit.TurnedAway;
import trader.bot.http.Machine;
import trader.commands.Actor;
import trader.commands.desk.Desk;
import trader.commands.desk.Ids;
import trader.control.Alert;
import trader.control.Reason;
import trader.redis.AuditDraft;
import trader.redis.DeskStore;
import trader.redis.StoreUnavailableException;

/**
 * Accounts for who came and who was turned away: counts each, and audits and alerts so that nobody
 * can fill either from outside.
 */
class Visits {
  private static final Logger LOG = LoggerFactory.getLogger(Visits.class);
  private static final Duration ALERT_PAUSE = Duration.ofMinutes(10);

  private final TurnedAway turnedAway;
  private final DeskStore store;
  private final Ids ids;
  private final Clock clock;
  private final MeterRegistry registry;
  private final AtomicReference<Instant> alerted = new AtomicReference<>(Instant.EPOCH);

  Visits(Desk desk, DeskStore store, Ids ids, Clock clock, MeterRegistry registry) {
    this.turnedAway = new TurnedAway(desk, clock);
    this.store = store;
    this.ids = ids;
    this.clock = clock;
    this.registry = registry;
  }

  void loggedIn(Actor actor, String machine) {
    count("logged_in");
    audit(actor, "log in", actor.why() + ", from " + machine);
  }

  void loggedOut(Actor actor) {
    count("logged_out");
    audit(actor, "log out", "");
  }

  /** A token that stands for nobody. */
  void wrongToken(String machine) {
    count("wrong_token");
    turnedAway(machine, "wrong_token", "log in", "the token is nobody's");
  }

  /** A machine that has guessed too often. */
  void locked(String machine) {
    count("locked");
    turnedAway(machine, "locked", "log in", "there were too many wrong tokens; it has to wait");
    if (passes(alerted, ALERT_PAUSE)) {
      Instant now = clock.instant();
      raise(
          new Alert(
              Alert.Severity.WARNING,
              Reason.INTRUSION,
              WebConsole.SURFACE,
              "too many wrong tokens at the web console's login from "
                  + machine
                  + "; it has to wait; nothing was done; next: find out whose machine that is, and"
                  + " close the port to it where it is nobody's",
              "bot",
              now));
    }
  }

  /** A changing call that no page of ours made. */
  void foreign(HttpServletRequest call) {
    count("foreign_call");
    turnedAway(call, "foreign", "the call did not come from a page of the console");
  }

  /** A call that needs a login and has none that holds. */
  void notLoggedIn(HttpServletRequest call) {
    count("not_logged_in");
    turnedAway(call, "not_logged_in", "no login holds");
  }

  private void turnedAway(HttpServletRequest call, String cause, String why) {
    turnedAway(Machine.of(call), cause, call.getMethod() + " " + call.getServletPath(), why);
  }

  private void turnedAway(String machine, String cause, String action, String why) {
    Actor nobody = new Actor(WebConsole.SURFACE, machine, Set.of(), "not logged in");
    turnedAway.account(nobody, machine, cause, action, why);
  }

  private void audit(Actor actor, String action, String detail) {
    try {
      store.audit(
          new AuditDraft(
              clock.instant(),
              ids.command(),
              actor.label(),
              actor.surface(),
              action,
              "",
              Optional.empty(),
              Optional.empty(),
              "applied",
              detail));
    } catch (StoreUnavailableException e) {
      // Without Redis the console still has to be able to halt.
      LOG.warn("The audit lacks '{}' by {}: {}", action, actor.label(), e.getMessage());
    }
  }

  private void raise(Alert alert) {
    try {
      store.raise(alert);
    } catch (StoreUnavailableException e) {
      LOG.warn("Nobody could be told that {}: {}", alert.text(), e.getMessage());
    }
  }

  private boolean passes(AtomicReference<Instant> last, Duration pause) {
    Instant now = clock.instant();
    Instant before = last.get();
    return Duration.between(before, now).compareTo(pause) >= 0 && last.compareAndSet(before, now);
  }

  private void count(String outcome) {
    Counter.builder("ops_console_visits")
        .description("Logins to the web console and calls that it turned away")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }
}
