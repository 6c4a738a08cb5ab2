package trader.simulator.matching;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pays for orders and executions: with the assets themselves, or with margin for a position. */
sealed interface Settlement permits SpotSettlement, DerivativeSettlement {
  /** Why an order cannot be accepted, or null when it can. */
  @Nullable Rejection refusal(Market market, NewOrder request);

  /** Why an open order cannot become another, or null when it can. */
  @Nullable Rejection amendRefusal(Market market, Order order, NewOrder amended);

  /** Sets aside what an accepted order may need. */
  void reserve(Market market, Order order);

  /** Gives back what is still set aside for an order. */
  void release(Instrument instrument, Order order);

  /** Prepares a triggered order to work; why it cannot, or null when it can. */
  @Nullable ExpiryReason activate(Market market, Order order);

  /** How much of a quantity an order without a reserve can still pay for at a price. */
  long affordable(Instrument instrument, Order order, long price, long quantity);

  /** Settles an execution. */
  Fill execute(
      Instrument instrument,
      Order order,
      long tradeId,
      long price,
      long quantity,
      boolean isMaker,
      long nowMicros);

  /** How much of an open order's remainder its position allows; -1 when it must end. */
  long allowed(Order order);

  /** Whether a waiting order's trigger may lie where the price is already. */
  boolean reachedTriggersWork();

  /** Whether executions change positions, which orders may have to follow. */
  boolean keepsPositions();

  /** The accounts that hold less than their positions need; covers what others owe. */
  List<String> toLiquidate();
}
