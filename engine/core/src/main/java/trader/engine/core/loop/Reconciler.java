package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trader.control.Alert;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.Lever;
import trader.control.Reason;
import trader.engine.core.Account;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.Action;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;
import trader.engine.core.orders.OrderState.Trigger;
import trader.engine.core.portfolio.Holding;
import trader.engine.core.portfolio.Ledger;

/**
 * Corrects local state to the venue's: reads the whole account, asks for each order that the venue
 * does not list as open, books the fills that were missed, then compares cash and holdings. Until
 * it is done no new risk is added. Every difference is logged with what it was and why it was
 * changed.
 */
final class Reconciler {
  private static final long RETRY_MICROS = 500_000;
  private final Books books;
  private final Outbox outbox;
  private final FillBooking booking;
  private final Set<ClientOrderId> asked = new HashSet<>();
  private final List<PastFill> fills = new ArrayList<>();
  private List<AssetBalance> balances = List.of();
  private Report report = new Report();
  private Stage stage = Stage.IDLE;
  private boolean wanted;
  private long notBeforeMicros;
  private long bookedAtRequest;
  private long foreignOrders;

  private enum Stage {
    IDLE,
    READING,
    ASKING
  }

  /** How fills are booked, whoever brings them. */
  interface FillBooking {
    /** Books a fill that is not booked yet; answers whether it was new. */
    boolean book(Order order, PastFill fill);

    /** How many fills have been booked from the stream since the start. */
    long fromStream();
  }

  private static final class Report {
    private int fillsApplied;
    private int orphaned;
    private int phantom;
    private int qtyMismatch;
    private int qtySynced;
    private int adjustments;

    String text() {
      return "fills_applied="
          + fillsApplied
          + " orphaned="
          + orphaned
          + " phantom="
          + phantom
          + " qty_mismatch="
          + qtyMismatch
          + " qty_synced="
          + qtySynced
          + " pending_adopted=0 state_adjustments_logged="
          + adjustments
          + " state_adjustments_deduped=0";
    }
  }

  Reconciler(Books books, Outbox outbox, FillBooking booking) {
    this.books = books;
    this.outbox = outbox;
    this.booking = booking;
  }

  boolean idle() {
    return stage == Stage.IDLE && !wanted;
  }

  /** Wants the live account compared; no new risk until it is. */
  void request(Account account, String why) {
    if (account == Account.LIVE) {
      wanted = true;
      books
          .levers()
          .narrow(Lever.RECONCILING, "yes", GateLevel.REDUCE_ONLY, outbox.atMicros(), why);
    }
  }

  /** The connection is gone: what was on its way is void, and starts again when it is back. */
  void linkDown() {
    if (stage != Stage.IDLE) {
      stage = Stage.IDLE;
      wanted = true;
    }
  }

  void failed(String why) {
    if (stage == Stage.READING) {
      stage = Stage.IDLE;
      wanted = true;
      notBeforeMicros = outbox.atMicros() + RETRY_MICROS;
      outbox.log(Action.Log.Level.WARN, "RECONCILIATION_RETRY", "reason=\"" + why + "\"");
    }
  }

  void read(AccountSnapshot account) {
    if (stage != Stage.READING || account.account() != Account.LIVE) {
      return;
    }
    stage = Stage.ASKING;
    balances = account.balances();
    fills.clear();
    fills.addAll(account.fills());
    asked.clear();
    Set<ClientOrderId> listed = new HashSet<>();
    foreignOrders = 0;
    for (VenueOrder venues : account.openOrders()) {
      listed.add(venues.id());
      books
          .orders()
          .find(venues.id())
          .ifPresentOrElse(order -> known(order, venues), this::foreign);
    }
    for (Order order : List.copyOf(books.orders().open())) {
      if (order.intent().account() == Account.LIVE && !listed.contains(order.id())) {
        books.orders().move(order, Trigger.NO_ANSWER);
        asked.add(order.id());
      }
    }
  }

  /** Books those of the fetched fills that belong to the order; the venue's id is known by now. */
  void bookFetched(Order order) {
    for (Iterator<PastFill> each = fills.iterator(); each.hasNext(); ) {
      PastFill fill = each.next();
      if (order.venueOrderId().filter(fill.venueOrderId()::equals).isPresent()) {
        each.remove();
        if (booking.book(order, fill)) {
          report.fillsApplied++;
        }
      }
    }
  }

  /** Starts what is wanted, and finishes once every order that was asked for is known. */
  void proceed() {
    boolean linked = !books.levers().holds(Lever.VENUE_LINK);
    if (wanted
        && stage == Stage.IDLE
        && linked
        && rulesKnown()
        && outbox.atMicros() >= notBeforeMicros) {
      begin();
    }
    if (stage == Stage.ASKING) {
      asked.removeIf(id ->
          books.orders().find(id).map(order -> order.state() != OrderState.UNKNOWN).orElse(true));
      if (asked.isEmpty()) {
        finish();
      }
    }
  }

