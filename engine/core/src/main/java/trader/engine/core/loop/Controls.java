package trader.engine.core.loop;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import trader.control.Account;
import trader.control.Acknowledgement.Outcome;
import trader.control.Alert;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.levers.LeverChange;
import trader.engine.core.orders.Purpose;

/** Takes what operators demand to the levers, and the levers to the gate. */
final class Controls {
  private static final Account[] ACCOUNTS = Account.values();
  private static final String REGISTRY = "registry";
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final Protector protector;
  private final Answers answers;
  private final Reconciler reconciler;
  private final Gatekeeper gatekeeper;
  private final KillSwitch killSwitch;
  private boolean lost;

  Controls(
      Books books,
      Outbox outbox,
      Exits exits,
      Protector protector,
      Answers answers,
      Reconciler reconciler,
      Gatekeeper gatekeeper,
      KillSwitch killSwitch) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
    this.protector = protector;
    this.answers = answers;
    this.reconciler = reconciler;
    this.gatekeeper = gatekeeper;
    this.killSwitch = killSwitch;
  }

  void read(ControlEvent.ControlRead reading) {
    if (books.levers().clear(Lever.CONTROL_PLANE)) {
      outbox.calm(Reason.CONTROL_PLANE_LOST, "redis");
      lost = false;
    }
    gatekeeper.accountFor(reading.ticket());
    for (LeverChange change : books.levers().read(reading)) {
      take(change);
    }
    for (ControlLever lever : ControlLever.values()) {
      if (books.levers().settled(lever)) {
        outbox.calm(Reason.CONTROL_VALUE_INVALID, lever.text());
        outbox.calm(Reason.UNGRANTED_RAISE, lever.text());
        outbox.calm(Reason.GRANT_REFUSED, lever.text());
      }
    }
  }

  void lost(ControlEvent.ControlLost event) {
    if (lost) {
      return;
    }
    lost = true;
    books
        .levers()
        .narrow(
            Lever.CONTROL_PLANE,
            "lost",
            GateLevel.REDUCE_ONLY,
            outbox.atMicros(),
            "Redis has not answered: " + event.why());
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.CONTROL_PLANE_LOST,
        "redis",
        "Redis cannot be read: "
            + event.why()
            + "; no new risk until it can; stops and closes still work; "
            + "to stop without Redis: POST /kill on the engine, or kill -USR2 its process");
  }

  void killed(ControlEvent.Killed killed) {
    gatekeeper.accountFor(killed.ticket());
    killSwitch.throwOver(
        killed.commandId(), killed.reason(), "by " + killed.actor() + ": " + killed.why());
  }

  /** Rows that are not as they must be let no new risk in until an audit finds none. */
  void audited(ControlEvent.Audited audit) {
    if (audit.violations() == 0) {
      books.levers().clear(Lever.REGISTRY);
      outbox.calm(Reason.INVARIANT_VIOLATION, REGISTRY);
      return;
    }
    books
        .levers()
        .narrow(Lever.REGISTRY, "violated", GateLevel.REDUCE_ONLY, audit.atMicros(), audit.why());
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.INVARIANT_VIOLATION,
        REGISTRY,
        "the audit of trades.db found "
            + audit.violations()
            + " violations: "
            + audit.why()
            + "; no new risk until it finds none; look for REGISTRY_AUDIT_REPORT in the log");
  }

  /** Pauses trading as an operator's /pause would; only a person's /resume ends it. */
  void escalated(ControlEvent.Escalated escalation) {
    String why = escalation.reason().text() + " " + escalation.why();
    books.levers().pause(outbox.atMicros(), why);
    outbox.alert(
        Alert.Severity.CRITICAL,
        escalation.reason(),
        "trading",
        "trading is paused: " + why + "; /resume ends it once the cause is known");
    outbox.add(new Action.Audit("pause", escalation.reason().text(), "applied", escalation.why()));
  }

  /** Tells what earlier sessions left; a position that cannot be as it was left pauses trading. */
  void restored(RestoredPositions restored) {
    restored
        .collisions()
        .forEach(fields -> outbox.log(Action.Log.Level.WARN, "RECOVERY_MERGE_COLLISION", fields));
    for (String fields : restored.corrupted()) {
      outbox.log(Action.Log.Level.ERROR, "CORRUPTED_POSITION", fields);
      books.levers().pause(outbox.atMicros(), "a restored position is damaged: " + fields);
      outbox.alert(
          Alert.Severity.CRITICAL,
          Reason.INVARIANT_VIOLATION,
          "restored_positions",
          "a position that an earlier session left cannot be as it is: "
              + fields
              + "; trading is paused; compare /positions with the venue, then /close it or"
              + " /resume");
    }
  }

  void close(ControlEvent.CloseRequested close) {
    if (!books.firstTime(close.commandId())) {
      return;
    }
    Duration age = Duration.between(close.issuedAt(), outbox.at());
    long limit = books.settings().limits().requestMaxAgeMicros();
    if (age.compareTo(Duration.of(limit, ChronoUnit.MICROS)) > 0) {
      answers.now(
          close.commandId(),
          "close",
          close.instrument().map(InstrumentId::toString).orElse("all"),
          Outcome.REFUSED,
          "the request is " + age.toSeconds() + " s old; send it again if it is still meant");
      return;
    }
    List<Answers.Target> targets = new ArrayList<>();
    for (Account account : ACCOUNTS) {
      for (InstrumentId instrument : books.settings().instruments()) {
        boolean meant = close.instrument().map(instrument::equals).orElse(true);
        boolean busy =
            books.inPosition(account, instrument) || !books.open(account, instrument).isEmpty();
        if (meant && busy) {
          targets.add(new Answers.Target(account, instrument));
        }
      }
    }
    if (targets.isEmpty()) {
      answers.now(
          close.commandId(),
          "close",
          close.instrument().map(InstrumentId::toString).orElse("all"),
          Outcome.UNCHANGED,
          "there is no position to close");
      return;
    }
    for (Answers.Target target : targets) {
      exits.start(
          target.account(),
          target.instrument(),
          Purpose.CLOSE,
          "operator",
          "closed by " + close.actor() + " " + close.reason(),
          close.commandId());
    }
    answers.afterClose(close.commandId(), targets);
  }

  void reconcile(ControlEvent.ReconcileRequested request) {
    if (books.firstTime(request.commandId())) {
      reconciler.request(Account.LIVE, "asked by " + request.actor());
      answers.now(request.commandId(), "reconcile", "", Outcome.APPLIED, "reading the account now");
    }
  }

  /** Puts the levers' levels into force, and cancels entries where new risk is barred. */
  void enforce() {
    protector.takeBreach().ifPresent(why -> killSwitch.throwFor(Reason.UNPROTECTED_POSITION, why));
    outbox.takeBreach().ifPresent(why -> killSwitch.throwFor(Reason.INVARIANT_VIOLATION, why));
    gatekeeper.enforce();
  }

  private void take(LeverChange change) {
    switch (change) {
      case LeverChange.Lowered lowered -> {
        note("LEVER_LOWERED", lowered, lowered.before());
        lowered.alarm().ifPresent(reason -> complain(reason, lowered));
        if (lowered.lever() == ControlLever.CAPITAL) {
          gatekeeper.endEntries();
        }
        if (lowered.lever() == ControlLever.KILL) {
          outbox.log(
              Action.Log.Level.ERROR,
              "KILL_SWITCH_ACTIVATED",
              "reason=" + Reason.OPERATOR.text() + " why=\"" + lowered.why() + "\"");
        }
        answer(lowered, Outcome.APPLIED);
      }
      case LeverChange.Raised raised -> {
        note("LEVER_RAISED", raised, raised.before());
        if (raised.lever() == ControlLever.KILL) {
          rearmed();
        }
        answer(raised, Outcome.APPLIED);
      }
      case LeverChange.Unchanged unchanged -> answer(unchanged, Outcome.UNCHANGED);
      case LeverChange.Refused refused -> {
        complain(refused.reason(), refused);
        answer(refused, Outcome.REFUSED);
      }
    }
  }

  private void note(String pattern, LeverChange change, String before) {
    outbox.log(
        Action.Log.Level.INFO,
        pattern,
        "lever="
            + change.lever().text()
            + " before="
            + before
            + " after="
            + change.value()
            + " command="
            + (change.commandId().isEmpty() ? "none" : change.commandId())
            + " why=\""
            + change.why()
            + "\"");
    if (change.commandId().isEmpty()) {
      outbox.add(
          new Action.Audit(
              change.lever().text() + " " + change.value(),
              change.why(),
              "applied",
              "before: " + before));
    }
  }

  private void complain(Reason reason, LeverChange change) {
    outbox.alert(
        Alert.Severity.CRITICAL,
        reason,
        change.lever().text(),
        change.lever().text()
            + ": "
            + change.why()
            + "; to raise it use "
            + commandFor(change.lever())
            + ", which leaves a grant");
    outbox.add(
        new Action.Audit(
            change.lever().text() + " " + change.value(), "", "refused", change.why()));
  }

  private static String commandFor(ControlLever lever) {
    return switch (lever) {
      case MODE -> "/mode";
      case COLOR -> "/canary";
      case CAPITAL -> "/capital stage";
      case PAUSE -> "/resume";
      case KILL -> "/rearm";
    };
  }

  /** Someone has looked and goes on: what has been lost today does not trip the switch again. */
  private void rearmed() {
    killSwitch.rearmed();
    for (Account account : ACCOUNTS) {
      BigDecimal equity = books.mark(account, outbox.atMicros());
      if (equity != null) {
        books.portfolio().ledger(account).measureAnew(equity);
      }
    }
  }

  private void answer(LeverChange change, Outcome outcome) {
    gatekeeper.answerOnceSet(
        change.commandId(),
        change.lever().text(),
        change.value(),
        outcome,
        change.why(),
        change instanceof LeverChange.Lowered);
  }
}
