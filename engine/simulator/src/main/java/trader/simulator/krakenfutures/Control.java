package trader.simulator.krakenfutures;

import java.util.OptionalLong;
import trader.simulator.matching.AccountStatement;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Order;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ControlCalls;
import trader.simulator.net.HttpCall;
import trader.simulator.net.Json;

/** The simulator's own endpoints below {@code /simulator/}: faults, and what the venue saw. */
final class Control {
  private static final int LATEST = 100;

  private final Venue venue;
  private final ControlCalls calls;

  Control(Venue venue, ActingFaults faults) {
    this.venue = venue;
    this.calls = new ControlCalls(faults, venue.witness());
  }

  Outcome answer(HttpCall call) {
    Json out = new Json();
    try {
      Params params = Params.parse(call.query());
      switch (call.endpoint()) {
        case "GET /simulator/faults" -> calls.list(out);
        case "POST /simulator/faults" -> calls.add(call.body(), out);
        case "DELETE /simulator/faults" -> calls.remove(id(params), out);
        case "GET /simulator/orders" -> orders(params, out);
        case "GET /simulator/account" -> account(out);
        case "POST /simulator/deposit" -> deposit(params, out);
        case "POST /simulator/mark" -> mark(params, out);
        case "POST /simulator/fund" -> fund(params, out);
        default -> {
          return problem(404, "no such control endpoint: " + call.endpoint());
        }
      }
      return new Outcome(200, out.text());
    } catch (IllegalArgumentException e) {
      return problem(400, String.valueOf(e.getMessage()));
    } catch (ApiError e) {
      return problem(400, e.text());
    }
  }

  private static Outcome problem(int status, String text) {
    return new Outcome(status, new Json().open().put("error", text).close().text());
  }

  private static OptionalLong id(Params params) {
    return params.has("id") ? OptionalLong.of(params.number("id", -1)) : OptionalLong.empty();
  }

  private void orders(Params params, Json out) {
    calls.received((int) params.number("limit", LATEST), out);
    out.name("open").openArray();
    for (String account : venue.accounts()) {
      for (Order order : venue.exchange().orders().open(account)) {
        OrderJson.open(out, order, venue.tickets().of(order));
      }
    }
    out.closeArray().close();
  }

  private void account(Json out) {
    out.open().name("accounts").openArray();
    for (String account : venue.accounts()) {
      AccountStatement statement = venue.exchange().margins().statement(account);
      out.open()
          .put("account", account)
          .putNumber("balance", statement.balance())
          .putNumber("deposits", statement.deposits())
          .putNumber("realized", statement.realizedProfit())
          .putNumber("fees", statement.fees())
          .putNumber("funding", statement.funding())
          .putNumber("insurance", statement.insurance())
          .put("trades", venue.exchange().orders().fills(account).size());
      AccountJson.positions(out, venue, account);
      out.close();
    }
    out.closeArray().close();
  }

  private void deposit(Params params, Json out) {
    String given = params.get("account");
    String account = given == null ? venue.accounts().getFirst() : given;
    venue.deposit(account, params.mandatory("asset"), params.mandatoryDecimal("amount"));
    out.open()
        .put("account", account)
        .putNumber("balance", venue.exchange().margins().balance(account))
        .close();
  }

  private void mark(Params params, Json out) {
    Contract contract = venue.contract(params.mandatory("symbol"));
    long price = params.mandatoryDecimal("price");
    venue.exchange().mark(contract.market(), price, venue.clock().transactionMicros());
    venue.reports().settle();
    venue.feeds().flush();
    out.open().putNumber("markPrice", price).close();
  }

  /** Pays funding once, now, at a rate or that of the hour. */
  private void fund(Params params, Json out) {
    Contract contract = venue.contract(params.mandatory("symbol"));
    String rate = params.get("rate");
    boolean negative = rate != null && rate.startsWith("-");
    long scaled =
        rate == null ? contract.fundingRate() : Decimals.parse(negative ? rate.substring(1) : rate);
    venue.fund(contract, negative ? -scaled : scaled);
    venue.feeds().flush();
    out.open().putNumber("rate", negative ? -scaled : scaled).close();
  }
}
