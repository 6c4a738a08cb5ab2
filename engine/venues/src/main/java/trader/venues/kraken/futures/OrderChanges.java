package trader.venues.kraken.futures;

import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.MissingNode;
import trader.engine.core.Action;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.ClientOrderId;
import trader.venues.VenueRuntime;
import trader.venues.net.RestAnswer;

/** Changes and cancels orders by REST, and says what the answers mean. */
final class OrderChanges {
  private static final int COST = 10;

  private final FuturesRest rest;
  private final VenueRuntime runtime;

  OrderChanges(FuturesRest rest, VenueRuntime runtime) {
    this.rest = rest;
    this.runtime = runtime;
  }

  void cancel(Action.Cancel cancel) {
    ClientOrderId id = cancel.order();
    rest.change(
        "cancelorder",
        COST,
        named(cancel.venueOrderId(), "order_id", id),
        left -> {},
        answer -> cancelled(id, answer));
  }

  /** Orders of other hands have no id of ours, so the venue's goes first. */
  private static FuturesRest.Form named(
      @Nullable String venueOrderId, String idName, ClientOrderId id) {
    return venueOrderId == null || venueOrderId.isEmpty()
        ? new FuturesRest.Form().put("cliOrdId", id.value())
        : new FuturesRest.Form().put(idName, venueOrderId);
  }

  private void cancelled(ClientOrderId id, RestAnswer answer) {
    switch (answer) {
      case RestAnswer.Ok ok -> {
        JsonNode status = ok.body().path("cancelStatus");
        String word = status.path("status").asString("");
        JsonNode filled = cancelEvent(status);
        if (Refusals.ofACancel(word)) {
          tell(at -> new VenueEvent.CancelRejected(at, id, word, Refusals.advice(word)));
        } else if (!word.equals("cancelled")) {
          unknown(id, "the answer does not say whether it was cancelled: '" + word + "'");
        } else if (filled.isNumber()) {
          tell(at ->
              new VenueEvent.Cancelled(at, id, filled.decimalValue(), "cancelled on our request"));
        } else {
          unknown(id, "the answer to the cancel does not say what was executed");
        }
      }
      case RestAnswer.Refused refused -> {
        if (refused.status() != 0
            && FuturesErrors.meaning(refused) == FuturesErrors.Meaning.UNKNOWN) {
          unknown(id, FuturesErrors.why(refused));
        } else {
          String code = refused.status() == 0 ? OrderCommands.NOT_SENT : refused.text();
          tell(at -> new VenueEvent.CancelRejected(at, id, code, FuturesErrors.why(refused)));
        }
      }
      case RestAnswer.Failed failed -> unknown(id, failed.why());
    }
  }

  /** What the cancelled order had executed; a waiting trigger had nothing. */
  private static JsonNode cancelEvent(JsonNode status) {
    for (JsonNode event : status.path("orderEvents")) {
      if (event.path("type").asString("").equals("CANCEL")) {
        return event.has("orderTrigger") ? IntNode.valueOf(0) : event.path("order").path("filled");
      }
    }
    return MissingNode.getInstance();
  }

  void replace(Action.Replace replace) {
    ClientOrderId id = replace.order();
    FuturesRest.Form form =
        named(replace.venueOrderId(), "orderId", id)
            .put("size", OrderCommands.plain(replace.qty()));
    if (replace.price() != null) {
      form.put("limitPrice", OrderCommands.plain(replace.price()));
    }
    if (replace.stopPrice() != null) {
      form.put("stopPrice", OrderCommands.plain(replace.stopPrice()));
    }
    rest.change("editorder", COST, form, left -> {}, answer -> replaced(replace, answer));
  }

  private void replaced(Action.Replace replace, RestAnswer answer) {
    ClientOrderId id = replace.order();
    switch (answer) {
      case RestAnswer.Ok ok -> {
        JsonNode status = ok.body().path("editStatus");
        String word = status.path("status").asString("");
        if (word.equals("edited")) {
          tell(at ->
              new VenueEvent.Replaced(
                  at,
                  id,
                  status.path("orderId").asString(""),
                  replace.qty(),
                  replace.price(),
                  replace.stopPrice()));
        } else if (Refusals.ofAChange(word)) {
          tell(at -> new VenueEvent.ReplaceRejected(at, id, word, Refusals.advice(word)));
        } else {
          unknown(id, "the answer does not say whether it was changed: '" + word + "'");
        }
      }
      case RestAnswer.Refused refused -> {
        if (refused.status() != 0
            && FuturesErrors.meaning(refused) == FuturesErrors.Meaning.UNKNOWN) {
          unknown(id, FuturesErrors.why(refused));
        } else {
          String code = refused.status() == 0 ? OrderCommands.NOT_SENT : refused.text();
          tell(at -> new VenueEvent.ReplaceRejected(at, id, code, FuturesErrors.why(refused)));
        }
      }
      case RestAnswer.Failed failed -> unknown(id, failed.why());
    }
  }

  private void unknown(ClientOrderId id, String why) {
    tell(at -> new VenueEvent.OutcomeUnknown(at, id, why));
  }

  private void tell(LongFunction<VenueEvent> event) {
    runtime.sink().accept(event.apply(runtime.now()));
  }
}
