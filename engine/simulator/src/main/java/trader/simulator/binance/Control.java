package trader.simulator.binance;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultFile;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Ledger;
import trader.simulator.matching.Order;
import trader.simulator.net.ApiKey;
import trader.simulator.net.HttpCall;
import trader.simulator.net.Json;
import trader.simulator.witness.ReceivedOrder;

/** The simulator's own endpoints below {@code /simulator/}: faults, and what the venue saw. */
final class Control {
  private final Venue venue;
  private final FaultActions actions;
  private final List<ApiKey> keys;

  /** An HTTP status and a JSON body. */
  record Answer(int status, CharSequence json) {}

  Control(Venue venue, FaultActions actions, List<ApiKey> keys) {
    this.venue = venue;
    this.actions = actions;
    this.keys = keys;
  }

  Answer answer(HttpCall call) {
    String endpoint = call.endpoint();
    Json out = new Json();
    try {
      Params params = Params.parse(call.query(), "");
      switch (endpoint) {
        case "GET /simulator/faults" -> faults(out);
        case "POST /simulator/faults" -> add(call.body(), out);
        case "DELETE /simulator/faults" -> remove(params, out);
        case "GET /simulator/orders" -> orders(params, out);
        case "GET /simulator/account" -> account(out);
        case "POST /simulator/deposit" -> deposit(params, out);
        default -> {
          return problem(404, "no such control endpoint: " + endpoint);
        }
      }
      return new Answer(200, out.text());
    } catch (IllegalArgumentException e) {
      return problem(400, String.valueOf(e.getMessage()));
    } catch (ApiError e) {
      return problem(400, e.text());
    }
  }

  private static Answer problem(int status, String text) {
    return new Answer(status, new Json().open().put("error", text).close().text());
  }

  private void faults(Json out) {
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
    List<Fault> faults = FaultFile.parse(body);
    out.open().name("ids").openArray();
    for (Fault fault : faults) {
      out.value(actions.add(fault));
    }
    out.closeArray().close();
  }

  private void remove(Params params, Json out) {
    OptionalLong id = params.number("id");
    int removed = 0;
    for (FaultPlan.State state : venue.faults().list()) {
      if (id.isEmpty() || id.getAsLong() == state.id()) {
        actions.remove(state.id());
        removed++;
      }
    }
    out.open().put("removed", removed).close();
  }

  private void orders(Params params, Json out) {
    int limit = params.count("limit").orElse(100);
    out.open().put("received", venue.witness().orderCount()).name("latest").openArray();
    for (ReceivedOrder order : venue.witness().latest(limit)) {
      out.open()
          .put("sequence", order.sequence())
          .put("nanoTime", order.nanoTime())
          .put("wallMicros", order.wallMicros())
          .put("endpoint", order.endpoint())
          .put("symbol", order.symbol())
          .put("side", order.side())
          .put("type", order.type())
          .put("clientOrderId", order.clientOrderId())
          .put("quantity", order.quantity())
          .put("price", order.price())
          .close();
    }
    out.closeArray().name("open").openArray();
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
    actions.deposit(account, asset, amount);
    out.open()
        .put("account", account)
        .put("asset", asset)
        .put("free", Decimals.text(venue.exchange().ledger().free(account, asset)))
        .close();
  }
}
