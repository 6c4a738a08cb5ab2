package trader.venues.binance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.util.ReferenceCountUtil;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.venues.net.ApiCredentials;
import trader.venues.net.AsciiBuffer;

/**
 * Makes the bytes of orders that go nowhere: at a start so often that the Java runtime compiles the
 * way, since an engine sends few orders and interpreted code would make each of them a hundred
 * times slower; later one at a time, so that this code stays in the processor's caches.
 */
final class WarmUp {
  /** Enough for the runtime's optimizing compiler to have had its turn. */
  private static final int ROUNDS = 8_000;

  private static final BigDecimal PRICE = new BigDecimal("1.00");
  private static final NewOrder ENTRY = order(OrderType.LIMIT, Purpose.ENTRY, PRICE, null);
  private static final NewOrder STOP = order(OrderType.STOP_LOSS, Purpose.STOP, null, PRICE);

  private final RequestFrames frames = new RequestFrames(new ApiCredentials("none", "none"), 1);
  private final EmbeddedChannel encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
  private long made;

  /** Runs on a thread of its own, for a second or so. */
  static void start() {
    Thread.ofPlatform().name("warm-up").daemon().start(WarmUp::run);
  }

  private static void run() {
    WarmUp warmUp = new WarmUp();
    for (int i = 0; i < ROUNDS; i++) {
      warmUp.step();
    }
    warmUp.encoder.finishAndReleaseAll();
  }

  /** Makes the bytes of one order and lets go of them. */
  void step() {
    AsciiBuffer frame = frames.place(++made, made % 2 == 0 ? ENTRY : STOP, made);
    ByteBuf bytes =
        encoder.alloc().ioBuffer(frame.length()).writeBytes(frame.array(), 0, frame.length());
    encoder.writeOutbound(new TextWebSocketFrame(bytes));
    for (Object out = encoder.readOutbound(); out != null; out = encoder.readOutbound()) {
      ReferenceCountUtil.release(out);
    }
  }

  private static NewOrder order(
      OrderType type, Purpose purpose, @Nullable BigDecimal price, @Nullable BigDecimal stopPrice) {
    return new NewOrder(
        new ClientOrderId("warm-up"),
        Account.LIVE,
        new InstrumentId("WARMUP", Replies.VENUE),
        Side.BUY,
        type,
        purpose,
        new BigDecimal("0.00100"),
        price,
        stopPrice,
        null,
        "warm-up",
        "warm-up",
        0);
  }
}
