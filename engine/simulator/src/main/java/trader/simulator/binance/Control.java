package trader.simulator.binance;

import java.util.List;
import java.util.Optional;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Ledger;
import trader.simulator.matching.Order;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ApiKey;
import trader.simulator.net.ControlCalls;
import trader.simulator.net.HttpCall;
import trader.simulator.net.Json;

/** The simulator's own endpoints below {@code /simulator/}: faults, and what the venue saw. */
final class Control {
  private final Venue venue;
  private final ControlCalls calls;
  private final List<ApiKey> keys;

  Control(Venue venue, ActingFaults faults, List<ApiKey> keys) {
    this.venue = venue;
    this.calls = new ControlCalls(faults, venue.witness());
    this.keys = keys;
  }

  void answer(HttpCall call) {
    Json out = new Json();
    try {
      Params params = Params.parse(call.query(), "");
      switch (call.endpoint()) {
        case "GET /simulator/faults" -> calls.list(out);
        case "POST /simulator/faults" -> calls.add(call.body(), out);
        case "DELETE /simulator/faults" -> calls.remove(params.number("id"), out);
        case "GET /simulator/orders" -> orders(params, out);
        case "GET /simulator/account" -> account(out);
        case "POST /simulator/deposit" -> deposit(params, out);
        default -> {
          ControlCalls.problem(call, 404, "no such control endpoint: " + call.endpoint());
          return;
        }
      }
      call.answer(200, out.text());
    } catch (IllegalArgumentException e) {
      ControlCalls.problem(call, 400, String.valueOf(e.getMessage()));
    } catch (ApiError e) {
      ControlCalls.problem(call, 400, e.text());
    }
  }

  private void orders(Params params, Json out) {
    calls.received(params.count("limit").orElse(100), out);
    out.name("open").openArray();
    for (String account : accounts()) {
      for (Order order : venue.exchange().orders().open(account)) {
        OrderJson.queried(out, order);
      }
    }
    out.closeArray().close();
  }

  private List<String> accounts() {
    return keys.stream().map(ApiKey::account).distinct().toList();
  }

  private void account(Json out) {
    out.open().name("accounts").openArray();
    for (String account : accounts()) {
      out.open().put("account", account).name("balances").openArray();
      for (Ledger.Balance balance : venue.exchange().ledger().balances(account).values()) {
        out.open()
            .put("asset", balance.asset())
            .putDecimal("free", balance.free())
            .putDecimal("locked", balance.locked())
            .close();
      }
      out.closeArray().put("trades", venue.exchange().orders().fills(account).size()).close();
    }
    out.closeArray().close();
  }

  private void deposit(Params params, Json out) {
    String account =
        Optional.ofNullable(params.get("account")).orElseGet(() -> accounts().getFirst());
    String asset = params.mandatory("asset");
    long amount = params.mandatoryDecimal("amount");
    venue.deposit(account, asset, amount);
    out.open()
        .put("account", account)
        .put("asset", asset)
        .put("free", Decimals.text(venue.exchange().ledger().free(account, asset)))
        .close();
  }
}
