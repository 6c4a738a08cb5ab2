package trader.venues.binance;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import trader.control.Account;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.venues.VenueRuntime;
import trader.venues.net.PendingCall;
import trader.venues.net.RateLimits;
import trader.venues.net.RestAnswer;
import trader.venues.net.ServerClock;

/** What the answers on the WebSocket API mean for the orders that they are about. */
final class OrderAnswers {
  private static final Logger LOG = LoggerFactory.getLogger(OrderAnswers.class);
  private static final int OK = 200;
  private static final String AGAIN = " The clock has been set right; it may be sent anew.";

  private final VenueRuntime runtime;
  private final ApiLimits apiLimits;
  private final ServerClock clock;
  private final OrderLink link;
  private final OrderChanges changes;
  private final Runnable rulesDiffer;

  /** {@code rulesDiffer} is run where the venue has refused by a rule that differs from ours. */
  OrderAnswers(
      VenueRuntime runtime,
      RateLimits limits,
      ServerClock clock,
      OrderLink link,
      OrderChanges changes,
      Runnable rulesDiffer) {
    this.changes = changes;
    this.rulesDiffer = rulesDiffer;
    this.runtime = runtime;
    this.apiLimits = new ApiLimits(limits, clock);
    this.clock = clock;
    this.link = link;
  }

  /** Takes an answer; {@code call} is null where nothing was asked or it has been forgotten. */
  void received(@Nullable PendingCall call, JsonNode answer) {
    apiLimits.heed(answer);
    if (call == null) {
      LOG.warn("an answer to nothing that was asked: status {}", answer.path("status").asInt(0));
      return;
    }
    runtime.metrics().callAnswered(call.kind().method(), runtime.now() - call.sentMicros());
    int status = answer.path("status").asInt(0);
    if (status == OK) {
      succeeded(call, answer.path("result"));
    } else {
      JsonNode error = answer.path("error");
      int code = error.path("code").asInt(0);
      String text = error.path("msg").asString("");
      if (ErrorCodes.venueTrouble(status, code)) {
        failed(call, Integer.toString(code), code + " " + text);
      }
      switch (call.kind()) {
        case PLACE -> orderRefused(call, status, code, text);
        case CANCEL -> cancelRefused(call, status, code, text);
        case REPLACE -> changeRefused(call, status, error);
        case SUBSCRIBE -> subscriptionRefused(call, code, text);
      }
    }
  }

  private void succeeded(PendingCall call, JsonNode result) {
    switch (call.kind()) {
      case PLACE -> {
        if (!call.confirmed()) {
          String venueOrderId = result.path("orderId").asString("");
          tell(new VenueEvent.Accepted(runtime.now(), call.requireOrder(), venueOrderId));
        }
      }
      case CANCEL -> {
        if (!call.confirmed()) {
          cancelled(call, result);
        }
      }
      case REPLACE -> changes.changed(call, result);
      case SUBSCRIBE -> link.subscribed();
    }
  }

  /** What the stream has told already is not unsaid; what nobody knows must be asked for. */
  private void changeRefused(PendingCall call, int status, JsonNode error) {
    int code = error.path("code").asInt(0);
    String text = error.path("msg").asString("");
    if (call.confirmed()) {
      return;
    }
    if (error.path("data").has("cancelResult")) {
      changes.failed(call, error.path("data"));
      return;
    }
    switch (ErrorCodes.meaning(status, code, text)) {
      case REFUSED, DUPLICATE -> {
        changes.refused(call, Integer.toString(code), text + Advice.of(code, text));
        heed(code, text);
      }
      case CLOCK ->
          clock.sync(answer -> changes.refused(call, Integer.toString(code), text + AGAIN));
      case UNKNOWN -> unknown(call, "the venue does not know either: " + code + " " + text);
    }
  }

