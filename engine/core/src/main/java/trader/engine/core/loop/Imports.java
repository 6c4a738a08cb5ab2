package trader.engine.core.loop;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.Acknowledgement.Outcome;
import trader.control.InstrumentId;
import trader.engine.core.AccountSnapshot.VenuePosition;
import trader.engine.core.Action;
import trader.engine.core.ControlEvent;
import trader.engine.core.InstrumentRules;
import trader.engine.core.market.Market;
import trader.engine.core.portfolio.Holding;
import trader.engine.core.portfolio.Ledger;

/** Takes positions that are not ours into the books at an operator's word, and protects them. */
final class Imports {
  private static final String IMPORT = "import";
  private final Books books;
  private final Outbox outbox;
  private final Answers answers;

  Imports(Books books, Outbox outbox, Answers answers) {
    this.books = books;
    this.outbox = outbox;
    this.answers = answers;
  }

  void take(ControlEvent.ImportPosition request) {
    if (!books.firstTime(request.commandId())) {
      return;
    }
    Market market = books.market(request.instrument());
    Optional<InstrumentRules> rules = market.rules();
    if (rules.isEmpty() || !market.hasPrice()) {
      refuse(request, "its rules and price are not known here; is it one of TRADE_SYMBOLS?");
      return;
    }
    String foreignKey =
        rules.get().perpetual() ? request.instrument().toString() : rules.get().baseAsset();
    BigDecimal foreign = books.portfolio().ledger(Account.LIVE).foreign(foreignKey);
    BigDecimal qty = request.qty().orElse(foreign.max(BigDecimal.ZERO));
    String objection = objection(request, rules.get(), market, foreign, qty);
    if (objection != null) {
      refuse(request, objection);
      return;
    }
    adopt(request, rules.get(), market, foreignKey, qty);
  }

  private @Nullable String objection(
      ControlEvent.ImportPosition request,
      InstrumentRules rules,
      Market market,
      BigDecimal foreign,
      BigDecimal qty) {
    Duration age = Duration.between(request.issuedAt(), outbox.at());
    long limit = books.settings().limits().requestMaxAgeMicros();
    if (age.compareTo(Duration.of(limit, ChronoUnit.MICROS)) > 0) {
      return "the request is " + age.toSeconds() + " s old; send it again if it is still meant";
    }
    if (books.reconciling(Account.LIVE)) {
      return "the account is being compared with the venue's; send it again when that is done";
    }
    if (foreign.signum() < 0) {
      return "it is a short of "
          + foreign.negate().toPlainString()
          + ", and this engine protects longs only; close it at the venue";
    }
    if (foreign.signum() == 0) {
      return "the account has nothing of it that is not this engine's already";
    }
    if (qty.signum() <= 0 || qty.compareTo(foreign) > 0) {
      return "the quantity "
          + qty.toPlainString()
          + " must be above 0 and at most the "
          + foreign.toPlainString()
          + " that are not this engine's";
    }
    if (!rules.tradable(rules.floorQty(qty), market.last())) {
      return "the quantity "
          + qty.toPlainString()
          + " is too small for the venue to take a stop for it";
    }
    BigDecimal stop = request.stopPrice().orElse(BigDecimal.ZERO);
    if (request.stopPrice().isPresent()
        && (stop.signum() <= 0 || stop.compareTo(market.last()) >= 0)) {
      return "the stop price "
          + stop.toPlainString()
          + " must be above 0 and below the last price "
          + market.last().toPlainString();
    }
    return null;
  }

  private void adopt(
      ControlEvent.ImportPosition request,
      InstrumentRules rules,
      Market market,
      String foreignKey,
      BigDecimal qty) {
    Ledger ledger = books.portfolio().ledger(Account.LIVE);
    Holding holding = books.portfolio().holding(Account.LIVE, request.instrument());
    BigDecimal average =
        rules.perpetual()
            ? books
                .lastRead(request.instrument())
                .map(VenuePosition::averagePrice)
                .filter(price -> price.signum() > 0)
                .orElse(market.last())
            : market.last();
    @Nullable BigDecimal distance =
        request.stopPrice().map(average::subtract).filter(far -> far.signum() > 0).orElse(null);
    ledger.foreign(foreignKey, ledger.foreign(foreignKey).subtract(qty));
    books
        .portfolio()
        .adopt(
            holding,
            qty,
            average,
            market.last(),
            distance,
            request.commandId(),
            rules.perpetual(),
            outbox.atMicros());
    String what =
        qty.toPlainString()
            + " "
            + request.instrument()
            + " at "
            + average.toPlainString()
            + " taken into the books by "
            + request.actor();
    outbox.log(
        Action.Log.Level.WARN,
        "POSITION_IMPORTED",
        "symbol="
            + request.instrument()
            + " qty="
            + qty.toPlainString()
            + " price="
            + average.toPlainString()
            + " by="
            + request.actor()
            + " reason=\""
            + request.reason()
            + "\"");
    outbox.add(
        new Action.Audit("import " + request.instrument(), request.reason(), "applied", what));
    answers.now(
        request.commandId(),
        IMPORT,
        request.instrument().toString(),
        Outcome.APPLIED,
        what + "; its stop is sent now, and /positions shows it once the venue has it");
  }

  private void refuse(ControlEvent.ImportPosition request, String why) {
    InstrumentId instrument = request.instrument();
    answers.now(request.commandId(), IMPORT, instrument.toString(), Outcome.REFUSED, why);
  }
}
