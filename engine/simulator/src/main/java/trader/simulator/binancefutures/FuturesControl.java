package trader.simulator.binancefutures;

import java.util.List;
import java.util.OptionalLong;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.Params;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultFile;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.Decimals;
import trader.simulator.net.ApiKey;
import trader.simulator.net.HttpCall;
import trader.simulator.net.Json;

/** The simulator's own endpoints: faults, deposits, mark prices and funding, and who has what. */
final class FuturesControl {
  private final FuturesVenue venue;
  private final FuturesFaults faults;
  private final List<ApiKey> keys;

  FuturesControl(FuturesVenue venue, FuturesFaults faults, List<ApiKey> keys) {
    this.venue = venue;
    this.faults = faults;
    this.keys = keys;
  }

  void answer(HttpCall call) {
    Json out = new Json();
    try {
      Params params = Params.parse(call.query(), "");
      switch (call.endpoint()) {
        case "GET /simulator/faults" -> list(out);
        case "POST /simulator/faults" -> add(call.body(), out);
        case "DELETE /simulator/faults" -> remove(params, out);
        case "GET /simulator/account" -> account(out);
        case "POST /simulator/deposit" -> {
          deposit(account(params), params.mandatoryDecimal("amount"));
          out.open().put("done", true).close();
        }
        case "POST /simulator/mark" -> {
          contract(params).fixMark(params.mandatoryDecimal("price"));
          venue.onTick();
          out.open().put("done", true).close();
        }
        case "POST /simulator/funding" -> {
          fund(contract(params), params.mandatoryDecimal("rate"));
          out.open().put("done", true).close();
        }
        default -> {
          problem(call, 404, "no such control endpoint: " + call.endpoint());
          return;
        }
      }
      venue.flushUsers();
      call.answer(200, out.text());
    } catch (IllegalArgumentException e) {
      problem(call, 400, String.valueOf(e.getMessage()));
    } catch (ApiError e) {
      problem(call, 400, e.text());
    }
  }

  private static void problem(HttpCall call, int status, String text) {
    call.answer(status, new Json().open().put("error", text).close().text());
  }

  private Contract contract(Params params) {
    return venue.contract(params.mandatory("symbol"));
  }

  private String account(Params params) {
    String account = params.get("account");
    return account == null ? keys.getFirst().account() : account;
  }

  void deposit(String account, long amount) {
    long now = venue.clock().transactionMicros();
    venue.exchange().ledger().deposit(account, venue.exchange().margins().collateral(), amount);
    venue.reports().onDeposit(account, amount);
    venue.exchange().flush(now);
    venue.flushUsers();
  }

  void fund(Contract contract, long rate) {
    venue.fund(contract, rate, venue.clock().transactionMicros());
    venue.flushUsers();
    venue.streams().flush();
  }

  private void list(Json out) {
    out.openArray();
    for (FaultPlan.State state : venue.faults().list()) {
      Fault fault = state.fault();
      out.open()
          .put("id", state.id())
          .put("kind", fault.kind().code())
          .put("on", fault.target())
          .put("count", fault.count())
          .put("hits", state.hits());
      fault.with().forEach(out::put);
      out.close();
    }
    out.closeArray();
  }

  private void add(String body, Json out) {
    List<Fault> read = FaultFile.parse(body);
    out.open().name("ids").openArray();
    for (Fault fault : read) {
      out.value(faults.add(fault));
    }
    out.closeArray().close();
  }

  private void remove(Params params, Json out) {
    OptionalLong id = params.number("id");
    int removed = 0;
    for (FaultPlan.State state : venue.faults().list()) {
      if (id.isEmpty() || id.getAsLong() == state.id()) {
        faults.remove(state.id());
        removed++;
      }
    }
    out.open().put("removed", removed).close();
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
