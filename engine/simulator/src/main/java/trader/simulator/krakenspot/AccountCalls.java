package trader.simulator.krakenspot;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Ledger;
import trader.simulator.net.Json;

/** The private calls that read: orders, executions, balances; and the WebSocket's token. */
final class AccountCalls {
  private static final int PAGE = 50;

  private final KrakenVenue venue;

  AccountCalls(KrakenVenue venue) {
    this.venue = venue;
  }

  Map<String, Call> calls() {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("OpenOrders", Call.costing(1, this::open));
    calls.put("ClosedOrders", Call.costing(2, this::closed));
    calls.put("QueryOrders", Call.costing(1, this::query));
    calls.put("TradesHistory", Call.costing(2, this::history));
    calls.put("QueryTrades", Call.costing(2, this::trades));
    calls.put("Balance", Call.costing(1, (account, form) -> balance(account)));
    calls.put("BalanceEx", Call.costing(1, (account, form) -> extended(account)));
    calls.put("TradeBalance", Call.costing(1, (account, form) -> sums(account)));
    calls.put("GetWebSocketsToken", Call.costing(1, (account, form) -> token(account)));
    return calls;
  }

  private static Predicate<Ticket> named(Form form) {
    String id = form.get("cl_ord_id");
    long userref = form.number("userref", Long.MIN_VALUE);
    return ticket ->
        (id == null || id.equals(ticket.clientId()))
            && (userref == Long.MIN_VALUE
                || (ticket.request().userref() != null && ticket.request().userref() == userref));
  }

  private CharSequence open(String account, Form form) {
    Json out = new Json().open().name("open").open();
    venue.tickets().open(account).stream()
        .filter(named(form))
        .forEach(ticket -> OrderJson.write(out, ticket));
    return out.close().close().text();
  }

  private CharSequence closed(String account, Form form) {
    List<Ticket> all =
        venue.tickets().all(account).stream()
            .filter(ticket -> !ticket.isOpen())
            .filter(named(form))
            .filter(within(form))
            .sorted(Comparator.comparingLong(Ticket::closedMicros).reversed())
            .toList();
    Json out = new Json().open().name("closed").open();
    page(all, form).forEach(ticket -> OrderJson.write(out, ticket));
    return out.close().put("count", all.size()).close().text();
  }

  private static Predicate<Ticket> within(Form form) {
    long start = form.seconds("start", 0);
    long end = form.seconds("end", Long.MAX_VALUE);
    return ticket -> ticket.closedMicros() > start && ticket.closedMicros() <= end;
  }

  private static <T> List<T> page(List<T> all, Form form) {
    int from = Math.clamp(form.number("ofs", 0), 0, all.size());
    return all.subList(from, Math.min(all.size(), from + PAGE));
  }

  private CharSequence query(String account, Form form) {
    Json out = new Json().open();
    if (form.has("cl_ord_id")) {
      venue.tickets().all(account).stream()
          .filter(named(form))
          .forEach(ticket -> OrderJson.write(out, ticket));
      return out.close().text();
    }
    List<String> ids = form.list("txid");
    if (ids.isEmpty() || ids.size() > PAGE) {
      throw KrakenError.arguments("txid");
    }
    for (String id : ids) {
      OrderJson.write(
          out, venue.tickets().byTxid(account, id).orElseThrow(KrakenError::unknownOrder));
    }
    return out.close().text();
  }

  /** Newest first; {@code start} and {@code end} may be times or the ids of executions. */
  private CharSequence history(String account, Form form) {
    List<Fill> fills = venue.tickets().fills(account);
    int first = bound(fills, form.get("start", ""), form, "start", 0);
    int last = bound(fills, form.get("end", ""), form, "end", fills.size());
    List<Fill> all = first < last ? fills.subList(first, last).reversed() : List.of();
    Json out = new Json().open().name("trades").open();
    page(all, form).forEach(fill -> OrderJson.write(out, venue.tickets().of(fill), fill));
    return out.close().put("count", all.size()).close().text();
  }

  private int bound(List<Fill> fills, String text, Form form, String field, int otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    if (text.startsWith("T")) {
      for (int i = 0; i < fills.size(); i++) {
        if (venue.tickets().tradeId(fills.get(i)).equals(text)) {
          return i + 1;
        }
      }
      throw KrakenError.arguments(field);
    }
    long micros = form.seconds(field, 0);
    return (int) fills.stream().filter(fill -> fill.timeMicros() <= micros).count();
  }

  private CharSequence trades(String account, Form form) {
    Json out = new Json().open();
    List<String> ids = form.list("txid");
    for (Fill fill : venue.tickets().fills(account)) {
      if (ids.contains(venue.tickets().tradeId(fill))) {
        OrderJson.write(out, venue.tickets().of(fill), fill);
      }
    }
    return out.close().text();
  }

  private static String amount(String asset, long amount) {
    return Texts.decimals(amount, PairNames.assetId(asset).startsWith("Z") ? 4 : 10);
  }

  private CharSequence balance(String account) {
    Json out = new Json().open();
    for (Ledger.Balance b : venue.exchange().ledger().balances(account).values()) {
      if (b.free() + b.locked() != 0) {
        out.put(PairNames.assetId(b.asset()), amount(b.asset(), b.free() + b.locked()));
      }
    }
    return out.close().text();
  }

  private CharSequence extended(String account) {
    Json out = new Json().open();
    for (Ledger.Balance b : venue.exchange().ledger().balances(account).values()) {
      out.name(PairNames.assetId(b.asset()))
          .open()
          .put("balance", amount(b.asset(), b.free() + b.locked()))
          .put("hold_trade", amount(b.asset(), b.locked()))
          .close();
    }
    return out.close().text();
  }

  /** An account without margin: its equity is what it owns, at last prices in dollars. */
  private CharSequence sums(String account) {
    long equity = 0;
    for (Ledger.Balance b : venue.exchange().ledger().balances(account).values()) {
      long total = b.free() + b.locked();
      long price =
          b.asset().equals("USD")
              ? Decimals.ONE
              : venue.listings().values().stream()
                  .filter(l -> l.names().symbol().equals(b.asset() + "USD"))
                  .mapToLong(l -> l.market().lastPrice())
                  .findFirst()
                  .orElse(0);
      equity += Decimals.times(total, price);
    }
    String all = Texts.decimals(equity, 4);
    return new Json()
        .open()
        .put("eb", all)
        .put("tb", all)
        .put("m", "0.0000")
        .put("n", "0.0000")
        .put("c", "0.0000")
        .put("v", "0.0000")
        .put("e", all)
        .put("mf", all)
        .close()
        .text();
  }

  private CharSequence token(String account) {
    return new Json()
        .open()
        .put("token", venue.tokens().issue(account, venue.clock().micros()))
        .put("expires", Tokens.SECONDS)
        .close()
        .text();
  }
}
