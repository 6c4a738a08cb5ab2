package trader.venues.binance;

import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameEncoder;
import io.netty.util.ReferenceCountUtil;
import java.math.BigDecimal;
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
 * Lets the Java runtime compile the order path before the first order: an engine sends few orders,
 * and interpreted code would make each of them a hundred times slower. Nothing leaves the process.
 */
final class WarmUp {
  /** Enough for the runtime's optimizing compiler to have had its turn. */
  private static final int ROUNDS = 8_000;

  private WarmUp() {}

  /** Runs on a thread of its own, for a second or so. */
  static void start() {
    Thread.ofPlatform().name("warm-up").daemon().start(WarmUp::run);
  }

  static void run() {
    var frames = new RequestFrames(new ApiCredentials("none", "none"), 1);
    var encoder = new EmbeddedChannel(new WebSocket13FrameEncoder(true));
    NewOrder order =
        new NewOrder(
            new ClientOrderId("warm-up"),
            Account.LIVE,
            new InstrumentId("WARMUP", Replies.VENUE),
            Side.BUY,
            OrderType.STOP_LOSS,
            Purpose.STOP,
            new BigDecimal("0.00100"),
            null,
            new BigDecimal("1.00"),
            null,
            "warm-up",
            "warm-up",
            0);
    for (int i = 0; i < ROUNDS; i++) {
      AsciiBuffer frame = frames.place(i, order, i);
      ByteBuf bytes =
          encoder.alloc().ioBuffer(frame.length()).writeBytes(frame.array(), 0, frame.length());
      encoder.writeOutbound(new TextWebSocketFrame(bytes));
      for (Object out = encoder.readOutbound(); out != null; out = encoder.readOutbound()) {
        ReferenceCountUtil.release(out);
      }
    }
    encoder.finishAndReleaseAll();
  }
}