  private void cancelled(PendingCall call, JsonNode result) {
    BigDecimal executed;
    try {
      executed = Replies.decimal(result, "executedQty");
    } catch (IllegalArgumentException e) {
      unknown(call, "the answer to the cancel does not say what was executed: " + e.getMessage());
      return;
    }
    tell(
        new VenueEvent.Cancelled(
            runtime.now(), call.requireOrder(), executed, "cancelled on our request"));
  }

  private void orderRefused(PendingCall call, int status, int code, String text) {
    if (call.confirmed()) {
      unknown(call, "the venue reported it and then refused it: " + code + " " + text);
      return;
    }
    switch (ErrorCodes.meaning(status, code, text)) {
      case REFUSED -> reject(call, code, text);
      case CLOCK -> clock.sync(answer -> outOfStep(call, answer, code, text));
      case DUPLICATE -> unknown(call, "the venue has an order of this id already");
      case UNKNOWN -> unknown(call, "the venue does not know either: " + code + " " + text);
    }
  }

  /**
   * An order that every gate lets pass goes again, once and soon. Any other is refused: the gate
   * may have closed meanwhile, and only the core may decide to send.
   */
  private void outOfStep(PendingCall call, RestAnswer answer, int code, String text) {
    NewOrder intent = call.requireIntent();
    boolean passesEveryGate = intent.purpose() == Purpose.CLOSE || intent.purpose() == Purpose.STOP;
    boolean soon = runtime.now() - call.sentMicros() < link.callTimeoutMicros();
    if (passesEveryGate
        && soon
        && !call.again()
        && !call.late()
        && answer instanceof RestAnswer.Ok
        && link.placeAgain(intent)) {
      return;
    }
    reject(call, code, text + AGAIN);
  }

  private void cancelRefused(PendingCall call, int status, int code, String text) {
    if (call.confirmed()) {
      return;
    }
    switch (ErrorCodes.meaning(status, code, text)) {
      case REFUSED, DUPLICATE -> rejectCancel(call, code, text);
      case CLOCK ->
          clock.sync(answer -> {
            if (call.again() || call.late()) {
              rejectCancel(call, code, text);
            } else {
              link.cancel(call.requireCancel(), true);
            }
          });
      case UNKNOWN -> unknown(call, "the venue does not know either: " + code + " " + text);
    }
  }

  private void subscriptionRefused(PendingCall call, int code, String text) {
    if (code == ErrorCodes.ALREADY_SUBSCRIBED) {
      link.subscribed();
    } else if (code == ErrorCodes.CLOCK && !call.again()) {
      clock.sync(answer -> link.subscribe(true));
    } else {
      if (ErrorCodes.keyTrouble(code)) {
        LOG.error(
            "the venue does not take our API key: {} {}; check key, secret and rights", code, text);
      }
      link.reconnect("the user data stream was refused: " + code + " " + text);
    }
  }

  private void reject(PendingCall call, int code, String text) {
    tell(
        new VenueEvent.Rejected(
            runtime.now(),
            call.requireOrder(),
            Integer.toString(code),
            text + Advice.of(code, text)));
    heed(code, text);
  }

  /** What a refusal says beyond the one order. */
  private void heed(int code, String text) {
    if (ErrorCodes.keyTrouble(code)) {
      link.reconnect(ErrorCodes.KEY_TROUBLE + code + " " + text);
    } else if (ErrorCodes.rulesDiffer(code)) {
      rulesDiffer.run();
    }
  }

  private void rejectCancel(PendingCall call, int code, String text) {
    tell(
        new VenueEvent.CancelRejected(
            runtime.now(), call.requireOrder(), Integer.toString(code), text));
    heed(code, text);
  }

  private void unknown(PendingCall call, String why) {
    tell(new VenueEvent.OutcomeUnknown(runtime.now(), call.requireOrder(), why));
  }

  /** Counts a call that the venue did not serve, or not in time. */
  void failed(PendingCall call, String code, String why) {
    runtime.metrics().callFailed(call.kind().method(), code);
    tell(new VenueEvent.CallFailed(runtime.now(), Account.LIVE, call.kind().method(), why));
  }

  private void tell(VenueEvent event) {
    runtime.sink().accept(event);
  }
}
