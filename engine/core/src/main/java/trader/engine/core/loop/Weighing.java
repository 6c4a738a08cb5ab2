package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trader.control.Account;
import trader.control.GateLevel;
import trader.control.InstrumentId;
import trader.control.LeverState;
import trader.engine.core.InstrumentRules;
import trader.engine.core.market.Market;
import trader.engine.core.orders.Purpose;
import trader.engine.core.risk.Rails;
import trader.engine.core.risk.Refusal;

/** Holds an entry against the gate, the books and every rail, at the prices of the moment. */
final class Weighing {
  private static final Set<Purpose> WORKED_FOR =
      EnumSet.of(Purpose.ENTRY, Purpose.EXIT, Purpose.CLOSE);
  private final Books books;
  private final Outbox outbox;
  private final Exits exits;
  private final Rails rails;

  /** What the rails leave of an entry. */
  sealed interface Weighed {
    /** An entry of that quantity and limit price. */
    record Fits(BigDecimal qty, BigDecimal price) implements Weighed {}

    /** Nothing. */
    record Not(Refusal refusal) implements Weighed {}
  }

  /** How much an entry is to be. */
  interface Sizing {
    /** The quantity at that price. */
    BigDecimal qty(Rails.Room room, BigDecimal price, InstrumentRules rules);
  }

  Weighing(Books books, Outbox outbox, Exits exits) {
    this.books = books;
    this.outbox = outbox;
    this.exits = exits;
    this.rails = new Rails(books.settings().limits());
  }

  /** Counts an entry that was sent. */
  void sent() {
    rails.sent(outbox.atMicros());
  }

  /**
   * The entry that keeps within every rail at the prices of the moment, as large as its risk
   * allows.
   *
   * @param manual whether it is for a person to approve, so that the mode does not bar it
   */
  Weighed weigh(Account account, InstrumentId instrument, BigDecimal stopDistance, boolean manual) {
    return weigh(
        account,
        instrument,
        (room, price, rules) ->
            stopDistance.signum() > 0
                ? rails.size(room, price, stopDistance, rules)
                : BigDecimal.ZERO,
        manual);
  }

  /** The same for an entry of another size. */
  Weighed weigh(Account account, InstrumentId instrument, Sizing sizing, boolean manual) {
    Market market = books.market(instrument);
    Optional<InstrumentRules> rules = market.rules();
    if (rules.isEmpty() || !rules.get().trading() || !market.hasPrice()) {
      return not("the venue does not take orders for it now");
    }
    if (manual || books.levers().level(account, outbox.atMicros()) != GateLevel.OPEN) {
      LeverState narrowest =
          manual
              ? books.narrowestForApproved(account, outbox.atMicros())
              : books.levers().narrowest(account, outbox.atMicros());
      if (narrowest.allows() != GateLevel.OPEN) {
        return new Weighed.Not(new Refusal.Gate(narrowest));
      }
    }
    if (books.gate(account) != (manual ? GateLevel.REDUCE_ONLY : GateLevel.OPEN)) {
      return not("the gate is about to open");
    }
    if (!books.open(account, instrument, WORKED_FOR).isEmpty()
        || exits.exiting(account, instrument)) {
      return not("another order of this position is not finished");
    }
    if (rules.get().perpetual() && books.foreignPosition(account, instrument).signum() != 0) {
      return not(
          "the account has a position of "
              + books.foreignPosition(account, instrument).toPlainString()
              + " in it that is not this engine's; import or close it first");
    }
    if (manual && books.inPosition(account, instrument)) {
      return not("the position is open already");
    }
    Optional<String> unknown = unknownElsewhere(account);
    if (unknown.isPresent()) {
      return not(unknown.get());
    }
    BigDecimal price = rules.get().floorPrice(market.ask());
    if (price.signum() <= 0) {
      return not("its price is below the venue's tick size");
    }
    Rails.Room room = room(account);
    BigDecimal qty = sizing.qty(room, price, rules.get());
    return rails
        .check(room, qty, price, market.last(), rules.get(), outbox.atMicros())
        .<Weighed>map(Weighed.Not::new)
        .orElseGet(() -> new Weighed.Fits(qty, price));
  }

  private static Weighed not(String why) {
    return new Weighed.Not(new Refusal.NotReady(why));
  }

  /** Only what is live adds up with what other engines have deployed, and only under a limit. */
  private Optional<String> unknownElsewhere(Account account) {
    return together(account) ? books.otherEngines().unknown() : Optional.empty();
  }

  private boolean together(Account account) {
    return account == Account.LIVE && books.settings().limits().maxTotalExposure() != null;
  }

  /** Positions and working entries at their prices. */
  BigDecimal deployed(Account account) {
    return books.portfolio().exposure(account, books.markets()).add(claimed(account));
  }

  private Rails.Room room(Account account) {
    BigDecimal claimed = claimed(account);
    return new Rails.Room(
        books.equity(account),
        books.portfolio().freeCash(account, books.markets()).subtract(claimed),
        books.portfolio().exposure(account, books.markets()).add(claimed),
        books.levers().capitalPercent(),
        together(account) ? books.otherEngines().all() : List.of());
  }

  private BigDecimal claimed(Account account) {
    BigDecimal claimed = BigDecimal.ZERO;
    for (Order entry : books.openEntries(account)) {
      BigDecimal price = entry.intent().price();
      claimed =
          claimed.add(
              entry
                  .openQty()
                  .multiply(
                      price == null ? books.market(entry.intent().instrument()).last() : price));
    }
    return claimed;
  }
}
