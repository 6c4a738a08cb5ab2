package trader.engine.core.loop;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import trader.control.Account;
import trader.engine.core.AccountSnapshot;
import trader.engine.core.AccountSnapshot.PastFill;
import trader.engine.core.AccountSnapshot.PastFunding;
import trader.engine.core.VenueOrder;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.OrderState;

/**
 * Whether a reading of the live account says what the books say. It changes nothing; what it finds
 * is for a reconciliation to correct.
 */
final class PeriodicComparison {
  private final Books books;
  private final AccountComparison balances;

  PeriodicComparison(Books books, AccountComparison balances) {
    this.books = books;
    this.balances = balances;
  }

  /** The first difference, in words; empty where there is none. */
  Optional<String> difference(AccountSnapshot account) {
    return orders(account.openOrders())
        .or(() -> fills(account.fills()))
        .or(() -> funding(account.funding()))
        .or(() -> balances.difference(account));
  }

  private Optional<String> orders(List<VenueOrder> listed) {
    Set<ClientOrderId> ids = new HashSet<>();
    for (VenueOrder venues : listed) {
      ids.add(venues.id());
      Optional<Order> known = books.orders().find(venues.id());
      if (known.isEmpty()) {
        if (venues.id().madeBy(books.settings().color().text().charAt(0))) {
          return Optional.of("the venue has order " + venues.id() + ", which is not known here");
        }
      } else if (known.get().state().finished()) {
        return Optional.of(
            "order " + venues.id() + " is open there and " + known.get().state().text() + " here");
      } else if (venues.executedQty().compareTo(known.get().filledQty()) != 0) {
        return Optional.of(
            "of order "
                + venues.id()
                + " "
                + venues.executedQty().toPlainString()
                + " is filled there and "
                + known.get().filledQty().toPlainString()
                + " here");
      } else if (venues.qty().signum() > 0
          && venues.qty().compareTo(known.get().intent().qty()) != 0) {
        return Optional.of(
            "order "
                + venues.id()
                + " is of "
                + venues.qty().toPlainString()
                + " there and of "
                + known.get().intent().qty().toPlainString()
                + " here");
      }
    }
    return books.orders().open().stream()
        .filter(order -> order.intent().account() == Account.LIVE)
        .filter(order -> order.state() == OrderState.WORKING && !ids.contains(order.id()))
        .findFirst()
        .map(order -> "order " + order.id() + " works here and is not open there");
  }

  private Optional<String> funding(List<PastFunding> funding) {
    return funding.stream()
        .filter(paid ->
            !books
                .portfolio()
                .holding(Account.LIVE, paid.instrument())
                .knowsFunding(paid.venueMicros()))
        .findFirst()
        .map(paid -> "a funding payment of " + paid.instrument() + " is not known here");
  }

  private Optional<String> fills(List<PastFill> fills) {
    return fills.stream()
        .filter(fill ->
            books
                .orders()
                .findByVenueId(Account.LIVE, fill.instrument(), fill.venueOrderId())
                .filter(order -> !order.has(fill.tradeId()))
                .isPresent())
        .findFirst()
        .map(fill -> "trade " + fill.tradeId() + " of " + fill.instrument() + " is not known here");
  }
}
