package trader.simulator.binance;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everything that clients can ask for, by REST path and by WebSocket method. */
final class Operations {
  private final Map<String, Operation> byRest = new HashMap<>();
  private final Map<String, Operation> byWebSocket = new HashMap<>();

  Operations(Venue venue) {
    CancelCalls cancels = new CancelCalls(venue);
    OrderCalls orders = new OrderCalls(venue, cancels);
    List<Operation> all = new ArrayList<>(new MarketCalls(venue).operations());
    all.addAll(orders.operations());
    all.addAll(cancels.operations());
    all.addAll(new QueryCalls(venue).operations());
    all.addAll(new ListCalls(venue, orders).operations());
    for (Operation operation : all) {
      byRest.put(operation.rest(), operation);
      if (!operation.webSocket().isEmpty()) {
        byWebSocket.put(operation.webSocket(), operation);
      }
    }
  }

  /** The operation of a method and path. */
  Optional<Operation> rest(String endpoint) {
    return Optional.ofNullable(byRest.get(endpoint));
  }

  /** The operation of a WebSocket method. */
  Optional<Operation> webSocket(String method) {
    return Optional.ofNullable(byWebSocket.get(method));
  }
}
