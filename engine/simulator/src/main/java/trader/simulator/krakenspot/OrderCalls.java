package trader.simulator.krakenspot;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trader.simulator.net.Json;

/** The private calls that place, change and cancel orders. */
final class OrderCalls {
  private static final int MOST_CANCELS = 50;

  private final KrakenVenue venue;
  private final OrderDesk desk;

  OrderCalls(KrakenVenue venue) {
    this.venue = venue;
    this.desk = venue.desk();
  }

  Map<String, Call> calls() {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("AddOrder", Call.costing(0, this::add));
    calls.put("AddOrderBatch", Call.costing(0, this::addBatch));
    calls.put("AmendOrder", Call.costing(0, this::amend));
    calls.put("EditOrder", Call.costing(0, this::edit));
    calls.put("CancelOrder", Call.costing(0, this::cancel));
    calls.put("CancelOrderBatch", Call.costing(0, this::cancelBatch));
    calls.put("CancelAll", Call.costing(1, (account, form) -> cancelAll(account)));
    calls.put("CancelAllOrdersAfter", Call.costing(1, this::cancelAfter));
    return calls;
  }

  private CharSequence add(String account, Form form) {
    Json out = new Json();
    placed(out, desk.add(account, form), true);
    return out.text();
  }

  /** {@code txid} is a list in the answer to one order, and plain in that to many. */
  private static void placed(Json out, Ticket ticket, boolean alone) {
    out.open();
    if (!ticket.txid().isEmpty()) {
      if (alone) {
        out.name("txid").openArray().value(ticket.txid()).closeArray();
      } else {
        out.put("txid", ticket.txid());
      }
    }
    out.name("descr")
        .open()
        .put("order", OrderJson.words(ticket.request(), ticket.request().volume()))
        .close();
    if (ticket.clientId() != null) {
      out.put("cl_ord_id", ticket.clientId());
    }
    out.close();
  }

  private CharSequence addBatch(String account, Form form) {
    List<Form> orders = form.forms("orders");
    if (orders.size() < 2 || orders.size() > 15) {
      throw KrakenError.arguments("orders");
    }
    Json out = new Json().open().name("orders").openArray();
    for (Form order : orders) {
      order.put("pair", form.required("pair"));
      order.put("validate", form.get("validate"));
      order.put("deadline", form.get("deadline"));
      try {
        placed(out, desk.add(account, order), false);
      } catch (KrakenError e) {
        out.open().put("error", e.text()).close();
      }
    }
    return out.closeArray().close().text();
  }

  private CharSequence amend(String account, Form form) {
    Ticket ticket = desk.amend(account, form);
    return new Json()
        .open()
        .put("amend_id", Ids.ledger(venue.clock().micros()))
        .put("txid", ticket.txid())
        .close()
        .text();
  }

  private CharSequence edit(String account, Form form) {
    String original = form.required("txid");
    Ticket ticket = desk.edit(account, form);
    boolean done = !ticket.txid().isEmpty();
    Json out = new Json().open().put("status", "ok");
    if (done) {
      out.put("txid", ticket.txid());
    }
    return out.put("originaltxid", original)
        .put("orders_cancelled", done ? 1 : 0)
        .put("volume", Texts.decimals(ticket.request().volume(), 8))
        .name("descr")
        .open()
        .put("order", OrderJson.words(ticket.request(), ticket.request().volume()))
        .close()
        .close()
        .text();
  }

  private CharSequence cancel(String account, Form form) {
    String txid = form.get("txid");
    if (txid == null && !form.has("cl_ord_id")) {
      throw KrakenError.arguments("txid");
    }
    List<Ticket> wanted =
        txid != null && txid.matches("-?[0-9]+")
            ? byUserref(account, txid)
            : List.of(desk.open(account, txid, form.get("cl_ord_id")));
    wanted.forEach(desk::cancel);
    return count(wanted.size());
  }

  private List<Ticket> byUserref(String account, String userref) {
    List<Ticket> found =
        venue.tickets().open(account).stream()
            .filter(t -> userref.equals(String.valueOf(t.request().userref())))
            .toList();
    if (found.isEmpty()) {
      throw KrakenError.unknownOrder();
    }
    return found;
  }

  private CharSequence cancelBatch(String account, Form form) {
    Set<Ticket> wanted = new LinkedHashSet<>();
    List<String> ids = form.list("orders");
    List<String> clientIds = form.list("cl_ord_ids");
    if (ids.size() + clientIds.size() == 0 || ids.size() + clientIds.size() > MOST_CANCELS) {
      throw KrakenError.arguments("orders");
    }
    for (String id : ids) {
      if (id.matches("-?[0-9]+")) {
        wanted.addAll(byUserref(account, id));
      } else {
        venue.tickets().byTxid(account, id).filter(Ticket::isOpen).ifPresent(wanted::add);
      }
    }
    clientIds.forEach(id -> venue.tickets().openByClientId(account, id).ifPresent(wanted::add));
    if (wanted.isEmpty()) {
      throw KrakenError.unknownOrder();
    }
    wanted.forEach(desk::cancel);
    return count(wanted.size());
  }

  private CharSequence cancelAll(String account) {
    venue.requireServing();
    return count(desk.cancelAll(account, "User requested"));
  }

  private static CharSequence count(int count) {
    return new Json().open().put("count", count).close().text();
  }

  private CharSequence cancelAfter(String account, Form form) {
    return cancelAfter(venue, account, form);
  }

  static CharSequence cancelAfter(KrakenVenue venue, String account, Form form) {
    form.required("timeout");
    long now = venue.clock().micros();
    long due = venue.deadMan().set(account, form.number("timeout", 0), now);
    return new Json()
        .open()
        .put("currentTime", Texts.rfc3339Seconds(now))
        .put("triggerTime", due == 0 ? "0" : Texts.rfc3339Seconds(due))
        .close()
        .text();
  }
}
