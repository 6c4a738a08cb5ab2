package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.Alert;
import trader.control.InstrumentId;
import trader.control.Mode;
import trader.control.Reason;
import trader.engine.core.Action;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.ProposedEntry;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.engine.core.risk.Refusal;

/** Orders entries within the rails, or proposes them where a person decides. */
final class Entries {
  private final Books books;
  private final Outbox outbox;
  private final Gatekeeper gatekeeper;
  private final Answers answers;
  private final Weighing weighing;
  private long refusals;

  /** What an approval led to. */
  sealed interface Approved {
    /** An order, not answered yet. */
    record Sent(Order order) implements Approved {}

    /** Nothing was sent. */
    record Refused(Refusal refusal) implements Approved {}
  }

  Entries(Books books, Outbox outbox, Weighing weighing, Gatekeeper gatekeeper, Answers answers) {
    this.books = books;
    this.outbox = outbox;
    this.gatekeeper = gatekeeper;
    this.answers = answers;
    this.weighing = weighing;
  }

  /** Orders that the rails or the gate refused. */
  long refusals() {
    return refusals;
  }

  /** Positions and working entries at their prices. */
  BigDecimal deployed(Account account) {
    return weighing.deployed(account);
  }

  void enter(
      Account account,
      InstrumentId instrument,
      String strategy,
      BigDecimal stopDistance,
      String why,
      String trace) {
    boolean manual = books.levers().mode() == Mode.MANUAL;
    Optional<ProposedEntry> waiting = books.proposals().of(instrument);
    if (manual && waiting.isPresent()) {
      refuse(instrument, new Refusal.NotReady(waiting.get().id() + " waits for a person already"));
      return;
    }
    switch (weighing.weigh(account, instrument, stopDistance, manual)) {
      case Weighing.Weighed.Not(Refusal refusal) -> refuse(instrument, refusal);
      case Weighing.Weighed.Fits fits when manual -> {
        var _ = propose(account, instrument, strategy, fits, stopDistance, why);
      }
      case Weighing.Weighed.Fits fits -> {
        var _ =
            submit(
                account, instrument, strategy, fits.qty(), fits.price(), stopDistance, why, trace);
      }
    }
  }

  /** Orders what a person has approved, at most what was proposed, within every rail of now. */
  Approved approved(ProposedEntry proposal, String by) {
    Account account = proposal.account();
    if (answers.draining()) {
      return refused(proposal, new Refusal.NotReady("the gate is just being set"));
    }
    switch (weighing.weigh(account, proposal.instrument(), proposal.stopDistance(), true)) {
      case Weighing.Weighed.Not(Refusal refusal) -> {
        return refused(proposal, refusal);
      }
      case Weighing.Weighed.Fits fits -> {
        BigDecimal collar = books.settings().limits().priceCollar();
        BigDecimal moved = fits.price().subtract(proposal.price()).abs();
        if (moved.compareTo(proposal.price().multiply(collar)) > 0) {
          return refused(
              proposal, new Refusal.OutsideCollar(proposal.price(), fits.price(), collar));
        }
        Order order =
            gatekeeper.letThrough(
                account,
                () ->
                    submit(
                        account,
                        proposal.instrument(),
                        proposal.strategy(),
                        fits.qty().min(proposal.qty()),
                        fits.price(),
                        proposal.stopDistance(),
                        proposal.cause() + "; " + by,
                        proposal.id()));
        return order == null
            ? refused(proposal, new Refusal.NotReady("nothing may leave for the venue now"))
            : new Approved.Sent(order);
      }
    }
  }

  private Approved refused(ProposedEntry proposal, Refusal refusal) {
    refuse(proposal.instrument(), refusal);
    return new Approved.Refused(refusal);
  }

  @Nullable Order submit(
      Account account,
      InstrumentId instrument,
      String strategy,
      BigDecimal qty,
      BigDecimal price,
      BigDecimal stopDistance,
      String why,
      String trace) {
    outbox.decided(trace, qty);
    Order order =
        outbox.submit(
            account,
            instrument,
            Side.BUY,
            OrderType.LIMIT,
            Purpose.ENTRY,
            qty,
            price,
            null,
            stopDistance,
            strategy,
            why,
            trace);
    weighing.sent();
    return order;
  }

  ProposedEntry propose(
      Account account,
      InstrumentId instrument,
      String strategy,
      Weighing.Weighed.Fits fits,
      BigDecimal stopDistance,
      String why) {
    long lasts = books.settings().limits().proposalMicros();
    ProposedEntry proposal =
        new ProposedEntry(
            ProposedEntry.deriveId(
                books.settings().color().text().charAt(0),
                books.settings().session(),
                books.proposals().count()),
            account,
            instrument,
            fits.qty(),
            fits.price(),
            stopDistance,
            strategy,
            why,
            outbox.atMicros(),
            outbox.atMicros() + lasts);
    outbox.propose(proposal);
    outbox.log(
        Action.Log.Level.INFO,
        "PROPOSED",
        "proposal="
            + proposal.id()
            + " symbol="
            + instrument
            + " qty="
            + fits.qty().toPlainString()
            + " price="
            + fits.price().toPlainString()
            + " "
            + why);
    outbox.alert(
        Alert.Severity.INFO,
        Reason.PROPOSAL,
        proposal.id(),
        strategy
            + " proposes to buy "
            + fits.qty().toPlainString()
            + " "
            + instrument.symbol()
            + " at "
            + fits.price().toPlainString()
            + " with a stop at "
            + fits.price().subtract(stopDistance).toPlainString()
            + " ("
            + why
            + "); /approve "
            + proposal.id()
            + " within "
            + lasts / 1_000_000
            + " s, or /reject "
            + proposal.id());
    return proposal;
  }

  void refuse(InstrumentId instrument, Refusal refusal) {
    refusals++;
    outbox.log(
        Action.Log.Level.INFO,
        "ORDER_REFUSED",
        "symbol=" + instrument + " reason=\"" + refusal.text() + "\"");
  }
}