  private boolean rulesKnown() {
    return books.settings().instruments().stream()
        .allMatch(instrument -> books.market(instrument).rules().isPresent());
  }

  private void begin() {
    wanted = false;
    stage = Stage.READING;
    report = new Report();
    bookedAtRequest = booking.fromStream();
    Map<InstrumentId, String> from = new HashMap<>();
    for (InstrumentId instrument : books.settings().instruments()) {
      from.put(
          instrument, books.portfolio().holding(Account.LIVE, instrument).lastTradeId().orElse(""));
    }
    Ledger ledger = books.portfolio().ledger(Account.LIVE);
    outbox.add(
        new Action.Reconcile(
            Account.LIVE, from, ledger.funded() ? ledger.sinceMicros() : outbox.atMicros()));
  }

  private void known(Order order, VenueOrder venues) {
    Orders orders = books.orders();
    orders.knownAs(order, venues.venueOrderId());
    bookFetched(order);
    if (venues.executedQty().compareTo(order.filledQty()) == 0) {
      orders.settle(order, venues);
    }
  }

  private void foreign() {
    foreignOrders++;
  }

  private void finish() {
    for (PastFill fill : fills) {
      books
          .orders()
          .findByVenueId(fill.venueOrderId())
          .filter(order -> booking.book(order, fill))
          .ifPresent(_ -> report.fillsApplied++);
      books.portfolio().holding(Account.LIVE, fill.instrument()).compared(fill.tradeId());
    }
    fills.clear();
    stage = Stage.IDLE;
    if (booking.fromStream() != bookedAtRequest) {
      request(Account.LIVE, "fills came while the account was read");
      return;
    }
    compareCash();
    compareHoldings();
    books.levers().clear(Lever.RECONCILING);
    outbox.log(
        Action.Log.Level.INFO,
        "RECONCILIATION_REPORT",
        report.text() + " foreign_orders=" + foreignOrders);
  }

  /** The counts of the last comparison, as {@code name=value} pairs. */
  String lastReport() {
    return report.text();
  }

  private void compareCash() {
    Ledger ledger = books.portfolio().ledger(Account.LIVE);
    BigDecimal venues = total(books.settings().quoteAsset());
    boolean first = !ledger.funded();
    BigDecimal ours = ledger.cash();
    if (first || venues.compareTo(ours) != 0) {
      ledger.correctCash(venues, outbox.atMicros());
      if (!first) {
        adjusted(books.settings().quoteAsset(), ours, venues, "the venue's balance is the truth");
      }
    }
  }

  private void compareHoldings() {
    for (InstrumentId instrument : books.settings().instruments()) {
      books
          .market(instrument)
          .rules()
          .ifPresent(rules -> compareHolding(instrument, rules.baseAsset()));
    }
  }

  private void compareHolding(InstrumentId instrument, String asset) {
    Ledger ledger = books.portfolio().ledger(Account.LIVE);
    Holding holding = books.portfolio().holding(Account.LIVE, instrument);
    BigDecimal rest = total(asset).subtract(holding.qty());
    if (rest.compareTo(ledger.foreign(asset)) == 0) {
      return;
    }
    if (rest.signum() >= 0) {
      adjusted(asset, ledger.foreign(asset), rest, "held at the venue, not bought by this engine");
      ledger.foreign(asset, rest);
      return;
    }
    BigDecimal before = holding.qty();
    books.portfolio().writeOff(holding, rest.negate());
    ledger.foreign(asset, BigDecimal.ZERO);
    report.phantom++;
    report.qtyMismatch++;
    adjusted(asset, before, holding.qty(), "the venue holds less than the position");
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.RECONCILIATION,
        instrument.toString(),
        "the position was "
            + before.toPlainString()
            + " here and is "
            + holding.qty().toPlainString()
            + " at the venue; corrected to the venue's; look at the account's own order history");
  }

  private void adjusted(String asset, BigDecimal ours, BigDecimal venues, String why) {
    report.qtySynced++;
    report.adjustments++;
    outbox.log(
        Action.Log.Level.WARN,
        "QTY_SYNCED",
        "asset="
            + asset
            + " was="
            + ours.toPlainString()
            + " is="
            + venues.toPlainString()
            + " reason=\""
            + why
            + "\"");
  }

  private BigDecimal total(String asset) {
    return balances.stream()
        .filter(balance -> balance.asset().equals(asset))
        .map(AssetBalance::total)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }
}
