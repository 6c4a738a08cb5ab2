package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import trader.control.Account;
import trader.control.Alert;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;

/**
 * What the venue says of positions in perpetuals besides our fills: its own figure, funding, and
 * what it has closed by itself. Its figure changes nothing here; where it stays another than ours,
 * the account is compared.
 */
final class VenuePositions {
  /** A fill and the position that follows from it are told apart, in either order. */
  private static final long APART_MICROS = 1_000_000;

  private final Books books;
  private final Outbox outbox;
  private final FillBooks fills;
  private final Reconciler reconciler;
  private final Map<InstrumentId, VenueEvent.PositionChanged> pushed = new LinkedHashMap<>();
  private final Set<String> liquidations = new HashSet<>();

  VenuePositions(Books books, Outbox outbox, FillBooks fills, Reconciler reconciler) {
    this.books = books;
    this.outbox = outbox;
    this.fills = fills;
    this.reconciler = reconciler;
  }

  void pushed(VenueEvent.PositionChanged change) {
    if (change.account() == Account.LIVE) {
      pushed.put(change.instrument(), change);
    }
  }

  /** Has the account compared where a figure of the venue's has not become ours in its time. */
  void proceed() {
    if (pushed.isEmpty()) {
      return;
    }
    if (books.reconciling(Account.LIVE)) {
      pushed.clear();
      return;
    }
    pushed.values().removeIf(this::settled);
  }

  private boolean settled(VenueEvent.PositionChanged change) {
    BigDecimal ours =
        books
            .portfolio()
            .holding(Account.LIVE, change.instrument())
            .qty()
            .add(books.foreignPosition(Account.LIVE, change.instrument()));
    if (ours.compareTo(change.qty()) == 0) {
      return true;
    }
    if (outbox.atMicros() - change.atMicros() < APART_MICROS) {
      return false;
    }
    reconciler.request(
        Account.LIVE,
        "the venue says that the position in "
            + change.instrument()
            + " is "
            + change.qty().toPlainString()
            + ", and here it is "
            + ours.toPlainString());
    return true;
  }

  void funded(VenueEvent.FundingPaid paid) {
    if (fills.fundStreamed(paid)) {
      outbox.log(
          Action.Log.Level.INFO,
          "FUNDING_BOOKED",
          "symbol="
              + paid.instrument()
              + " amount="
              + paid.amount().toPlainString()
              + " asset="
              + paid.asset());
    }
  }

  void liquidated(VenueEvent.Liquidated liquidated) {
    if (!liquidations.add(liquidated.instrument() + " " + liquidated.tradeId())) {
      return;
    }
    books.mark(liquidated.account(), outbox.atMicros());
    BigDecimal fee =
        liquidated.feeAsset().equals(books.settings().quoteAsset())
            ? liquidated.fee()
            : BigDecimal.ZERO;
    BigDecimal ours =
        books
            .portfolio()
            .liquidated(
                liquidated.account(),
                liquidated.instrument(),
                liquidated.side(),
                liquidated.price(),
                liquidated.qty(),
                fee);
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.INVARIANT_VIOLATION,
        liquidated.instrument().toString(),
        "the venue itself closed "
            + liquidated.qty().toPlainString()
            + " of the "
            + liquidated.instrument()
            + " position at "
            + liquidated.price().toPlainString()
            + " ("
            + liquidated.why()
            + "), "
            + ours.toPlainString()
            + " of it ours; the account is compared; look at its margin at the venue before"
            + " trading on");
    outbox.log(
        Action.Log.Level.ERROR,
        "POSITION_LIQUIDATED",
        "symbol="
            + liquidated.instrument()
            + " qty="
            + liquidated.qty().toPlainString()
            + " price="
            + liquidated.price().toPlainString()
            + " ours="
            + ours.toPlainString()
            + " reason=\""
            + liquidated.why()
            + "\"");
    reconciler.request(liquidated.account(), "the venue closed a position by itself");
  }
}
