package trader.venues.net;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import trader.engine.core.Action;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;

/** A call on the WebSocket API that is not answered yet, or was not in time. */
public final class PendingCall {
  /** What was asked. */
  public enum Kind {
    PLACE("order.place"),
    CANCEL("order.cancel"),
    REPLACE("order.replace"),
    SUBSCRIBE("userDataStream.subscribe");

    private final String method;

    Kind(String method) {
      this.method = method;
    }

    /** What the call is called in metrics and events. */
    public String method() {
      return method;
    }
  }

  private final long id;
  private final Kind kind;
  private final @Nullable NewOrder intent;
  private final Action.@Nullable Cancel cancel;
  private final Action.@Nullable Replace replace;
  private final long sentMicros;
  private final boolean again;
  private boolean confirmed;
  private boolean late;

  private PendingCall(
      long id,
      Kind kind,
      @Nullable NewOrder intent,
      Action.@Nullable Cancel cancel,
      Action.@Nullable Replace replace,
      long sentMicros,
      boolean again) {
    this.replace = replace;
    this.id = id;
    this.kind = kind;
    this.intent = intent;
    this.cancel = cancel;
    this.sentMicros = sentMicros;
    this.again = again;
  }

  /** An order on its way; {@code again} for its second sending. */
  public static PendingCall place(long id, NewOrder intent, long sentMicros, boolean again) {
    return new PendingCall(id, Kind.PLACE, intent, null, null, sentMicros, again);
  }

  /** A cancel on its way. */
  public static PendingCall cancel(long id, Action.Cancel cancel, long sentMicros, boolean again) {
    return new PendingCall(id, Kind.CANCEL, null, cancel, null, sentMicros, again);
  }

  /** A change of an order on its way. */
  public static PendingCall replace(long id, Action.Replace replace, long sentMicros) {
    return new PendingCall(id, Kind.REPLACE, null, null, replace, sentMicros, false);
  }

  /** A subscription on its way. */
  public static PendingCall subscribe(long id, long sentMicros, boolean again) {
    return new PendingCall(id, Kind.SUBSCRIBE, null, null, null, sentMicros, again);
  }

  /** The id under which its answer comes. */
  public long id() {
    return id;
  }

  /** What was asked. */
  public Kind kind() {
    return kind;
  }

  /** The order that it is about, null for a subscription. */
  public @Nullable ClientOrderId order() {
    if (intent != null) {
      return intent.id();
    }
    if (replace != null) {
      return replace.order();
    }
    return cancel != null ? cancel.order() : null;
  }

  /** The order that it is about; throws {@link NullPointerException} for a subscription. */
  public ClientOrderId requireOrder() {
    return Objects.requireNonNull(order());
  }

  /** The order to place; throws {@link NullPointerException} for another kind. */
  public NewOrder requireIntent() {
    return Objects.requireNonNull(intent);
  }

  /** The cancel; throws {@link NullPointerException} for another kind. */
  public Action.Cancel requireCancel() {
    return Objects.requireNonNull(cancel);
  }

  /** The change; throws {@link NullPointerException} for another kind. */
  public Action.Replace requireReplace() {
    return Objects.requireNonNull(replace);
  }

  /** When it was sent, microseconds since the epoch. */
  public long sentMicros() {
    return sentMicros;
  }

  /** Whether it is the second sending after the clock was set right. */
  public boolean again() {
    return again;
  }

  /** Whether the user data stream has told the effect before the answer came. */
  public boolean confirmed() {
    return confirmed;
  }

  /** Notes that the user data stream has told the effect. */
  public void confirm() {
    confirmed = true;
  }

  /** Whether its time is over and it has been called unknown. */
  public boolean late() {
    return late;
  }

  /** Notes that its time is over. */
  public void markLate() {
    late = true;
  }
}
