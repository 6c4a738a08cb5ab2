package trader.simulator.krakenfutures;

import java.util.ArrayList;
import java.util.List;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderStatus;
import trader.simulator.matching.RejectedException;
import trader.simulator.net.Json;

/** The calls that read an account, and its preferences of leverage. */
final class QueryCalls {
  private static final String BASE = "/derivatives/api/v3/";
  private static final int MOST_FILLS = 100;

  private final Venue venue;

  QueryCalls(Venue venue) {
    this.venue = venue;
  }

  List<Operation> operations() {
    return List.of(
        Operation.signed("GET " + BASE + "openorders", 2, this::openOrders),
        Operation.signed("GET " + BASE + "orders/status", 1, this::status),
        Operation.signed("POST " + BASE + "orders/status", 1, this::status),
        Operation.signed("GET " + BASE + "fills", p -> p.has("lastFillTime") ? 25 : 2, this::fills),
        Operation.signed("GET " + BASE + "openpositions", 2, this::positions),
        Operation.signed("GET " + BASE + "accounts", 2, this::accounts),
        Operation.signed("GET " + BASE + "leveragepreferences", 2, this::leverage),
        Operation.signed("PUT " + BASE + "leveragepreferences", 10, this::setLeverage),
        history("orders", OrderHistory.Kind.ORDERS),
        history("executions", OrderHistory.Kind.EXECUTIONS),
        history("triggers", OrderHistory.Kind.TRIGGERS),
        new Operation(
            "GET /api/history/v3/account-log",
            Operation.Access.HISTORY,
            p -> 1,
            false,
            this::accountLog));
  }

  private void openOrders(Operation.Call call, Json out) {
    out.name("openOrders").openArray();
    for (Order order : venue.exchange().orders().open(call.account())) {
      OrderJson.open(out, order, venue.tickets().of(order));
    }
    out.closeArray();
  }

  private void status(Operation.Call call, Json out) {
    List<Order> found = new ArrayList<>();
    String account = call.account();
    for (String id : call.params().all("orderIds")) {
      venue
          .tickets()
          .order(id)
          .flatMap(o -> venue.exchange().orders().byId(account, o))
          .ifPresent(found::add);
    }
    for (String id : call.params().all("cliOrdIds")) {
      venue.exchange().orders().byClientId(account, id).ifPresent(found::add);
    }
    long forget = venue.budget().limits().forgetFinished().toNanos() / 1_000;
    long now = venue.clock().micros();
    out.name("orders").openArray();
    for (Order order : found) {
      if (order.status().isOpen() || now - order.updatedMicros() <= forget) {
        Ticket ticket = venue.tickets().of(order);
        out.open().put("status", status(order, ticket)).name("order");
        OrderJson.command(out, order, ticket);
        out.putNull("error").putNull("updateReason").close();
      }
    }
    out.closeArray();
  }

  private static String status(Order order, Ticket ticket) {
    if (order.status().isOpen()) {
      return ticket.isTrigger() && !order.isWorking() ? "TRIGGER_PLACED" : "ENTERED_BOOK";
    }
    if (order.status() == OrderStatus.FILLED) {
      return "FULLY_EXECUTED";
    }
    boolean failedToStart = ticket.isTrigger() && !order.isWorking();
    if (failedToStart && order.status() == OrderStatus.EXPIRED) {
      return "TRIGGER_ACTIVATION_FAILURE";
    }
    boolean refused = order.status() != OrderStatus.CANCELED && order.executed() == 0;
    return refused && !ticket.isTrigger() ? "REJECTED" : "CANCELLED";
  }

  private void fills(Operation.Call call, Json out) {
    List<Fill> fills = venue.exchange().orders().fills(call.account());
    String last = call.params().get("lastFillTime");
    long before = last == null ? Long.MAX_VALUE : Times.micros("lastFillTime", last);
    out.name("fills").openArray();
    fills.reversed().stream()
        .filter(f -> f.timeMicros() < before)
        .limit(MOST_FILLS)
        .forEach(f -> {
          Order order = venue.exchange().orders().byId(call.account(), f.orderId()).orElseThrow();
          OrderJson.fill(out, order, venue.tickets().of(order), f, venue.tickets().fill(f));
        });
    out.closeArray();
  }

  private void positions(Operation.Call call, Json out) {
    AccountJson.positions(out, venue, call.account());
  }

  private void accounts(Operation.Call call, Json out) {
    AccountJson.accounts(out, venue, call.account());
  }

  private void leverage(Operation.Call call, Json out) {
    AccountJson.leverage(out, venue, call.account());
  }

  /** Only whole leverage is known here; the margin is the whole account's in any case. */
  private void setLeverage(Operation.Call call, Json out) {
    Contract contract = venue.contract(call.params().mandatory("symbol"));
    long leverage = call.params().decimal("maxLeverage");
    if (leverage % Decimals.ONE != 0 || leverage > 50 * Decimals.ONE) {
      throw ApiError.argument("maxLeverage");
    }
    try {
      int whole = (int) (leverage / Decimals.ONE);
      venue.exchange().margins().setLeverage(call.account(), contract.symbol(), whole);
    } catch (RejectedException e) {
      throw ApiError.of("insufficientFunds");
    }
    out.name("leveragePreferences").raw("null");
  }

  private Operation history(String name, OrderHistory.Kind kind) {
    return new Operation(
        "GET /api/history/v3/" + name,
        Operation.Access.HISTORY,
        p -> 1,
        false,
        (call, out) -> {
          List<OrderHistory.Entry> entries = venue.history().of(kind, call.account());
          HistoryPage.write(out, call, "elements", entries, e -> e.timeMicros(), e -> e.json());
        });
  }

  private void accountLog(Operation.Call call, Json out) {
    List<AccountLog.Entry> entries =
        venue.accountLog().entries().stream()
            .filter(e -> e.account().equals(call.account()))
            .toList();
    HistoryPage.write(out, call, "logs", entries, e -> e.timeMicros(), e -> e.json());
  }
}
