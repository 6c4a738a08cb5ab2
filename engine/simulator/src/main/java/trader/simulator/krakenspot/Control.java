package trader.simulator.krakenspot;

import java.util.List;
import java.util.OptionalLong;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Ledger;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ApiKey;
import trader.simulator.net.ControlCalls;
import trader.simulator.net.HttpCall;
import trader.simulator.net.Json;

/** The simulator's own endpoints below {@code /simulator/}: faults, and what the venue saw. */
final class Control {
  private final KrakenVenue venue;
  private final ControlCalls calls;
  private final List<String> accounts;

  Control(KrakenVenue venue, ActingFaults faults, List<ApiKey> keys) {
    this.venue = venue;
    this.calls = new ControlCalls(faults, venue.witness());
    this.accounts = keys.stream().map(ApiKey::account).distinct().toList();
  }

  void answer(HttpCall call) {
    Json out = new Json();
    try {
      Form form = Form.encoded(call.query());
      switch (call.endpoint()) {
        case "GET /simulator/faults" -> calls.list(out);
        case "POST /simulator/faults" -> calls.add(call.body(), out);
        case "DELETE /simulator/faults" -> calls.remove(id(form), out);
        case "GET /simulator/orders" -> orders(form, out);
        case "GET /simulator/account" -> account(out);
        case "POST /simulator/deposit" -> deposit(form, out);
        default -> {
          ControlCalls.problem(call, 404, "no such control endpoint: " + call.endpoint());
          return;
        }
      }
      call.answer(200, out.text());
    } catch (IllegalArgumentException e) {
      ControlCalls.problem(call, 400, String.valueOf(e.getMessage()));
    } catch (KrakenError e) {
      ControlCalls.problem(call, 400, e.text());
    }
  }

  private static OptionalLong id(Form form) {
    return form.has("id") ? OptionalLong.of(form.number("id", 0)) : OptionalLong.empty();
  }

  private void orders(Form form, Json out) {
    calls.received((int) form.number("limit", 100), out);
    out.name("open").open();
    for (String account : accounts) {
      venue.tickets().open(account).forEach(ticket -> OrderJson.write(out, ticket));
    }
    out.close().close();
  }

  private void account(Json out) {
    out.open().name("accounts").openArray();
    for (String account : accounts) {
      out.open().put("account", account).name("balances").openArray();
      for (Ledger.Balance balance : venue.exchange().ledger().balances(account).values()) {
        out.open()
            .put("asset", balance.asset())
            .put("free", Decimals.text(balance.free()))
            .put("locked", Decimals.text(balance.locked()))
            .close();
      }
      out.closeArray().put("trades", venue.tickets().fills(account).size()).close();
    }
    out.closeArray().close();
  }

  private void deposit(Form form, Json out) {
    String account = form.get("account", accounts.getFirst());
    String asset = form.required("asset");
    form.required("amount");
    venue.deposit(account, asset, form.decimal("amount"));
    out.open()
        .put("account", account)
        .put("asset", asset)
        .put("free", Decimals.text(venue.exchange().ledger().free(account, asset)))
        .close();
  }
}
