package trader.engine.core.loop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import trader.engine.core.market.Market;
import trader.engine.core.orders.Purpose;
import trader.engine.core.portfolio.Ledger;

/** Takes what operators and conditions demand to the levers, and the levers to the gate. */
final class Controls {
  private static final Account[] ACCOUNTS = Account.values();
  private static final String KILL_SWITCH = "kill_switch";
  private static final String REGISTRY = "registry";
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final Protector protector;
  private final Answers answers;
  private final Reconciler reconciler;
  private final Trader trader;
  private final Gatekeeper gatekeeper;
  private final long startMicros;
  private boolean lost;
  private boolean flowed;

  Controls(
      Books books,
      Outbox outbox,
      Exits exits,
      Protector protector,
      Answers answers,
      Reconciler reconciler,
      Trader trader,
      Gatekeeper gatekeeper,
      long startMicros) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
    this.protector = protector;
    this.answers = answers;
    this.reconciler = reconciler;
    this.gatekeeper = gatekeeper;
    this.trader = trader;
    this.startMicros = startMicros;
    if (books.fresh() && books.settings().limits().warmUpMicros() > 0) {
      books
          .levers()
          .narrow(
              Lever.WARM_UP,
              "start",
              GateLevel.REDUCE_ONLY,
              startMicros,
              "observing after the start until the strategies have the bars that they want, at"
                  + " most "
                  + books.settings().limits().warmUpMicros() / 1_000_000
                  + " s");
    }
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
    kill(killed.commandId(), killed.reason(), "by " + killed.actor() + ": " + killed.why());
  }

  /** Throws the kill switch, which stays thrown until an operator's grant arms it again. */
  void kill(String commandId, Reason reason, String why) {
    books.levers().kill(outbox.atMicros(), reason.text() + " " + why);
    outbox.log(
        Action.Log.Level.ERROR,
        "KILL_SWITCH_ACTIVATED",
        "reason=" + reason.text() + " why=\"" + why + "\"");
    outbox.alert(
        Alert.Severity.CRITICAL,
        reason,
        KILL_SWITCH,
        "the kill switch is thrown: " + reason.text() + " " + why + "; /why shows what holds");
    outbox.add(new Action.Audit(Outbox.KILLED, reason.text(), "applied", why));
    gatekeeper.answerOnceSet(commandId, "kill", "killed", Outcome.APPLIED, why, true);
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

  /** Judges market data by its age, and the equity's fall by the day's limit. */
  void watch() {
    warmUp();
    marketData();
    drawdown();
  }

  /** The venue's past bars may have warmed up already what was started. */
  private void warmUp() {
    if (books.levers().holds(Lever.WARM_UP)) {
      Optional<String> wanted = trader.warmingUp();
      long observed = outbox.atMicros() - startMicros;
      if (wanted.isEmpty() || observed >= books.settings().limits().warmUpMicros()) {
        books.levers().clear(Lever.WARM_UP);
        outbox.log(
            Action.Log.Level.INFO,
            "WARM_UP_DONE",
            "after_ms="
                + observed / 1_000
                + " reason=\""
                + wanted.map(words -> "its time is over; " + words).orElse("every bar is there")
                + "\"");
      }
    }
  }

  private void marketData() {
    long oldest = books.settings().limits().marketDataMaxAgeMicros();
    Optional<Market> stale =
        books.settings().instruments().stream()
            .map(books::market)
            .filter(market -> !market.feedUp() || outbox.atMicros() - market.lastMicros() > oldest)
            .findFirst();
    if (stale.isEmpty()) {
      flowed = true;
      if (books.levers().clear(Lever.MARKET_DATA)) {
        outbox.calm(Reason.MARKET_DATA_STALE, "market_data");
      }
      return;
    }
    boolean never = !flowed && outbox.atMicros() - startMicros > oldest;
    if (!books.levers().holds(Lever.MARKET_DATA) || never) {
      Market market = stale.get();
      String why =
          market.instrument()
              + (!market.feedUp()
                  ? ": the market stream is down"
                  : market.lastMicros() == 0
                      ? " has had no trade or quote yet"
                      : " has had no trade or quote since " + time(market.lastMicros()));
      books
          .levers()
          .narrow(Lever.MARKET_DATA, "stale", GateLevel.REDUCE_ONLY, outbox.atMicros(), why);
      outbox.alert(
          Alert.Severity.WARNING,
          Reason.MARKET_DATA_STALE,
          "market_data",
          why + "; no new risk until data flows");
    }
  }

  /** Marks the equity of both accounts; throws the kill switch where a day has lost too much. */
  boolean drawdown() {
    boolean tripped = false;
    for (Account account : ACCOUNTS) {
      BigDecimal equity = books.mark(account, outbox.atMicros());
      BigDecimal limit = books.settings().limits().maxDailyDrawdown();
      Ledger ledger = books.portfolio().ledger(account);
      if (equity != null
          && ledger.fallenBeyond(equity, limit)
          && account == books.levers().account()
          && !books.levers().killed()) {
        tripped = true;
        kill(
            "",
            Reason.DRAWDOWN,
            "equity "
                + equity.setScale(2, RoundingMode.HALF_EVEN)
                + " is more than "
                + limit.movePointRight(2).stripTrailingZeros().toPlainString()
                + " % below the day's peak "
                + ledger.dayPeak().setScale(2, RoundingMode.HALF_EVEN));
      }
    }
    return tripped;
  }

  /** Puts the levers' levels into force, and cancels entries where new risk is barred. */
  void enforce() {
    protector
        .takeBreach()
        .filter(_ -> !books.levers().killed())
        .ifPresent(why -> kill("", Reason.UNPROTECTED_POSITION, why));
    outbox
        .takeBreach()
        .filter(_ -> !books.levers().killed())
        .ifPresent(why -> kill("", Reason.INVARIANT_VIOLATION, why));
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
    outbox.calm(KILL_SWITCH);
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

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS);
  }
}
