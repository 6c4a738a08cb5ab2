package trader.venues.binance;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Action;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;

/** A call on the WebSocket API that is not answered yet, or was not in time. */
final class PendingCall {
  /** What was asked. */
  enum Kind {
    PLACE("order.place"),
    CANCEL("order.cancel"),
    SUBSCRIBE("userDataStream.subscribe");

    private final String method;

    Kind(String method) {
      this.method = method;
    }

    String method() {
      return method;
    }
  }

  private final long id;
  private final Kind kind;
  private final @Nullable NewOrder intent;
  private final Action.@Nullable Cancel cancel;
  private final long sentMicros;
  private final boolean again;
  private boolean confirmed;
  private boolean late;

  private PendingCall(
      long id,
      Kind kind,
      @Nullable NewOrder intent,
      Action.@Nullable Cancel cancel,
      long sentMicros,
      boolean again) {
    this.id = id;
    this.kind = kind;
    this.intent = intent;
    this.cancel = cancel;
    this.sentMicros = sentMicros;
    this.again = again;
  }

  static PendingCall place(long id, NewOrder intent, long sentMicros, boolean again) {
    return new PendingCall(id, Kind.PLACE, intent, null, sentMicros, again);
  }

  static PendingCall cancel(long id, Action.Cancel cancel, long sentMicros, boolean again) {
    return new PendingCall(id, Kind.CANCEL, null, cancel, sentMicros, again);
  }

  static PendingCall subscribe(long id, long sentMicros, boolean again) {
    return new PendingCall(id, Kind.SUBSCRIBE, null, null, sentMicros, again);
  }

  long id() {
    return id;
  }

  Kind kind() {
    return kind;
  }

  /** The order that it is about, null for a subscription. */
  @Nullable ClientOrderId order() {
    if (intent != null) {
      return intent.id();
    }
    return cancel != null ? cancel.order() : null;
  }

  ClientOrderId requireOrder() {
    return Objects.requireNonNull(order());
  }

  NewOrder requireIntent() {
    return Objects.requireNonNull(intent);
  }

  Action.Cancel requireCancel() {
    return Objects.requireNonNull(cancel);
  }

  long sentMicros() {
    return sentMicros;
  }

  /** Whether it is the second sending after the clock was set right. */
  boolean again() {
    return again;
  }

  /** Whether the user data stream has told the effect before the answer came. */
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
