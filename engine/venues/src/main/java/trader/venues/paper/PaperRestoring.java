package trader.venues.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Checkpoint;
import trader.engine.core.InstrumentRules;

/** What a checkpoint says of an account, until the rules of all its instruments are known. */
final class PaperRestoring {
  private final List<Checkpoint.PositionRecord> positions;
  private final List<Checkpoint.OrderRecord> orders;

  PaperRestoring(Account account, Checkpoint restored) {
    this.positions =
        new ArrayList<>(
            restored.positions().stream()
                .filter(position -> position.account() == account)
                .toList());
    this.orders =
        new ArrayList<>(
            restored.orders().stream()
                .filter(order -> order.order().account() == account)
                .filter(order -> !order.state().finished())
                .toList());
  }

  boolean done() {
    return positions.isEmpty() && orders.isEmpty();
  }

  /** Brings to the account what is of an instrument whose rules have become known. */
  void listed(InstrumentRules rules, PaperAccount account) {
    InstrumentId instrument = rules.instrument();
    for (var position : taken(positions, each -> each.instrument().equals(instrument))) {
      if (rules.perpetual()) {
        account.hold(instrument, new PaperPosition(position.qty(), position.cost()));
      } else {
        account.add(rules.baseAsset(), position.qty());
      }
    }
    for (var order : taken(orders, each -> each.order().instrument().equals(instrument))) {
      var waiting =
          new PaperOrder(order.order(), rules, order.filledQty(), order.tradeIds().size());
      waiting.rest();
      account.opens(waiting);
    }
  }

  private static <T> List<T> taken(List<T> from, Predicate<T> wanted) {
    List<T> taken = from.stream().filter(wanted).toList();
    from.removeAll(taken);
    return taken;
  }
}
