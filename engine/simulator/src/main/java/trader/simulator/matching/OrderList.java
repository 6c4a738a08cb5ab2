package trader.simulator.matching;

import java.util.List;

/**
 * Two orders of which one cancels the other.
 *
 * @param id the venue's id
 * @param clientListId the client's id
 * @param symbol the instrument
 * @param account whose list
 * @param orders both legs
 * @param createdMicros when it was accepted
 */
public record OrderList(
    long id,
    String clientListId,
    String symbol,
    String account,
    List<Order> orders,
    long createdMicros) {

  /** Whether no leg can trade any more. */
  public boolean isDone() {
    return orders.stream().noneMatch(o -> o.status().isOpen());
  }

  Order otherThan(Order leg) {
    return orders.get(0) == leg ? orders.get(1) : orders.get(0);
  }
}
