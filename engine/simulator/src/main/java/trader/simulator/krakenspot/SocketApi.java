package trader.simulator.krakenspot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import trader.simulator.net.Arrivals;
import trader.simulator.net.Json;
import trader.simulator.net.RequestFaults;
import trader.simulator.net.Wire;

/** Hears the requests of WebSocket version 2: subscriptions, pings and orders. */
final class SocketApi {
  private static final Logger LOG = LoggerFactory.getLogger(SocketApi.class);

  private final KrakenVenue venue;
  private final RequestFaults<Outcome> faults;
  private final Arrivals arrivals;
  private final Subscriptions subscriptions;
  private final SocketOrders orders;

  SocketApi(KrakenVenue venue, RequestFaults<Outcome> faults, Arrivals arrivals) {
    this.venue = venue;
    this.faults = faults;
    this.arrivals = arrivals;
    this.subscriptions = new Subscriptions(venue);
    this.orders = new SocketOrders(venue);
  }

  /** The message that tells the state of the venue. */
  static CharSequence status(String state) {
    return new Json()
        .open()
        .put("channel", "status")
        .put("type", "update")
        .name("data")
        .openArray()
        .open()
        .put("version", "2.0.9")
        .put("system", state)
        .put("api_version", "v2")
        .name("connection_id")
        .raw("13834774380200032777")
        .close()
        .closeArray()
        .close()
        .text();
  }

  /** What is answered to a request, and since when it has been there. */
  private final class Reply {
    private final String method;
    private final @Nullable JsonNode id;
    private final long arrivedMicros = venue.clock().micros();

    Reply(String method, @Nullable JsonNode id) {
      this.method = method;
      this.id = id;
    }

    CharSequence of(Outcome outcome, String symbol) {
      Json out = new Json().open().put("method", method);
      if (id != null && id.isIntegralNumber()) {
        out.name("req_id").raw(id.toString());
      }
      if (outcome.error() == null) {
        if (!method.equals("pong")) {
          out.put("success", true).name("result").raw(outcome.result());
        }
      } else {
        out.put("success", false).put("error", outcome.error());
        if (!symbol.isEmpty()) {
          out.put("symbol", symbol);
        }
      }
      return out.put("time_in", Texts.rfc3339(arrivedMicros))
          .put("time_out", Texts.rfc3339(venue.clock().micros()))
          .close()
          .text();
    }
  }

  void onText(Session session, String text) {
    JsonNode message;
    try {
      message = Form.JSON.readTree(text);
    } catch (JacksonException e) {
      session.send(new Reply("", null).of(Outcome.refused("Malformed request"), ""));
      return;
    }
    String method = message.path("method").asString("");
    JsonNode params = message.path("params");
    Reply reply = new Reply(method.equals("ping") ? "pong" : method, message.get("req_id"));
    switch (method) {
      case "ping" -> session.send(reply.of(Outcome.of(""), ""));
      case "subscribe", "unsubscribe" -> subscribe(session, method, params, reply);
      case "add_order",
          "amend_order",
          "edit_order",
          "cancel_order",
          "cancel_all",
          "cancel_all_orders_after",
          "batch_add",
          "batch_cancel" ->
          trade(session, method, params, reply);
      default -> session.send(reply.of(Outcome.refused("Unsupported method"), ""));
    }
  }

  private void subscribe(Session session, String method, JsonNode params, Reply reply) {
    venue.witness().request(method + " " + params.path("channel").asString(""));
    for (String symbol : Subscriptions.symbols(params)) {
      String target = method + " " + params.path("channel").asString("");
      run(
          session,
          target,
          () -> {
            Supplier<Outcome> task =
                () ->
                    method.equals("subscribe")
                        ? subscriptions.subscribe(session, params, symbol)
                        : subscriptions.unsubscribe(session, params, symbol);
            return guarded(target, task);
          },
          outcome -> session.send(reply.of(outcome, symbol)),
          () -> {
            if (method.equals("subscribe")) {
              subscriptions.begin(session, params, symbol);
            }
          });
    }
  }

  private void run(
      Session session,
      String target,
      Supplier<Outcome> task,
      Consumer<Outcome> answer,
      Runnable then) {
    faults.run(
        target,
        Wire.ip(session.channel()),
        session.channel().eventLoop(),
        task,
        outcome -> {
          answer.accept(outcome);
          if (outcome.error() == null) {
            then.run();
          }
        },
        session::drop);
  }

  private static Outcome guarded(String target, Supplier<Outcome> task) {
    try {
      return task.get();
    } catch (KrakenError e) {
      return Outcome.refused(e.text());
    } catch (IllegalStateException | ArithmeticException e) {
      LOG.error("{} failed inside the simulator", target, e);
      return Outcome.refused("EGeneral:Internal error");
    }
  }

  private void trade(Session session, String method, JsonNode params, Reply reply) {
    boolean places = method.equals("add_order") || method.equals("batch_add");
    arrivals.note(method, places, places ? Subscriptions.witnessed(params) : Map.of());
    if (method.equals("cancel_order")) {
      cancel(session, params, reply);
      return;
    }
    run(
        session,
        method,
        () -> guarded(method, () -> Outcome.of(orders.answer(session, method, params))),
        outcome -> session.send(reply.of(outcome, "")),
        () -> {});
  }

  /** Each order that a cancel names is answered on its own. */
  private void cancel(Session session, JsonNode params, Reply reply) {
    List<Map.Entry<String, String>> named = new ArrayList<>();
    params.path("order_id").forEach(id -> named.add(Map.entry("order_id", id.asString(""))));
    params.path("cl_ord_id").forEach(id -> named.add(Map.entry("cl_ord_id", id.asString(""))));
    if (named.isEmpty()) {
      named.add(Map.entry("order_id", ""));
    }
    for (Map.Entry<String, String> name : named) {
      run(
          session,
          "cancel_order",
          () -> guarded("cancel_order", () -> orders.cancel(session, params, name)),
          outcome -> session.send(reply.of(outcome, "")),
          () -> {});
    }
  }
}
