package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.control.Account;
import trader.control.Alert;
import trader.control.InstrumentId;
import trader.control.Reason;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.AssetBalance;
import trader.engine.core.market.Market;
import trader.engine.core.portfolio.Holding;
import trader.engine.core.portfolio.Ledger;

/**
 * Sets cash and holdings of the live account to the venue's balances, once every fill is booked.
 * Each difference is logged with what it was and why it was changed.
 */
final class AccountComparison {
  private final Books books;
  private final Outbox outbox;
  private final Adjustments adjustments;
  private final PositionComparison positions;

  AccountComparison(Books books, Outbox outbox) {
    this.books = books;
    this.outbox = outbox;
    this.adjustments = new Adjustments(outbox);
    this.positions = new PositionComparison(books, outbox, adjustments);
  }

  /** What {@link #correct} would change, in words; empty where nothing differs. */
  Optional<String> difference(AccountSnapshot account) {
    return difference(account.balances()).or(() -> positions.difference(account.positions()));
  }

  private Optional<String> difference(List<AssetBalance> balances) {
    Ledger ledger = books.portfolio().ledger(Account.LIVE);
    String quote = books.settings().quoteAsset();
    if (!ledger.funded() || total(balances, quote).compareTo(ledger.cash()) != 0) {
      return Optional.of(differs(quote, ledger.cash(), total(balances, quote)));
    }
    for (Map.Entry<String, List<Holding>> asset : byAsset().entrySet()) {
      BigDecimal ours = ledger.foreign(asset.getKey());
      for (Holding holding : asset.getValue()) {
        ours = ours.add(holding.qty());
      }
      BigDecimal venues = total(balances, asset.getKey());
      if (venues.compareTo(ours) != 0) {
        return Optional.of(differs(asset.getKey(), ours, venues));
      }
    }
    return Optional.empty();
  }

  private static String differs(String asset, BigDecimal ours, BigDecimal venues) {
    return asset + " is " + ours.toPlainString() + " here and " + venues.toPlainString() + " there";
  }

  void correct(AccountSnapshot account, Findings findings) {
    adjustments.begin();
    positions.correct(account.positions(), findings);
    List<AssetBalance> balances = account.balances();
    cash(total(balances, books.settings().quoteAsset()), findings);
    byAsset()
        .forEach((asset, holdings) -> holdings(asset, holdings, total(balances, asset), findings));
  }

  private Map<String, List<Holding>> byAsset() {
    Map<String, List<Holding>> byAsset = new LinkedHashMap<>();
    for (InstrumentId instrument : books.settings().instruments()) {
      books
          .market(instrument)
          .rules()
          .filter(rules -> !rules.perpetual())
          .ifPresent(rules ->
              byAsset
                  .computeIfAbsent(rules.baseAsset(), _ -> new ArrayList<>())
                  .add(books.portfolio().holding(Account.LIVE, instrument)));
    }
    return byAsset;
  }

  private void cash(BigDecimal venues, Findings findings) {
    Ledger ledger = books.portfolio().ledger(Account.LIVE);
    boolean first = !ledger.funded();
    BigDecimal ours = ledger.cash();
    if (first || venues.compareTo(ours) != 0) {
      ledger.correctCash(venues, outbox.atMicros());
      if (!first) {
        String asset = books.settings().quoteAsset();
        adjusted(asset, ours, venues, "the venue's balance is the truth", findings);
      }
    }
  }

  /** Several instruments may share an asset; what none of them explains is not ours. */
  private void holdings(
      String asset, List<Holding> holdings, BigDecimal venues, Findings findings) {
    Ledger ledger = books.portfolio().ledger(Account.LIVE);
    BigDecimal rest = venues;
    for (Holding holding : holdings) {
      rest = rest.subtract(holding.qty());
    }
    if (rest.signum() >= 0) {
      BigDecimal before = ledger.foreign(asset);
      if (rest.compareTo(before) != 0) {
        ledger.foreign(asset, rest);
        adjusted(asset, before, rest, "held at the venue, not bought by this engine", findings);
      }
      holdings.forEach(
          holding -> outbox.calm(Reason.RECONCILIATION, holding.instrument().toString()));
      return;
    }
    ledger.foreign(asset, BigDecimal.ZERO);
    BigDecimal missing = rest.negate();
    for (Holding holding : holdings) {
      BigDecimal gone = holding.qty().min(missing);
      if (gone.signum() > 0) {
        missing = missing.subtract(gone);
        takeAway(asset, holding, gone, findings);
      }
    }
  }

  private void takeAway(String asset, Holding holding, BigDecimal gone, Findings findings) {
    Market market = books.market(holding.instrument());
    BigDecimal before = holding.qty();
    BigDecimal price = market.hasPrice() ? market.last() : holding.averagePrice();
    books.portfolio().writeOff(holding, gone, price, false);
    findings.phantom();
    findings.mismatch();
    adjusted(asset, before, holding.qty(), "the venue holds less than the position", findings);
    outbox.alert(
        Alert.Severity.CRITICAL,
        Reason.RECONCILIATION,
        holding.instrument().toString(),
        "the position was "
            + before.toPlainString()
            + " here and is "
            + holding.qty().toPlainString()
            + " at the venue; corrected to the venue's; look at the account's own order history");
  }

  private void adjusted(
      String asset, BigDecimal ours, BigDecimal venues, String why, Findings findings) {
    adjustments.made("asset=" + asset, ours, venues, why, findings);
  }

  private static BigDecimal total(List<AssetBalance> balances, String asset) {
    return balances.stream()
        .filter(balance -> balance.asset().equals(asset))
        .map(AssetBalance::total)
        .findFirst()
        .orElse(BigDecimal.ZERO);
  }
}
