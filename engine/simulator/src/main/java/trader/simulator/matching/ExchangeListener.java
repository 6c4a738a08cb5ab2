package trader.simulator.matching;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hears what happens, in order, on the caller's thread. An {@link Order} is live: read what is
 * needed during the call.
 */
public interface ExchangeListener {
  /** A public trade. */
  void onTrade(Trade trade);

  /** An order was accepted. */
  void onAccepted(Order order);

  /** An order traded. */
  void onFill(Order order, Fill fill);

  /** An order was cancelled on request; {@code cancelId} is the id of the request. */
  void onCanceled(Order order, String cancelId);

  /** An order ended by its own rules. */
  void onExpired(Order order, ExpiryReason reason);

  /** An order list changed: it started, or is all done. */
  void onList(OrderList list);

  /** Balances of an account may have changed; called once an operation, after the reports. */
  void onBalances(String account, Set<String> assets, long timeMicros);

  /** A waiting order was triggered and works from now on. */
  default void onTriggered(Order order) {}

  /** An order was amended on request. */
  default void onAmended(Order order) {}

  /** A reduce-only order lost a part of its quantity, because its position is smaller. */
  default void onReduced(Order order, long byQuantity) {}

  /** A position paid or received funding. */
  default void onFunding(FundingPayment payment) {}

  /** Positions of an account changed; called once an operation, after the reports. */
  default void onPositions(String account, Set<String> symbols, long timeMicros) {}

  /** A prevented self-trade: {@code expired} ended because of {@code other}. */
  default void onPrevented(Order expired, @Nullable Order other) {}
}
