package trader.engine.core.loop;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.control.Mode;
import trader.engine.core.orders.ProposedEntry;
import trader.engine.core.risk.Refusal;

/** Buys what an operator has asked for, so much and no less, within every rail of now. */
final class OperatorEntries {
  private static final String OPERATOR = "operator";

  /** How far below its price the stop of an operator's entry belongs. */
  private static final BigDecimal STOP_FRACTION = new BigDecimal("0.02");

  private final Books books;
  private final Entries entries;
  private final Weighing weighing;
  private final Gatekeeper gatekeeper;
  private final Answers answers;

  /** What became of an order that an operator asked for. */
  sealed interface Ordered {
    /** It is sent, and not answered yet. */
    record Sent(Order order) implements Ordered {}

    /** It waits for a person. */
    record Proposed(ProposedEntry proposal) implements Ordered {}

    /** Nothing was sent. */
    record Refused(Refusal refusal) implements Ordered {}
  }

  OperatorEntries(
      Books books, Entries entries, Weighing weighing, Gatekeeper gatekeeper, Answers answers) {
    this.books = books;
    this.entries = entries;
    this.weighing = weighing;
    this.gatekeeper = gatekeeper;
    this.answers = answers;
  }

  /**
   * Orders it, or proposes it.
   *
   * @param qtyAt the quantity at a price, in the base asset
   * @param toApprove whether it is only proposed
   */
  Ordered order(
      Account account,
      InstrumentId instrument,
      UnaryOperator<BigDecimal> qtyAt,
      boolean toApprove,
      String cause,
      String trace) {
    boolean manual = books.levers().mode() == Mode.MANUAL;
    Optional<String> obstacle = obstacle(account, instrument, toApprove && !manual);
    if (obstacle.isPresent()) {
      return refused(instrument, new Refusal.NotReady(obstacle.get()));
    }
    Weighing.Sizing asked = (_, price, rules) -> rules.floorQty(qtyAt.apply(price));
    switch (weighing.weigh(account, instrument, asked, manual)) {
      case Weighing.Weighed.Not(Refusal refusal) -> {
        return refused(instrument, refusal);
      }
      case Weighing.Weighed.Fits fits -> {
        BigDecimal stopDistance = fits.price().multiply(STOP_FRACTION);
        if (toApprove) {
          return new Ordered.Proposed(
              entries.propose(account, instrument, OPERATOR, fits, stopDistance, cause));
        }
        Supplier<@Nullable Order> send =
            () ->
                entries.submit(
                    account,
                    instrument,
                    OPERATOR,
                    fits.qty(),
                    fits.price(),
                    stopDistance,
                    cause,
                    trace);
        Order order = manual ? gatekeeper.letThrough(account, send) : send.get();
        return order == null
            ? refused(instrument, new Refusal.NotReady("nothing may leave for the venue now"))
            : new Ordered.Sent(order);
      }
    }
  }

  private Optional<String> obstacle(
      Account account, InstrumentId instrument, boolean approvedByNobody) {
    if (answers.draining()) {
      return Optional.of("the gate is just being set");
    }
    if (books.inPosition(account, instrument)) {
      return Optional.of("the position is open already");
    }
    if (approvedByNobody) {
      return Optional.of(
          "at a real exchange an order waits for a person's approval, which the mode manual has: "
              + "/mode manual, then send it again");
    }
    return books
        .proposals()
        .of(instrument)
        .map(waiting -> waiting.id() + " waits for a person already");
  }

  private Ordered refused(InstrumentId instrument, Refusal refusal) {
    entries.refuse(instrument, refusal);
    return new Ordered.Refused(refusal);
  }
}
