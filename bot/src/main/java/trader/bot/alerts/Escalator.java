package trader.bot.alerts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import trader.commands.Figures;
import trader.commands.Page;
import trader.commands.people.Contact;
import trader.commands.people.Operators;
import trader.control.Alert;
import trader.redis.AlertStore;
import trader.redis.DeskStore;
import trader.redis.Json;

/**
 * Tells the next contact of an alert's subject where nobody has taken note of it in its own time.
 * What is open survives a restart. One thread only.
 */
final class Escalator {
  private static final Logger LOG = LoggerFactory.getLogger(Escalator.class);
  private static final String MEMORY = "alerts:escalation";
  private static final Duration NO_WAIT = Duration.ZERO;
  private static final Duration FORGOTTEN = Duration.ofDays(1);
  private static final Duration FIRST_LOOK_BACK = Duration.ofMinutes(10);
  private static final int MOST_OPEN = 200;

  private final DeskStore store;
  private final Operators.Source people;
  private final AlertLevels levels;
  private final List<OutletRunner> outlets;
  private @Nullable State state;

  /**
   * An alert that nobody has taken note of.
   *
   * @param alert the newest with its fingerprint
   * @param since the first that nobody has taken note of
   * @param told how many contacts were told
   */
  record Open(Alert alert, Instant since, int told) {}

  /** What is open, and up to where the stream was read. */
  record State(String cursor, List<Open> open) {
    State {
      open = List.copyOf(open);
    }
  }

  Escalator(
      DeskStore store, Operators.Source people, AlertLevels levels, List<OutletRunner> outlets) {
    this.store = store;
    this.people = people;
    this.levels = levels;
    this.outlets = List.copyOf(outlets);
  }

  /** Forgets what it knows: another bot is on duty, and this one reads anew when its turn comes. */
  void standDown() {
    state = null;
  }

  /** Throws {@link trader.redis.StoreUnavailableException} where Redis does not answer. */
  void step(Instant now) {
    State before = state;
    if (before == null) {
      before = recalled(now);
    }
    Map<String, Open> open = new LinkedHashMap<>();
    before.open().forEach(one -> open.put(one.alert().fingerprint(), one));
    AlertStore.Alerts news = store.alertsAfter(before.cursor(), NO_WAIT);
    for (AlertStore.Raised raised : news.list()) {
      take(open, raised.alert());
    }
    List<Open> left = new ArrayList<>();
    for (Open one : open.values()) {
      judged(one, now).ifPresent(left::add);
    }
    State after =
        new State(news.cursor(), left.subList(Math.max(0, left.size() - MOST_OPEN), left.size()));
    if (!after.equals(before)) {
      store.remember(MEMORY, Json.write(after));
    }
    state = after;
  }

  private State recalled(Instant now) {
    Optional<String> json = store.recall(MEMORY);
    if (json.isPresent()) {
      try {
        return Json.read(json.get(), State.class);
      } catch (IllegalArgumentException e) {
        LOG.warn("what escalates is not known ({}); it begins anew", e.getMessage());
      }
    }
    return new State(now.minus(FIRST_LOOK_BACK).toEpochMilli() + "-0", List.of());
  }

  private void take(Map<String, Open> open, Alert alert) {
    if (Care.notedWithin(alert).isEmpty() || levels.of(alert) == AlertLevels.Level.OFF) {
      return;
    }
    Open before = open.remove(alert.fingerprint());
    open.put(
        alert.fingerprint(),
        before == null
            ? new Open(alert, alert.at(), 0)
            : new Open(alert, before.since(), before.told()));
  }

  /** What remains of it: nothing where someone took note, and one contact more where it is time. */
  private Optional<Open> judged(Open one, Instant now) {
    Alert alert = one.alert();
    Optional<AlertStore.Word> noted = store.acknowledged(alert.fingerprint());
    if (noted.filter(word -> !word.at().isBefore(alert.at())).isPresent()
        || store.silenced(alert).isPresent()
        || Duration.between(alert.at(), now).compareTo(FORGOTTEN) > 0) {
      return Optional.empty();
    }
    Open open =
        noted.filter(word -> !word.at().isBefore(one.since())).isPresent()
            ? new Open(alert, alert.at(), 0)
            : one;
    Duration within = Care.notedWithin(alert).orElse(FORGOTTEN);
    Duration waited = Duration.between(open.since(), now);
    if (waited.compareTo(within.multipliedBy(open.told() + 1L)) < 0) {
      return Optional.of(open);
    }
    tell(open, waited, now);
    return Optional.of(new Open(alert, open.since(), open.told() + 1));
  }

  private void tell(Open open, Duration waited, Instant now) {
    Alert alert = open.alert();
    String subject = Care.subject(alert.reason());
    List<Contact> contacts = people.now().contacts(subject);
    if (open.told() > 0 && open.told() >= contacts.size()) {
      return;
    }
    Optional<Contact> contact =
        contacts.isEmpty() ? Optional.empty() : Optional.of(contacts.get(open.told()));
    LOG.warn(
        "ALERT_ESCALATED alert={} subject={} to={} step={}",
        alert.fingerprint(),
        subject,
        contact.map(Contact::name).orElse("nobody"),
        open.told() + 1);
    Page page = page(alert, subject, contact, open.told() + 1, contacts.size(), waited, now);
    String id = "escalation:" + alert.shortId() + ":" + (open.told() + 1);
    for (OutletRunner outlet : outlets) {
      Optional<String> place = contact.flatMap(one -> place(one, outlet.name()));
      outlet.post(
          id, new Message(id, true, place, page, AlertMessages.buttons(List.of(alert))), () -> {});
    }
  }

  private static Optional<String> place(Contact contact, String outlet) {
    return switch (outlet) {
      case "slack" -> contact.slack();
      case "telegram" -> contact.telegram();
      case "mail" -> contact.email();
      default -> Optional.empty();
    };
  }

  private static Page page(
      Alert alert,
      String subject,
      Optional<Contact> contact,
      int step,
      int steps,
      Duration waited,
      Instant now) {
    Page.Builder page =
        Page.titled(
                "ESCALATED — nobody has acknowledged this for "
                    + Figures.span(waited)
                    + ": "
                    + AlertMessages.headline(alert.severity(), alert))
            .fact("about", alert.subject())
            .fact("said by", alert.source())
            .fact("at", Figures.timeSeenFrom(alert.at(), now))
            .fact("alert", alert.shortId());
    contact.ifPresentOrElse(
        one ->
            page.fact("to", one.name() + ", contact " + step + " of " + steps + " for " + subject),
        () -> page.line("Nobody is listed for " + subject + " in OPERATORS_FILE."));
    return page.say("alerts ack " + alert.shortId(), "I have seen it; it does not escalate further")
        .say("runbook " + alert.reason().text(), "what to do, step by step")
        .build();
  }
}
