package trader.engine.core.loop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import trader.control.Acknowledgement.Outcome;
import trader.control.Alert;
import trader.control.ControlLever;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.control.Reason;
import trader.engine.core.Account;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.levers.LeverChange;
import trader.engine.core.market.Market;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.Purpose;
import trader.engine.core.portfolio.Ledger;

/** Takes what operators and conditions demand to the levers, and the levers to the gate. */
final class Controls {
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final Answers answers;
  private final Reconciler reconciler;
  private GateLevel live = GateLevel.CLOSED;
  private GateLevel paper = GateLevel.CLOSED;
  private long gateChanges;
  private long ticket;
  private boolean mustAnswer;

  Controls(Books books, Outbox outbox, Exits exits, Answers answers, Reconciler reconciler) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
    this.answers = answers;
    this.reconciler = reconciler;
  }

  void read(ControlEvent.ControlRead reading) {
    if (books.levers().clear(Lever.CONTROL_PLANE)) {
      outbox.calm(Reason.CONTROL_PLANE_LOST, "redis");
    }
    ticket = Math.max(ticket, reading.ticket());
    mustAnswer |= reading.ticket() > 0;
    for (LeverChange change : books.levers().read(reading)) {
      take(change);
    }
  }

  void lost(ControlEvent.ControlLost lost) {
    books
        .levers()
        .narrow(
            Lever.CONTROL_PLANE,
            "lost",
            GateLevel.REDUCE_ONLY,
            outbox.atMicros(),
            "Redis has not answered: " + lost.why());
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.CONTROL_PLANE_LOST,
        "redis",
        "Redis cannot be read: "
            + lost.why()
            + "; no new risk until it can; stops and closes still work; "
            + "to stop without Redis: POST /kill on the engine, or kill -USR2 its process");
  }

  void killed(ControlEvent.Killed killed) {
    ticket = Math.max(ticket, killed.ticket());
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
        "kill_switch",
        "the kill switch is thrown: " + reason.text() + " " + why + "; /why shows what holds");
    outbox.add(new Action.Audit("kill switch", reason.text(), "applied", why));
    mustAnswer = true;
    answers.afterGate(commandId, "kill", "killed", Outcome.APPLIED, why, gateChanges + 1, true);
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
    Account account = books.levers().account();
    List<InstrumentId> held =
        books.settings().instruments().stream()
            .filter(id -> close.instrument().isEmpty() || close.instrument().get().equals(id))
            .filter(id -> books.inPosition(account, id))
            .toList();
    if (held.isEmpty()) {
      answers.now(
          close.commandId(),
          "close",
          close.instrument().map(InstrumentId::toString).orElse("all"),
          Outcome.UNCHANGED,
          "there is no position to close");
      return;
    }
    for (InstrumentId instrument : held) {
      exits.start(
          account,
          instrument,
          Purpose.CLOSE,
          "operator",
          "closed by " + close.actor() + " " + close.reason());
    }
    answers.afterClose(close.commandId(), account, held);
  }

  void reconcile(ControlEvent.ReconcileRequested request) {
    if (books.firstTime(request.commandId())) {
      reconciler.request(Account.LIVE, "asked by " + request.actor());
      answers.now(request.commandId(), "reconcile", "", Outcome.APPLIED, "reading the account now");
    }
  }

  /** Judges market data by its age, and the equity's fall by the day's limit. */
  void watch() {
    marketData();
    drawdown();
  }

  private void marketData() {
    long oldest = books.settings().limits().marketDataMaxAgeMicros();
    Optional<Market> stale =
        books.settings().instruments().stream()
            .map(books::market)
            .filter(market -> !market.feedUp() || outbox.atMicros() - market.lastMicros() > oldest)
            .findFirst();
    if (stale.isEmpty()) {
      if (books.levers().clear(Lever.MARKET_DATA)) {
        outbox.calm(Reason.MARKET_DATA_STALE, "market_data");
      }
      return;
    }
    if (!books.levers().holds(Lever.MARKET_DATA)) {
      Market market = stale.get();
      String why =
          market.instrument()
              + (market.feedUp()
                  ? " has had no trade or quote since " + time(market.lastMicros())
                  : ": the market stream is down");
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
    for (Account account : Account.values()) {
      Ledger ledger = books.portfolio().ledger(account);
      if (!ledger.funded()) {
        continue;
      }
      BigDecimal equity = books.equity(account);
      ledger.mark(equity, outbox.atMicros());
      BigDecimal limit = books.settings().limits().maxDailyDrawdown();
      boolean below =
          ledger.dayPeak().subtract(equity).compareTo(ledger.dayPeak().multiply(limit)) > 0;
      if (below && account == books.levers().account() && !books.levers().killed()) {
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
    GateLevel nowLive = books.levers().level(Account.LIVE, outbox.atMicros());
    GateLevel nowPaper = books.levers().level(Account.PAPER, outbox.atMicros());
    if (mustAnswer || nowLive != live || nowPaper != paper) {
      live = nowLive;
      paper = nowPaper;
      mustAnswer = false;
      gateChanges++;
      outbox.add(new Action.SetGate(gateChanges, live, paper, ticket));
    }
    if (live != GateLevel.OPEN) {
      cancelEntries(Account.LIVE);
    }
    if (paper != GateLevel.OPEN) {
      cancelEntries(Account.PAPER);
    }
  }

  private void cancelEntries(Account account) {
    for (Order entry : books.openEntries(account)) {
      if (entry.state() == OrderState.WORKING) {
        outbox.cancel(entry);
      }
    }
  }

  private void take(LeverChange change) {
    switch (change) {
      case LeverChange.Lowered lowered -> {
        note("LEVER_LOWERED", lowered, lowered.before());
        lowered.alarm().ifPresent(reason -> complain(reason, lowered));
        answer(lowered, Outcome.APPLIED);
      }
      case LeverChange.Raised raised -> {
        note("LEVER_RAISED", raised, raised.before());
        outbox.calm(Reason.CONTROL_VALUE_INVALID, raised.lever().text());
        outbox.calm(Reason.UNGRANTED_RAISE, raised.lever().text());
        outbox.calm(Reason.GRANT_REFUSED, raised.lever().text());
        if (raised.lever() == ControlLever.KILL) {
          outbox.calm(Reason.DRAWDOWN, "kill_switch");
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
            + "; to raise it use /"
            + (change.lever() == ControlLever.MODE ? "mode" : change.lever().text())
            + ", which leaves a grant");
    outbox.add(
        new Action.Audit(
            change.lever().text() + " " + change.value(), "", "refused", change.why()));
  }

  private void answer(LeverChange change, Outcome outcome) {
    mustAnswer = true;
    answers.afterGate(
        change.commandId(),
        change.lever().text(),
        change.value(),
        outcome,
        change.why(),
        gateChanges + 1,
        change instanceof LeverChange.Lowered);
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.SECONDS);
  }
}
