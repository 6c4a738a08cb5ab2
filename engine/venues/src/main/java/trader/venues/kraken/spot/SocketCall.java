package trader.venues.kraken.spot;

import org.jspecify.annotations.Nullable;
import trader.engine.core.Action;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;

/** A request on the account's WebSocket whose effect has not been seen yet, or was not in time. */
final class SocketCall {
  /** What is asked. */
  sealed interface Request {
    /** To place an order. */
    record Place(NewOrder order) implements Request {}

    /** To cancel one. */
    record Cancel(Action.Cancel cancel) implements Request {}

    /** To change one. */
    record Amend(Action.Replace replace) implements Request {}

    /** To hear of a private channel. */
    record Subscribe(String channel) implements Request {}

    /** To say what time it is. */
    record Ping() implements Request {}
  }

  private final long id;
  private final Request request;
  private final long sentMicros;
  private final boolean again;
  private boolean confirmed;
  private boolean late;

  /** {@code again} for the second sending of an order. */
  SocketCall(long id, Request request, long sentMicros, boolean again) {
    this.id = id;
    this.request = request;
    this.sentMicros = sentMicros;
    this.again = again;
  }

  long id() {
    return id;
  }

  Request request() {
    return request;
  }

  long sentMicros() {
    return sentMicros;
  }

  boolean again() {
    return again;
  }

  /** The order that it is about, null where it is about none. */
  @Nullable ClientOrderId order() {
    return switch (request) {
      case Request.Place place -> place.order().id();
      case Request.Cancel cancel -> cancel.cancel().order();
      case Request.Amend amend -> amend.replace().order();
      case Request.Subscribe subscribe -> null;
      case Request.Ping ping -> null;
    };
  }

  /** The venue's name of the request. */
  String method() {
    return switch (request) {
      case Request.Place place -> "add_order";
      case Request.Cancel cancel -> "cancel_order";
      case Request.Amend amend -> "amend_order";
      case Request.Subscribe subscribe -> "subscribe " + subscribe.channel();
      case Request.Ping ping -> "ping";
    };
  }

  /** Whether the executions channel has told the effect. */
  boolean confirmed() {
    return confirmed;
  }

  void confirm() {
    confirmed = true;
  }

  /** Whether its time is over and it has been called unknown. */
  boolean late() {
    return late;
  }

  void markLate() {
    late = true;
  }
}
