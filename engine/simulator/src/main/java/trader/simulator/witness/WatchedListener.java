package trader.simulator.witness;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.ExchangeListener;
import trader.simulator.matching.ExpiryReason;
import trader.simulator.matching.Fill;
import trader.simulator.matching.FundingPayment;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderList;
import trader.simulator.matching.Trade;

/** Tells whoever watches a venue of an order's step, before the venue's own reports hear of it. */
final class WatchedListener implements ExchangeListener {
  private final ExchangeListener venue;
  private final Witness witness;

  WatchedListener(ExchangeListener venue, Witness witness) {
    this.venue = venue;
    this.witness = witness;
  }

  @Override
  public void onTrade(Trade trade) {
    venue.onTrade(trade);
  }

  @Override
  public void onAccepted(Order order) {
    witness.moved(Step.ACCEPTED, order);
    venue.onAccepted(order);
  }

  @Override
  public void onTriggered(Order order) {
    witness.moved(Step.TRIGGERED, order);
    venue.onTriggered(order);
  }

  @Override
  public void onAmended(Order order) {
    witness.moved(Step.AMENDED, order);
    venue.onAmended(order);
  }

  @Override
  public void onFill(Order order, Fill fill) {
    witness.moved(Step.TRADED, order);
    venue.onFill(order, fill);
  }

  @Override
  public void onCanceled(Order order, String cancelId) {
    witness.moved(Step.ENDED, order);
    venue.onCanceled(order, cancelId);
  }

  @Override
  public void onExpired(Order order, ExpiryReason reason) {
    witness.moved(Step.ENDED, order);
    venue.onExpired(order, reason);
  }

  @Override
  public void onPrevented(Order expired, @Nullable Order other) {
    witness.moved(Step.ENDED, expired);
    venue.onPrevented(expired, other);
  }

  @Override
  public void onReduced(Order order, long byQuantity) {
    witness.moved(Step.AMENDED, order);
    venue.onReduced(order, byQuantity);
  }

  @Override
  public void onList(OrderList list) {
    venue.onList(list);
  }

  @Override
  public void onBalances(String account, Set<String> assets, long timeMicros) {
    venue.onBalances(account, assets, timeMicros);
  }

  @Override
  public void onFunding(FundingPayment payment) {
    venue.onFunding(payment);
  }

  @Override
  public void onPositions(String account, Set<String> symbols, long timeMicros) {
    venue.onPositions(account, symbols, timeMicros);
  }
}
