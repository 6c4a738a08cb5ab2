package trader.simulator.krakenfutures;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trader.simulator.net.Json;

/** The calls that move money between an account's wallets, and its preference of profits. */
final class TransferCalls {
  private static final String BASE = "/derivatives/api/v3/";
  private static final String MARGIN = "flex";
  private static final String CASH = "cash";
  private static final Set<String> WALLETS = Set.of(MARGIN, CASH);

  private final Venue venue;
  private final Map<String, Map<String, String>> profits = new HashMap<>();

  TransferCalls(Venue venue) {
    this.venue = venue;
  }

  List<Operation> operations() {
    return List.of(
        Operation.signed("POST " + BASE + "transfer", 10, this::transfer),
        Operation.signed("GET " + BASE + "pnlpreferences", 2, this::profits),
        Operation.signed("PUT " + BASE + "pnlpreferences", 10, this::setProfits));
  }

  private void transfer(Operation.Call call, Json out) {
    String from = call.params().mandatory("fromAccount");
    String to = call.params().mandatory("toAccount");
    if (!WALLETS.contains(from) || !WALLETS.contains(to) || from.equals(to)) {
      throw ApiError.of("invalidAccount");
    }
    if (!call.params().mandatory("unit").equalsIgnoreCase("usd")) {
      throw ApiError.of("invalidUnit");
    }
    long amount = call.params().mandatoryDecimal("amount");
    if (amount <= 0) {
      throw ApiError.of("invalidAmount");
    }
    String account = call.account();
    long there =
        from.equals(CASH) ? venue.cash(account) : venue.exchange().margins().available(account);
    if (there < amount) {
      throw ApiError.of("insufficientFunds");
    }
    long intoMargin = to.equals(MARGIN) ? amount : -amount;
    venue.cash(account, venue.cash(account) - intoMargin);
    venue.exchange().ledger().deposit(account, "USD", intoMargin);
    venue.exchange().flush(venue.clock().transactionMicros());
  }

  private void profits(Operation.Call call, Json out) {
    out.name("preferences").openArray();
    profits
        .getOrDefault(call.account(), Map.of())
        .forEach((symbol, currency) ->
            out.open().put("symbol", symbol).put("pnlCurrency", currency).close());
    out.closeArray();
  }

  private void setProfits(Operation.Call call, Json out) {
    String symbol = venue.contract(call.params().mandatory("symbol")).symbol();
    String currency = call.params().mandatory("pnlPreference");
    if (!currency.equals("USD")) {
      throw ApiError.argument("pnlPreference");
    }
    profits.computeIfAbsent(call.account(), k -> new HashMap<>()).put(symbol, currency);
  }
}
