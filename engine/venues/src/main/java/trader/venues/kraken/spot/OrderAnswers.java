package trader.venues.kraken.spot;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.venues.VenueRuntime;
import trader.venues.kraken.spot.SocketCall.Request;

/** What the answers on the account's WebSocket mean for the orders that they are about. */
final class OrderAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(OrderAnswers.class);

  private final VenueRuntime runtime;
  private final KrakenRest rest;
  private final VenueTime time;
  private final OrderBudget budget;
  private final OrderLink link;
  private final OrderSender sender;

  OrderAnswers(
      VenueRuntime runtime,
      KrakenRest rest,
      VenueTime time,
      OrderBudget budget,
      OrderLink link,
      OrderSender sender) {
    this.runtime = runtime;
    this.rest = rest;
    this.time = time;
    this.budget = budget;
    this.link = link;
    this.sender = sender;
  }

  /** Takes an answer; {@code call} is null where nothing was asked or it has been forgotten. */
  void received(@Nullable SocketCall call, JsonNode answer) {
    String error = answer.path("error").asString("");
    if (call == null) {
      LOG.warn(
          "an answer to nothing that was asked: {} {}", answer.path("method").asString(""), error);
      return;
    }
    runtime.metrics().callAnswered(call.method(), runtime.now() - call.sentMicros());
    if (error.isEmpty()) {
      succeeded(call, answer.path("result"));
      return;
    }
    rest.heed(error);
    if (KrakenErrors.venueTrouble(error)) {
      failed(call, KrakenErrors.code(error), error);
    }
    if (KrakenErrors.isBusy(error)) {
      sender.pause().busy();
    }
    switch (call.request()) {
      case Request.Place place -> orderRefused(call, place.order(), error);
      case Request.Cancel cancel -> cancelRefused(call, cancel.cancel().instrument(), error);
      case Request.Amend amend -> amendRefused(call, amend.replace().instrument(), error);
      case Request.Subscribe subscribe ->
          link.reconnect("the channel " + subscribe.channel() + " was refused: " + error);
      case Request.Ping ping -> {}
    }
    if (KrakenErrors.endsSession(error)) {
      link.reconnect(ErrorAdvice.of(error));
    }
  }

  private void succeeded(SocketCall call, JsonNode result) {
    String venueOrderId = result.path("order_id").asString("");
    switch (call.request()) {
      case Request.Place place -> {
        sender.pause().served();
        link.orders().link(venueOrderId, place.order().id());
        if (!call.confirmed()) {
          tell(new VenueEvent.Accepted(runtime.now(), place.order().id(), venueOrderId));
        }
      }
      case Request.Amend amend -> {
        if (!call.confirmed()) {
          tell(
              new VenueEvent.Replaced(
                  runtime.now(),
                  amend.replace().order(),
                  venueOrderId,
                  amend.replace().qty(),
                  amend.replace().price(),
                  amend.replace().stopPrice()));
        }
      }
      // The answer does not say what had been executed by then; the report does.
      case Request.Cancel cancel -> {
        if (!call.confirmed() && !call.late()) {
          link.awaitReport(call);
        }
      }
      // Its snapshot is what counts.
      case Request.Subscribe subscribe -> {}
      case Request.Ping ping -> {}
    }
  }

  private void orderRefused(SocketCall call, NewOrder order, String error) {
    if (call.confirmed()) {
      link.unknown(call, "the venue reported it and then refused it: " + ErrorAdvice.of(error));
      return;
    }
    switch (KrakenErrors.meaning(error)) {
      case REFUSED, CALL_LIMIT -> reject(order, error, ErrorAdvice.of(error));
      case PAIR_LIMIT -> {
        budget.exceeded(order.instrument(), runtime.now());
        reject(order, error, ErrorAdvice.of(error));
      }
      case TOO_LATE -> tooLate(call, order, error);
      case DUPLICATE ->
          link.unknown(call, "the venue has an open order of this id already: " + error);
      case UNKNOWN -> link.unknown(call, ErrorAdvice.of(error));
    }
  }

  /**
   * An order that every gate lets pass goes again, once and soon: its answer has set our view of
   * the venue's clock right. Any other is refused: the gate may have closed meanwhile, and only the
   * core may decide to send.
   */
  private void tooLate(SocketCall call, NewOrder order, String error) {
    boolean passesEveryGate = order.purpose() == Purpose.CLOSE || order.purpose() == Purpose.STOP;
    if (passesEveryGate && !call.again() && !call.late() && sender.placeAgain(order)) {
      return;
    }
    reject(
        order,
        error,
        error
            + ": it did not reach Kraken in time, or our clock was out of step: Kraken's is now "
            + (time.nowMicros() - runtime.now()) / 1_000
            + " ms ahead of it; it may be sent anew");
  }

  private void cancelRefused(SocketCall call, InstrumentId instrument, String error) {
    if (call.confirmed()) {
      return;
    }
    switch (KrakenErrors.meaning(error)) {
      case REFUSED, TOO_LATE, DUPLICATE, CALL_LIMIT -> rejectCancel(call, error);
      case PAIR_LIMIT -> {
        budget.exceeded(instrument, runtime.now());
        rejectCancel(call, error);
      }
      case UNKNOWN -> link.unknown(call, ErrorAdvice.of(error));
    }
  }

  private void rejectCancel(SocketCall call, String error) {
    var order = call.order();
    if (order != null) {
      tell(
          new VenueEvent.CancelRejected(
              runtime.now(), order, KrakenErrors.code(error), ErrorAdvice.of(error)));
    }
  }

  private void amendRefused(SocketCall call, InstrumentId instrument, String error) {
    if (call.confirmed()) {
      return;
    }
    switch (KrakenErrors.meaning(error)) {
      case REFUSED, TOO_LATE, CALL_LIMIT -> rejectAmend(call, error);
      case PAIR_LIMIT -> {
        budget.exceeded(instrument, runtime.now());
        rejectAmend(call, error);
      }
      case DUPLICATE, UNKNOWN -> link.unknown(call, ErrorAdvice.of(error));
    }
  }

  private void rejectAmend(SocketCall call, String error) {
    var order = call.order();
    if (order != null) {
      tell(
          new VenueEvent.ReplaceRejected(
              runtime.now(), order, KrakenErrors.code(error), ErrorAdvice.of(error)));
    }
  }

  private void reject(NewOrder order, String error, String why) {
    tell(new VenueEvent.Rejected(runtime.now(), order.id(), KrakenErrors.code(error), why));
  }

  /** Counts a call that the venue did not serve, or not in time. */
  void failed(SocketCall call, String code, String why) {
    runtime.metrics().callFailed(call.method(), code);
    tell(new VenueEvent.CallFailed(runtime.now(), Account.LIVE, call.method(), why));
  }

  private void tell(VenueEvent event) {
    runtime.sink().accept(event);
  }
}
