package trader.simulator.krakenspot;

import java.util.List;
import trader.simulator.faults.Fault;
import trader.simulator.faults.FaultFile;
import trader.simulator.faults.FaultPlan;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Ledger;
import trader.simulator.net.ApiKey;
import trader.simulator.net.HttpCall;
import trader.simulator.net.Json;
import trader.simulator.witness.ReceivedOrder;

/** The simulator's own endpoints below {@code /simulator/}: faults, and what the venue saw. */
final class Control {
  private final KrakenVenue venue;
  private final FaultActions actions;
  private final List<String> accounts;

  Control(KrakenVenue venue, FaultActions actions, List<ApiKey> keys) {
    this.venue = venue;
    this.actions = actions;
    this.accounts = keys.stream().map(ApiKey::account).distinct().toList();
  }

  void answer(HttpCall call) {
    Json out = new Json();
    try {
      Form form = Form.encoded(call.query());
      switch (call.endpoint()) {
        case "GET /simulator/faults" -> faults(out);
        case "POST /simulator/faults" -> add(call.body(), out);
        case "DELETE /simulator/faults" -> remove(form, out);
        case "GET /simulator/orders" -> orders(form, out);
        case "GET /simulator/account" -> account(out);
        case "POST /simulator/deposit" -> deposit(form, out);
        default -> {
          problem(call, 404, "no such control endpoint: " + call.endpoint());
          return;
        }
      }
      call.answer(200, out.text());
    } catch (IllegalArgumentException e) {
      problem(call, 400, String.valueOf(e.getMessage()));
    } catch (KrakenError e) {
      problem(call, 400, e.text());
    }
  }

  private static void problem(HttpCall call, int status, String text) {
    call.answer(status, new Json().open().put("error", text).close().text());
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
    faults.forEach(fault -> out.value(actions.add(fault)));
    out.closeArray().close();
  }

  private void remove(Form form, Json out) {
    long id = form.number("id", 0);
    int removed = 0;
    for (FaultPlan.State state : venue.faults().list()) {
      if (id == 0 || id == state.id()) {
        actions.remove(state.id());
        removed++;
      }
    }
    out.open().put("removed", removed).close();
  }

  private void orders(Form form, Json out) {
    out.open().put("received", venue.witness().orderCount()).name("latest").openArray();
    for (ReceivedOrder order : venue.witness().latest((int) form.number("limit", 100))) {
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
    out.closeArray().name("open").open();
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
    actions.deposit(account, asset, form.decimal("amount"));
    out.open()
        .put("account", account)
        .put("asset", asset)
        .put("free", Decimals.text(venue.exchange().ledger().free(account, asset)))
        .close();
  }
}
