package trader.simulator.krakenspot;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import trader.simulator.net.Json;

/** The requests of WebSocket version 2 that place, change and cancel orders. */
final class SocketOrders {
  private final KrakenVenue venue;

  SocketOrders(KrakenVenue venue) {
    this.venue = venue;
  }

  /** Does what a request asks, and answers its result as JSON. */
  CharSequence answer(Session session, String method, JsonNode params) {
    Form form = Form.of(params);
    String account = venue.tokens().account(form.get("token"), session, venue.clock().micros());
    OrderDesk desk = venue.desk();
    return switch (method) {
      case "add_order" -> placed(new Json(), desk.add(account, SocketForms.order(form))).text();
      case "amend_order" -> {
        Ticket ticket = desk.amend(account, SocketForms.amendment(form));
        yield new Json()
            .open()
            .put("amend_id", Ids.ledger(venue.clock().micros()))
            .put("order_id", ticket.txid())
            .close()
            .text();
      }
      case "edit_order" -> {
        Ticket ticket = desk.edit(account, SocketForms.edit(form));
        yield new Json()
            .open()
            .put("order_id", ticket.txid())
            .put("original_order_id", form.get("order_id", ""))
            .close()
            .text();
      }
      case "cancel_all" -> {
        venue.requireServing();
        int count = desk.cancelAll(account, "User requested");
        yield new Json().open().put("count", count).close().text();
      }
      case "batch_add" -> batch(account, form);
      case "batch_cancel" -> {
        int count = 0;
        for (String id : form.list("orders")) {
          desk.cancel(desk.open(account, id, null));
          count++;
        }
        yield new Json().open().put("orders_cancelled", count).close().text();
      }
      default -> {
        venue.requireServing();
        yield OrderCalls.cancelAfter(venue, account, form);
      }
    };
  }

  private static Json placed(Json out, Ticket ticket) {
    out.open();
    if (!ticket.txid().isEmpty()) {
      out.put("order_id", ticket.txid());
    }
    if (ticket.clientId() != null) {
      out.put("cl_ord_id", ticket.clientId());
    }
    if (ticket.request().userref() != null) {
      out.put("order_userref", ticket.request().userref());
    }
    return out.close();
  }

  private CharSequence batch(String account, Form form) {
    List<Form> orders = form.forms("orders");
    if (orders.size() < 2 || orders.size() > 15) {
      throw KrakenError.arguments("orders");
    }
    Json out = new Json().open().name("orders").openArray();
    for (Form order : orders) {
      order.put("symbol", form.required("symbol"));
      try {
        Ticket ticket = venue.desk().add(account, SocketForms.order(order));
        out.open().put("order_id", ticket.txid());
        if (ticket.clientId() != null) {
          out.put("cl_ord_id", ticket.clientId());
        }
        out.put("success", true).close();
      } catch (KrakenError e) {
        out.open();
        if (order.has("cl_ord_id")) {
          out.put("cl_ord_id", order.get("cl_ord_id", ""));
        }
        out.put("success", false).put("error", e.text()).close();
      }
    }
    return out.closeArray().close().text();
  }

  /** Cancels the one order that an entry of a request names. */
  Outcome cancel(Session session, JsonNode params, Map.Entry<String, String> name) {
    String account =
        venue.tokens().account(params.path("token").asString(""), session, venue.clock().micros());
    boolean byId = name.getKey().equals("order_id");
    Ticket ticket =
        venue.desk().open(account, byId ? name.getValue() : null, byId ? null : name.getValue());
    venue.desk().cancel(ticket);
    Json out = new Json().open().put("order_id", ticket.txid());
    if (ticket.clientId() != null) {
      out.put("cl_ord_id", ticket.clientId());
    }
    return Outcome.of(out.close().text());
  }
}
