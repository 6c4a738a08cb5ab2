package trader.simulator.binance;

import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import trader.simulator.matching.Exchange;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Ledger;
import trader.simulator.matching.Order;
import trader.simulator.matching.OrderList;
import trader.simulator.net.Json;

/** Questions about an account: orders, executions, balances, counts. */
final class QueryCalls {
  private static final long DAY_MILLIS = 86_400_000;
  private static final int UID = 4711;

  private final Venue venue;
  private final Exchange exchange;

  QueryCalls(Venue venue) {
    this.venue = venue;
    this.exchange = venue.exchange();
  }

  List<Operation> operations() {
    return List.of(
        Operation.signed(
            "GET /api/v3/order",
            "order.status",
            4,
            this::order,
            "symbol",
            "orderId",
            "origClientOrderId"),
        Operation.signed(
                "GET /api/v3/openOrders", "openOrders.status", 80, this::openOrders, "symbol")
            .weighing(p -> p.has("symbol") ? 6 : 80),
        Operation.signed(
            "GET /api/v3/allOrders",
            "allOrders",
            20,
            this::allOrders,
            "symbol",
            "orderId",
            "startTime",
            "endTime",
            "limit"),
        Operation.signed(
                "GET /api/v3/myTrades",
                "myTrades",
                20,
                this::myTrades,
                "symbol",
                "orderId",
                "startTime",
                "endTime",
                "fromId",
                "limit")
            .weighing(p -> p.has("orderId") ? 5 : 20),
        Operation.signed(
            "GET /api/v3/account", "account.status", 20, this::account, "omitZeroBalances"),
        Operation.signed(
            "GET /api/v3/rateLimit/order", "account.rateLimits.orders", 40, this::counts));
  }

  private void order(Call call, Json out) {
    Params params = call.params();
    Listing listing = venue.listing(params.mandatory("symbol"));
    OptionalLong id = params.number("orderId");
    String clientId = params.clientId("origClientOrderId");
    if (id.isEmpty() && clientId == null) {
      throw ApiError.eitherMandatory("origClientOrderId", "orderId");
    }
    Order order =
        Orders.find(exchange, call.account(), listing, id, clientId)
            .orElseThrow(() -> ApiError.of(-2013, "Order does not exist."));
    OrderJson.queried(out, order);
  }

  private void openOrders(Call call, Json out) {
    String symbol = call.params().optional("symbol");
    if (symbol != null) {
      venue.listing(symbol);
    }
    out.openArray();
    exchange.orders().open(call.account()).stream()
        .filter(o -> symbol == null || o.symbol().equals(symbol))
        .forEach(o -> OrderJson.queried(out, o));
    out.closeArray();
  }

  private void allOrders(Call call, Json out) {
    Params params = call.params();
    String symbol = venue.listing(params.mandatory("symbol")).instrument().symbol();
    Span span = span(params);
    OptionalLong from = params.number("orderId");
    List<Order> found =
        exchange.orders().from(call.account(), from.orElse(0)).stream()
            .filter(o -> o.symbol().equals(symbol) && span.holds(o.createdMicros()))
            .toList();
    out.openArray();
    cut(found, span.limit(), from.isPresent() || span.isStarted())
        .forEach(o -> OrderJson.queried(out, o));
    out.closeArray();
  }

  private void myTrades(Call call, Json out) {
    Params params = call.params();
    String symbol = venue.listing(params.mandatory("symbol")).instrument().symbol();
    Span span = span(params);
    OptionalLong orderId = params.number("orderId");
    OptionalLong from = params.number("fromId");
    if (from.isPresent() && (params.has("startTime") || params.has("endTime"))) {
      throw ApiError.of(-1128, "Combination of optional parameters invalid.");
    }
    List<Fill> found =
        exchange.orders().fills(call.account()).stream()
            .filter(f -> f.symbol().equals(symbol) && span.holds(f.timeMicros()))
            .filter(f -> orderId.isEmpty() || f.orderId() == orderId.getAsLong())
            .filter(f -> f.tradeId() >= from.orElse(0))
            .toList();
    out.openArray();
    for (Fill fill : cut(found, span.limit(), from.isPresent() || span.isStarted())) {
      OrderList list =
          exchange.orders().byId(call.account(), fill.orderId()).map(Order::list).orElse(null);
      OrderJson.trade(out, fill, list == null ? -1 : list.id());
    }
    out.closeArray();
  }

  private static <T> List<T> cut(List<T> found, int limit, boolean oldest) {
    if (found.size() <= limit) {
      return found;
    }
    return oldest ? found.subList(0, limit) : found.subList(found.size() - limit, found.size());
  }

  /** A span of time in epoch milliseconds and how much of it is wanted. */
  private record Span(long from, long to, int limit, boolean isStarted) {
    boolean holds(long micros) {
      long millis = Math.floorDiv(micros, 1_000L);
      return millis >= from && millis <= to;
    }
  }

  private static Span span(Params params) {
    OptionalLong start = params.number("startTime");
    OptionalLong end = params.number("endTime");
    if (start.isPresent() && end.isPresent() && end.getAsLong() - start.getAsLong() > DAY_MILLIS) {
      throw ApiError.of(-1127, "More than 24 hours between startTime and endTime.");
    }
    int limit = params.count("limit").orElse(500);
    if (limit == 0) {
      throw ApiError.of(-1130, "Data sent for parameter 'limit' is not valid.");
    }
    return new Span(
        start.orElse(0),
        end.orElse(start.isPresent() ? start.getAsLong() + DAY_MILLIS : Long.MAX_VALUE),
        Math.min(limit, 1_000),
        start.isPresent());
  }

  private void account(Call call, Json out) {
    boolean omitZero = call.params().flag("omitZeroBalances", false);
    long maker = venue.fees().maker();
    long taker = venue.fees().taker();
    out.open()
        .put("makerCommission", maker / 10_000)
        .put("takerCommission", taker / 10_000)
        .put("buyerCommission", 0)
        .put("sellerCommission", 0)
        .name("commissionRates")
        .open()
        .putDecimal("maker", maker)
        .putDecimal("taker", taker)
        .putDecimal("buyer", 0)
        .putDecimal("seller", 0)
        .close()
        .put("canTrade", true)
        .put("canWithdraw", true)
        .put("canDeposit", true)
        .put("brokered", false)
        .put("requireSelfTradePrevention", false)
        .put("preventSor", false)
        .putTime("updateTime", venue.clock().transactionMicros())
        .put("accountType", "SPOT")
        .name("balances")
        .openArray();
    Ledger ledger = exchange.ledger();
    for (String asset : assets(call.account())) {
      long free = ledger.free(call.account(), asset);
      long locked = ledger.locked(call.account(), asset);
      if (!omitZero || free != 0 || locked != 0) {
        out.open()
            .put("asset", asset)
            .putDecimal("free", free)
            .putDecimal("locked", locked)
            .close();
      }
    }
    out.closeArray()
        .name("permissions")
        .openArray()
        .value("SPOT")
        .closeArray()
        .put("uid", UID)
        .close();
  }

  private Set<String> assets(String account) {
    Set<String> assets = new TreeSet<>(exchange.ledger().balances(account).keySet());
    for (Listing listing : venue.listings().values()) {
      assets.add(listing.instrument().base());
      assets.add(listing.instrument().quote());
    }
    return assets;
  }

  private void counts(Call call, Json out) {
    venue.limits().write(out, "", call.account(), true, venue.clock().micros());
  }
}
