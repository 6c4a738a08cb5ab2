package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.control.Account;
import trader.control.Alert;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.control.Reason;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Action;
import trader.engine.core.ReconciliationReport;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.OrderState;
import trader.engine.core.portfolio.Ledger;

/**
 * Corrects local state to the venue's: reads the whole account, asks for each order of which the
 * two sides do not say the same, books the fills that were missed, then compares cash and holdings.
 * Until it is done no new risk is added.
 */
final class Reconciler {
  private static final long RETRY_MICROS = 500_000;

  /** A reading that is not answered in this time is asked for anew. */
  private static final long READING_MICROS = 30_000_000;

  private static final long ALARM_MICROS = 10_000_000;

  /** Fills are asked for from a little earlier, since the venue's clock is not ours. */
  private static final long CLOCKS_APART_MICROS = 60_000_000;

  /** A comparison that met with orders on the move is made again so soon. */
  private static final long AGAIN_MICROS = 1_000_000;

  private static final int SILENT_INTERVALS = 5;
  private static final String ACCOUNT = "account";
  private final Books books;
  private final Outbox outbox;
  private final FillBooking booking;
  private final AccountComparison comparison;
  private final PeriodicComparison periodic;
  private final AccountReading reading;
  private Findings findings = new Findings();
  private Stage stage = Stage.IDLE;
  private boolean wanted;
  private String reason = "";
  private long wantedSinceMicros;
  private long readingSinceMicros;
  private long notBeforeMicros;
  private long bookedAtRequest;
  private long changesAtBegin;
  private long nextPeriodicMicros;
  private long comparedMicros;

  private enum Stage {
    IDLE,
    /** A reading that only compares; the gate stays as it is. */
    COMPARING,
    READING,
    ASKING
  }

  /** How fills are booked, whoever brings them. */
  interface FillBooking {
    /** Books a fill that is not booked yet; answers whether it was new. */
    boolean book(Order order, PastFill fill);

    /** Books a funding payment that is not booked yet; answers whether it was new. */
    boolean fund(
        Account account,
        InstrumentId instrument,
        BigDecimal amount,
        String asset,
        long venueMicros);

    /** How many fills and payments have been booked from the stream since the start. */
    long fromStream();
  }

  Reconciler(Books books, Outbox outbox, FillBooking booking) {
    this.books = books;
    this.outbox = outbox;
    this.booking = booking;
    this.reading = new AccountReading(books, outbox, booking);
    this.comparison = new AccountComparison(books, outbox);
    this.periodic = new PeriodicComparison(books, comparison);
  }

  /** When the live account last agreed with the venue's, microseconds since the epoch; 0: never. */
  long comparedMicros() {
    return comparedMicros;
  }

  boolean idle() {
    return stage == Stage.IDLE && !wanted;
  }

  /** Wants the live account compared; no new risk until it is. */
  void request(Account account, String why) {
    if (account != Account.LIVE) {
      return;
    }
    if (!wanted && (stage == Stage.IDLE || stage == Stage.COMPARING)) {
      wantedSinceMicros = outbox.atMicros();
    }
    wanted = true;
    reason = why;
    books.levers().narrow(Lever.RECONCILING, "yes", GateLevel.REDUCE_ONLY, outbox.atMicros(), why);
  }

  /** Wants it compared from the beginning, since what was read so far does not tell enough. */
  void startOver(Account account, String why) {
    if (account != Account.LIVE) {
      return;
    }
    request(account, why);
    if (stage == Stage.ASKING) {
      stage = Stage.IDLE;
      notBeforeMicros = Math.max(notBeforeMicros, outbox.atMicros() + RETRY_MICROS);
    }
  }

  /** The connection was made anew. */
  void linkUp() {
    wantedSinceMicros = outbox.atMicros();
    request(Account.LIVE, "the connection to the venue was made anew");
  }

  /** The connection is gone: what was on its way is void, and starts again when it is back. */
  void linkDown() {
    if (stage == Stage.READING || stage == Stage.ASKING) {
      wanted = true;
    }
    stage = Stage.IDLE;
  }

  void failed(String why) {
    if (stage == Stage.COMPARING) {
      stage = Stage.IDLE;
      nextPeriodicMicros = outbox.atMicros() + every();
      outbox.log(Action.Log.Level.WARN, "COMPARISON_FAILED", "reason=\"" + why + "\"");
    } else if (stage == Stage.READING) {
      stage = Stage.IDLE;
      wanted = true;
      reason = why;
      notBeforeMicros = outbox.atMicros() + RETRY_MICROS;
      outbox.log(Action.Log.Level.WARN, "RECONCILIATION_RETRY", "reason=\"" + why + "\"");
    }
  }

  void read(AccountSnapshot account) {
    if (stage == Stage.COMPARING && account.account() == Account.LIVE) {
      compare(account);
      return;
    }
    if (stage != Stage.READING || account.account() != Account.LIVE) {
      return;
    }
    stage = Stage.ASKING;
    reading.take(account, findings);
  }

  /** Books those of the fetched fills that belong to the order; the venue's id is known by now. */
  void bookFetched(Order order) {
    reading.bookFetched(order);
  }

  /** The venue has told of an order; one of which no answer had come is adopted by that. */
  void heard(Order order, VenueOrder venues) {
    reading.heard(order, venues);
  }

