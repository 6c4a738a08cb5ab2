package trader.engine.core.loop;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import trader.control.Account;
import trader.control.Acknowledgement.Outcome;
import trader.control.InstrumentId;
import trader.engine.core.ControlEvent.OrderRequested;
import trader.engine.core.InstrumentRules;
import trader.engine.core.market.Market;
import trader.engine.core.orders.Purpose;

/**
 * Takes orders that an operator asks for. A purchase goes through the gate and every rail, as a
 * strategy's does, or waits for a person's approval, and gets a stop; a sale ends the position, and
 * passes every gate.
 */
final class ManualOrders {
  private static final String ORDER = "order";
  private static final String PROPOSAL = "proposal";
  private static final int QTY_SCALE = 18;
  private final Books books;
  private final Outbox outbox;
  private final OperatorEntries entries;
  private final Exits exits;
  private final Answers answers;

  ManualOrders(Books books, Outbox outbox, OperatorEntries entries, Exits exits, Answers answers) {
    this.books = books;
    this.outbox = outbox;
    this.entries = entries;
    this.exits = exits;
    this.answers = answers;
  }

  void take(OrderRequested request) {
    if (!books.firstTime(request.commandId())) {
      answers.now(
          request.commandId(),
          ORDER,
          request.instrument().toString(),
          Outcome.UNCHANGED,
          "this key has ordered before and orders nothing twice; look at /orders and /positions");
      return;
    }
    Duration age = Duration.between(request.issuedAt(), outbox.at());
    long limit = books.settings().limits().requestMaxAgeMicros();
    if (age.compareTo(Duration.of(limit, ChronoUnit.MICROS)) > 0) {
      refuse(request, "the request is " + age.toSeconds() + " s old; send it again if it is meant");
      return;
    }
    switch (request.side()) {
      case BUY -> buy(request);
      case SELL -> sell(request);
    }
  }

  private void buy(OrderRequested request) {
    Optional<BigDecimal> qty = request.qty();
    BigDecimal worth = request.quote().orElse(BigDecimal.ZERO);
    OperatorEntries.Ordered ordered =
        entries.order(
            books.levers().account(),
            request.instrument(),
            price -> qty.orElseGet(() -> worth.divide(price, QTY_SCALE, RoundingMode.FLOOR)),
            request.toApprove(),
            cause(request),
            request.commandId());
    switch (ordered) {
      case OperatorEntries.Ordered.Sent(Order order) ->
          answers.afterEntry(
              request.commandId(), ORDER, request.instrument().toString(), order.id());
      case OperatorEntries.Ordered.Proposed(var proposal) ->
          answers.now(
              request.commandId(),
              PROPOSAL,
              proposal.id(),
              Outcome.APPLIED,
              "proposed to buy "
                  + proposal.qty().toPlainString()
                  + " at up to "
                  + proposal.price().toPlainString()
                  + ", and nothing is ordered yet: /approve "
                  + proposal.id()
                  + " within "
                  + (proposal.expiresMicros() - outbox.atMicros()) / 1_000_000
                  + " s");
      case OperatorEntries.Ordered.Refused(var refusal) -> refuse(request, refusal.text());
    }
  }

  private void sell(OrderRequested request) {
    Account account = books.levers().account();
    InstrumentId instrument = request.instrument();
    Market market = books.market(instrument);
    Optional<InstrumentRules> rules = market.rules();
    if (!books.inPosition(account, instrument) || rules.isEmpty()) {
      refuse(request, "the " + account.text() + " account has no position of ours in it to sell");
      return;
    }
    BigDecimal held = books.portfolio().holding(account, instrument).qty();
    BigDecimal price = market.hasPrice() ? market.bid() : BigDecimal.ONE;
    BigDecimal asked =
        request
            .qty()
            .or(() -> request.quote().map(q -> q.divide(price, QTY_SCALE, RoundingMode.CEILING)))
            .orElse(held);
    if (rules
        .get()
        .tradable(rules.get().floorQty(held.subtract(asked).max(BigDecimal.ZERO)), price)) {
      refuse(
          request,
          "that is about "
              + rules.get().floorQty(asked).toPlainString()
              + " of the "
              + held.toPlainString()
              + " held, and a position is sold whole: leave out qty and quote");
      return;
    }
    exits.start(
        account, instrument, Purpose.CLOSE, "operator", cause(request), request.commandId());
    answers.afterClose(request.commandId(), List.of(new Answers.Target(account, instrument)));
  }

  private static String cause(OrderRequested request) {
    return "ordered by " + request.actor() + " " + request.reason();
  }

  private void refuse(OrderRequested request, String why) {
    answers.now(request.commandId(), ORDER, request.instrument().toString(), Outcome.REFUSED, why);
  }
}
