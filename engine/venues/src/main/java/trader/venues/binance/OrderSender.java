package trader.venues.binance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.jspecify.annotations.Nullable;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.venues.VenueRuntime;
import trader.venues.net.AsciiBuffer;
import trader.venues.net.PendingCall;
import trader.venues.net.PendingCalls;
import trader.venues.net.RateLimits;
import trader.venues.net.ServerClock;

/** The last stretch of an order's way, onto its connection: the same in earnest and rehearsed. */
final class OrderSender {
  static final String NOT_SENT = "not-sent";
  static final String RATE_LIMITED = "rate-limited";

  private final VenueRuntime runtime;
  private final RateLimits limits;
  private final ServerClock clock;
  private final RequestFrames frames;
  private final PendingCalls pending;
  private final OrderChanges changes;
  private final Trouble trouble;
  private long lastId;

  /** Hears of what did not leave. */
  interface Trouble {
    /** The order was not sent, and will not be. */
    void notSent(ClientOrderId order, String code, String why);

    /** The connection failed while it was sent: it may have arrived. */
    void unknown(PendingCall call, String why);
  }

  OrderSender(
      VenueRuntime runtime,
      RateLimits limits,
      ServerClock clock,
      RequestFrames frames,
      PendingCalls pending,
      OrderChanges changes,
      Trouble trouble) {
    this.runtime = runtime;
    this.limits = limits;
    this.clock = clock;
    this.frames = frames;
    this.pending = pending;
    this.changes = changes;
    this.trouble = trouble;
  }

  /** The id of the next call; each is given out once. */
  long nextId() {
    return ++lastId;
  }

  /** Sends an order where that may be done now; {@code sent} runs once it left or never will. */
  void submit(@Nullable Channel channel, NewOrder order, Runnable sent) {
    long wait = limits.orderWaitMicros();
    String held = order.purpose() == Purpose.ENTRY ? limits.entryHeld() : "";
    if (wait > 0) {
      refuse(order.id(), RATE_LIMITED, RateLimits.inWords(wait), sent);
    } else if (!held.isEmpty()) {
      refuse(order.id(), RATE_LIMITED, held, sent);
    } else if (channel == null || !channel.isActive()) {
      refuse(order.id(), NOT_SENT, "not sent: no connection to the venue", sent);
    } else if (!channel.isWritable()) {
      refuse(order.id(), NOT_SENT, "not sent: the connection takes no more bytes now", sent);
    } else {
      place(channel, order, sent, false);
    }
  }

  private void refuse(ClientOrderId order, String code, String why, Runnable sent) {
    sent.run();
    trouble.notSent(order, code, why);
  }

  /** Puts an order on a connection; {@code again} for its second sending. */
  void place(Channel channel, NewOrder order, Runnable sent, boolean again) {
    long id = nextId();
    changes.placed(order);
    AsciiBuffer frame = frames.place(id, order, clock.timestampMillis());
    write(channel, frame, PendingCall.place(id, order, runtime.now(), again), sent);
  }

  /** Puts a call on a connection. */
  void write(Channel channel, AsciiBuffer frame, PendingCall call, Runnable sent) {
    pending.add(call);
    ByteBuf bytes =
        channel.alloc().ioBuffer(frame.length()).writeBytes(frame.array(), 0, frame.length());
    channel
        .writeAndFlush(new TextWebSocketFrame(bytes))
        .addListener(written -> {
          sent.run();
          ClientOrderId order = call.order();
          if (!written.isSuccess()) {
            pending.remove(call.id());
            trouble.unknown(call, "the connection failed while it was sent: " + written.cause());
          } else if (call.kind() == PendingCall.Kind.PLACE && order != null) {
            runtime.metrics().orderWritten(order);
          }
        });
  }
}
