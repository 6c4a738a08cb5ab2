package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import trader.control.Account;
import trader.control.Alert;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.InstrumentRules;
import trader.engine.core.market.Market;
import trader.engine.core.portfolio.Holding;
import trader.engine.core.portfolio.Ledger;

/**
 * Sets positions in perpetuals to the venue's, once every fill is booked. The venue has one figure
 * for what is ours and what is not: what is beyond ours is foreign, shown and left alone; where it
 * has less than ours, ours has gone.
 */
final class PositionComparison {
  /** Venues round average prices; what is closer than a millionth is the same. */
  private static final BigDecimal SAME_PRICE = new BigDecimal("0.000001");

  private static final BigDecimal ZERO = BigDecimal.ZERO;
  private final Books books;
  private final Outbox outbox;
  private final Adjustments adjustments;

  PositionComparison(Books books, Outbox outbox, Adjustments adjustments) {
    this.books = books;
    this.outbox = outbox;
    this.adjustments = adjustments;
  }

  /** What {@link #correct} would change, in words; empty where nothing differs. */
  Optional<String> difference(List<VenuePosition> positions) {
    for (Holding holding : holdings()) {
      InstrumentId instrument = holding.instrument();
      BigDecimal foreign = books.foreignPosition(Account.LIVE, instrument);
      BigDecimal ours = holding.qty().add(foreign);
      VenuePosition venues = of(positions, instrument);
      if (ours.compareTo(venues.qty()) != 0) {
        return Optional.of(
            "the position in "
                + instrument
                + " is "
                + ours.toPlainString()
                + " here and "
                + venues.qty().toPlainString()
                + " there");
      }
      if (priceDiffers(holding, foreign, venues)) {
        return Optional.of(
            "the average entry price of "
                + instrument
                + " is "
                + holding.averagePrice().toPlainString()
                + " here and "
                + venues.averagePrice().toPlainString()
                + " there");
      }
    }
    return Optional.empty();
  }

  void correct(List<VenuePosition> positions, Findings findings) {
    for (Holding holding : holdings()) {
      correct(holding, of(positions, holding.instrument()), findings);
    }
  }

  private void correct(Holding holding, VenuePosition venues, Findings findings) {
    InstrumentId instrument = holding.instrument();
    Ledger ledger = books.portfolio().ledger(Account.LIVE);
    BigDecimal ours = holding.qty();
    BigDecimal kept = venues.qty().signum() == ours.signum() ? ours.min(venues.qty()) : ZERO;
    if (ours.signum() < 0 || kept.compareTo(ours) < 0) {
      gone(holding, ours.subtract(kept.max(ZERO)), findings);
    }
    BigDecimal rest = venues.qty().subtract(holding.qty());
    BigDecimal before = ledger.foreign(instrument.toString());
    if (rest.compareTo(before) != 0) {
      ledger.foreign(instrument.toString(), rest);
      findings.mismatch();
      adjustments.made(
          "position=" + instrument + " part=foreign",
          before,
          rest,
          "held at the venue, not opened by this engine",
          findings);
    }
    if (rest.signum() != 0) {
      findings.foreignPosition();
    }
    if (priceDiffers(holding, rest, venues)) {
      BigDecimal average = holding.averagePrice();
      books.portfolio().entered(holding, venues.averagePrice());
      findings.mismatch();
      adjustments.made(
          "average_price=" + instrument,
          average,
          venues.averagePrice(),
          "the venue's average entry price is the truth",
          findings);
    }
  }

  private void gone(Holding holding, BigDecimal qty, Findings findings) {
    InstrumentId instrument = holding.instrument();
    Market market = books.market(instrument);
    BigDecimal before = holding.qty();
    BigDecimal price = market.hasPrice() ? market.last() : holding.averagePrice();
    books.portfolio().writeOff(holding, qty, price, true);
    findings.phantom();
    findings.mismatch();
    adjustments.made(
        "position=" + instrument,
        before,
        holding.qty(),
        "the venue holds less than the position",
        findings);
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

  /** Only where the venue's figure is of nothing but ours can it be held against ours. */
  private static boolean priceDiffers(Holding holding, BigDecimal foreign, VenuePosition venues) {
    BigDecimal ours = holding.averagePrice();
    return foreign.signum() == 0
        && holding.qty().signum() != 0
        && venues.averagePrice().signum() > 0
        && ours.subtract(venues.averagePrice()).abs().compareTo(ours.multiply(SAME_PRICE)) > 0;
  }

  private static VenuePosition of(List<VenuePosition> positions, InstrumentId instrument) {
    return positions.stream()
        .filter(position -> position.instrument().equals(instrument))
        .findFirst()
        .orElseGet(() -> new VenuePosition(instrument, ZERO, ZERO));
  }

  private List<Holding> holdings() {
    List<Holding> holdings = new ArrayList<>();
    for (InstrumentId instrument : books.settings().instruments()) {
      if (books.market(instrument).rules().filter(InstrumentRules::perpetual).isPresent()) {
        holdings.add(books.portfolio().holding(Account.LIVE, instrument));
      }
    }
    return holdings;
  }
}