  /** Starts what is wanted, and finishes once every order that was asked for is known. */
  void proceed() {
    boolean awaited = stage == Stage.READING || stage == Stage.COMPARING;
    if (awaited && outbox.atMicros() - readingSinceMicros >= READING_MICROS) {
      failed("the account was not read within " + READING_MICROS / 1_000_000 + " s");
    }
    if (wanted
        && stage == Stage.IDLE
        && books.linked(Account.LIVE)
        && rulesKnown()
        && outbox.atMicros() >= notBeforeMicros) {
      begin(Stage.READING);
    } else if (periodicIsDue()) {
      begin(Stage.COMPARING);
    }
    if (stage == Stage.ASKING && !reading.asking()) {
      finish();
    }
    if (books.reconciling(Account.LIVE)
        && books.linked(Account.LIVE)
        && outbox.atMicros() - wantedSinceMicros >= ALARM_MICROS) {
      alarm();
    } else if (comparedMicros > 0
        && books.linked(Account.LIVE)
        && outbox.atMicros() - comparedMicros >= SILENT_INTERVALS * every()) {
      silent();
    }
  }

  private boolean periodicIsDue() {
    return idle()
        && comparedMicros > 0
        && outbox.atMicros() >= nextPeriodicMicros
        && books.linked(Account.LIVE)
        && !books.reconciling(Account.LIVE);
  }

  private long every() {
    return books.settings().limits().reconcileEveryMicros();
  }

  /**
   * A reading tells something only where nothing of ours moved meanwhile, here or at the venue; an
   * order that is on its way moves.
   */
  private void compare(AccountSnapshot account) {
    stage = Stage.IDLE;
    if (wanted) {
      return;
    }
    boolean moving =
        books.orders().open().stream()
            .anyMatch(order ->
                order.intent().account() == Account.LIVE && order.state() != OrderState.WORKING);
    if (moving || books.orders().changes() != changesAtBegin) {
      nextPeriodicMicros = outbox.atMicros() + AGAIN_MICROS;
      return;
    }
    Optional<String> difference = periodic.difference(account);
    if (difference.isPresent()) {
      request(Account.LIVE, "the periodic comparison found that " + difference.get());
      outbox.log(
          Action.Log.Level.WARN,
          "COMPARISON_DIFFERS",
          "reason=\"" + difference.get() + "\" action=\"reconciling\"");
      return;
    }
    for (PastFill fill : account.fills()) {
      books.portfolio().holding(Account.LIVE, fill.instrument()).compared(fill.tradeId());
    }
    foreign(account);
    compared();
    told(outbox.atMicros() - readingSinceMicros, false);
  }

  /** Shows what is not ours; nothing of it is touched. */
  private void foreign(AccountSnapshot account) {
    List<VenueOrder> foreign =
        account.openOrders().stream()
            .filter(venues -> books.orders().find(venues.id()).isEmpty())
            .toList();
    foreign.forEach(_ -> findings.foreignOrder());
    account.positions().stream()
        .filter(
            position -> books.foreignPosition(Account.LIVE, position.instrument()).signum() != 0)
        .forEach(_ -> findings.foreignPosition());
    books.read(account.positions(), foreign);
  }

  private void compared() {
    comparedMicros = outbox.atMicros();
    nextPeriodicMicros = outbox.atMicros() + every();
    outbox.calm(Reason.RECONCILIATION, ACCOUNT);
  }

  private boolean rulesKnown() {
    return books.settings().instruments().stream()
        .allMatch(instrument -> books.market(instrument).rules().isPresent());
  }

  private void begin(Stage next) {
    wanted = false;
    stage = next;
    changesAtBegin = books.orders().changes();
    readingSinceMicros = outbox.atMicros();
    findings = new Findings();
    bookedAtRequest = booking.fromStream();
    Map<InstrumentId, String> from = new LinkedHashMap<>();
    for (InstrumentId instrument : books.settings().instruments()) {
      from.put(
          instrument, books.portfolio().holding(Account.LIVE, instrument).lastTradeId().orElse(""));
    }
    Ledger ledger = books.portfolio().ledger(Account.LIVE);
    long since = ledger.funded() ? ledger.sinceMicros() : outbox.atMicros();
    outbox.add(new Action.Reconcile(Account.LIVE, from, since - CLOCKS_APART_MICROS));
  }

  private void finish() {
    reading.book();
    stage = Stage.IDLE;
    if (wanted || booking.fromStream() != bookedAtRequest) {
      request(Account.LIVE, wanted ? reason : "fills came while the account was read");
      return;
    }
    reading.countGone(findings);
    comparison.correct(reading.account(), findings);
    books.levers().clear(Lever.RECONCILING);
    compared();
    told(outbox.atMicros() - wantedSinceMicros, true);
  }

  private void told(long micros, boolean log) {
    int adopted = reading.takeAdopted();
    findings.fillsApplied(reading.takeApplied());
    findings.adopted(adopted);
    ReconciliationReport report = findings.report(books.started(adopted > 0), micros);
    if (log) {
      outbox.log(Action.Log.Level.INFO, "RECONCILIATION_REPORT", report.text());
    }
    outbox.add(new Action.Reconciled(report));
  }

  private void silent() {
    outbox.alert(
        Alert.Severity.WARNING,
        Reason.RECONCILIATION,
        ACCOUNT,
        "local state has not been compared with the venue's for "
            + SILENT_INTERVALS
            + " intervals of "
            + every() / 1_000_000
            + " s; look for COMPARISON_FAILED in the log, then send /reconcile");
  }

  private void alarm() {
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.RECONCILIATION,
        ACCOUNT,
        "local state has not been compared with the venue's for more than "
            + ALARM_MICROS / 1_000_000
            + " s; no new risk until it is; look for RECONCILIATION_RETRY in the log");
  }
}
