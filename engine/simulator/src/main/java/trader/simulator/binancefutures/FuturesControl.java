package trader.simulator.binancefutures;

import java.util.List;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.Params;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Order;
import trader.simulator.net.ActingFaults;
import trader.simulator.net.ApiKey;
import trader.simulator.net.ControlCalls;
import trader.simulator.net.HttpCall;
import trader.simulator.net.Json;

/** The simulator's own endpoints: faults, deposits, mark prices and funding, and who has what. */
final class FuturesControl {
  private final FuturesVenue venue;
  private final ControlCalls calls;
  private final List<ApiKey> keys;

  FuturesControl(FuturesVenue venue, ActingFaults faults, List<ApiKey> keys) {
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
        case "POST /simulator/deposit" -> {
          String collateral = venue.exchange().margins().collateral();
          venue.deposit(account(params), collateral, params.mandatoryDecimal("amount"));
          done(out);
        }
        case "POST /simulator/mark" -> {
          contract(params).fixMark(params.mandatoryDecimal("price"));
          done(out);
        }
        case "POST /simulator/funding" -> {
          long rate = params.mandatoryDecimal("rate");
          venue.fund(contract(params), rate, venue.clock().transactionMicros());
          done(out);
        }
        default -> {
          ControlCalls.problem(call, 404, "no such control endpoint: " + call.endpoint());
          return;
        }
      }
      venue.publish();
      call.answer(200, out.text());
    } catch (IllegalArgumentException e) {
      ControlCalls.problem(call, 400, String.valueOf(e.getMessage()));
    } catch (ApiError e) {
      ControlCalls.problem(call, 400, e.text());
    }
  }

  private static void done(Json out) {
    out.open().put("done", true).close();
  }

  private Contract contract(Params params) {
    return venue.contract(params.mandatory("symbol"));
  }

  private String account(Params params) {
    String account = params.get("account");
    return account == null ? keys.getFirst().account() : account;
  }

  private void orders(Params params, Json out) {
    calls.received(params.count("limit").orElse(100), out);
    out.name("open").openArray();
    for (String account : keys.stream().map(ApiKey::account).distinct().toList()) {
      for (Order order : venue.exchange().orders().open(account)) {
        Contract contract = venue.contract(order.symbol());
        if (Algos.isWaiting(order)) {
          FuturesJson.algo(out, contract, order);
        } else {
          FuturesJson.order(out, contract, order, false);
        }
      }
    }
    out.closeArray().close();
  }

  private void account(Json out) {
    out.open().name("accounts").openArray();
    for (String account : keys.stream().map(ApiKey::account).distinct().toList()) {
      out.open()
          .put("account", account)
          .put("wallet", Decimals.text(venue.exchange().margins().balance(account)))
          .put("equity", Decimals.text(venue.exchange().margins().equity(account)))
          .put("trades", venue.exchange().orders().fills(account).size())
          .close();
    }
    out.closeArray().close();
  }
}
