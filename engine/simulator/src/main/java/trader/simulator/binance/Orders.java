package trader.simulator.binance;

import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderList;

/** Finds orders as calls name them: by the venue's id, by the client's, or by both, agreeing. */
final class Orders {
  private Orders() {}

  static Optional<Order> find(
      Exchange exchange,
      String account,
      Listing listing,
      OptionalLong orderId,
      @Nullable String clientId) {
    Optional<Order> found =
        orderId.isPresent()
            ? exchange.orders().byId(account, orderId.getAsLong())
            : byClientId(exchange, account, clientId);
    return found
        .filter(o -> o.symbol().equals(listing.instrument().symbol()))
        .filter(o -> clientId == null || o.clientOrderId().equals(clientId));
  }

  private static Optional<Order> byClientId(
      Exchange exchange, String account, @Nullable String clientId) {
    return clientId == null ? Optional.empty() : exchange.orders().byClientId(account, clientId);
  }

  static Optional<OrderList> list(
      Exchange exchange, String account, @Nullable String clientListId) {
    return clientListId == null ? Optional.empty() : exchange.orders().list(account, clientListId);
  }
}
