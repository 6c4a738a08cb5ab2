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
  private static final long SILENCE_WHERE_NONE_IS_NAMED_MICROS = 10_000_000;

  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final ServerClock clock;
  private final OrderLink link;

  OrderAnswers(VenueRuntime runtime, RateLimits limits, ServerClock clock, OrderLink link) {
    this.runtime = runtime;
    this.limits = limits;
    this.clock = clock;
    this.link = link;
  }

  /** Takes an answer; {@code call} is null where nothing was asked or it has been forgotten. */
  void received(@Nullable PendingCall call, JsonNode answer) {
    noteLimits(answer);
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
      if (status == 429 || status == 418) {
        block(code, error.path("data"));
      }
      if (ErrorCodes.venueTrouble(status, code)) {
        failed(call, Integer.toString(code), code + " " + text);
      }
      switch (call.kind()) {
        case PLACE -> orderRefused(call, status, code, text);
        case CANCEL -> cancelRefused(call, status, code, text);
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
      case SUBSCRIBE -> link.subscribed();
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
    reject(call, code, text + " The clock has been set right; it may be sent anew.");
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
    tell(new VenueEvent.Rejected(runtime.now(), call.requireOrder(), Integer.toString(code), text));
  }

  private void rejectCancel(PendingCall call, int code, String text) {
    tell(
        new VenueEvent.CancelRejected(
            runtime.now(), call.requireOrder(), Integer.toString(code), text));
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

  private void block(int code, JsonNode data) {
    JsonNode until = data.path("retryAfter");
    long micros =
        until.isNumber()
            ? Math.max(0, until.asLong() * 1_000 - clock.nowMicros())
            : SILENCE_WHERE_NONE_IS_NAMED_MICROS;
    if (code == ErrorCodes.TOO_MANY_ORDERS) {
      limits.blockOrders(micros);
    } else {
      limits.blockCalls(micros);
    }
  }

  private void noteLimits(JsonNode answer) {
    for (JsonNode limit : answer.path("rateLimits")) {
      int count = limit.path("count").asInt(0);
      if (limit.path("rateLimitType").asString("").equals("ORDERS")) {
        String unit = limit.path("interval").asString("?");
        limits.usedOrders(limit.path("intervalNum").asInt(1) + unit.substring(0, 1), count);
      } else if (limit.path("rateLimitType").asString("").equals("REQUEST_WEIGHT")) {
        limits.usedWeight(count);
      }
    }
  }
}
