package trader.venues.binance;

import io.netty.channel.Channel;
import java.math.BigDecimal;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;
import trader.venues.VenueMetrics;
import trader.venues.VenueRuntime;
import trader.venues.net.ApiCredentials;
import trader.venues.net.PendingCall;
import trader.venues.net.PendingCalls;
import trader.venues.net.RateLimits;
import trader.venues.net.ServerClock;
import trader.venues.net.SocketToNowhere;

/**
 * Sends orders that go nowhere: at a start so many that the Java runtime compiles the way, since an
 * engine sends few orders and interpreted code would make each of them a hundred times slower;
 * later one at a time, so that this code stays in the processor's caches. Lives on the engine's
 * loop.
 */
final class WarmUp implements AutoCloseable {
  /** Enough for the runtime's optimizing compiler to have had its turn. */
  private static final int ROUNDS = 8_000;

  /** What else waits on the loop waits for no more than these. */
  private static final int ROUNDS_AT_ONCE = 10;

  private static final BigDecimal PRICE = new BigDecimal("1.00");

  private final VenueRuntime runtime;
  private final SocketToNowhere socket;
  private final PendingCalls pending = new PendingCalls(1);
  private final OrderSender sender;
  private long made;

  private static final class Unheard implements OrderSender.Trouble {
    @Override
    public void notSent(ClientOrderId order, String code, String why) {
      // It was none.
    }

    @Override
    public void unknown(PendingCall call, String why) {
      // It was none.
    }
  }

  WarmUp(VenueRuntime real, RateLimits limits, ServerClock clock) {
    this.runtime =
        new VenueRuntime(real.loop(), _ -> {}, real.nowMicros(), real.random(), VenueMetrics.NONE);
    this.socket = new SocketToNowhere(real.loop());
    this.sender =
        new OrderSender(
            runtime,
            limits,
            clock,
            new RequestFrames(new ApiCredentials("none", "none"), 1),
            pending,
            new OrderChanges(runtime, new Incarnations()),
            new Unheard());
  }

  /** Makes the connection, and sends until the way is compiled. */
  void start() {
    socket.open(() -> more(ROUNDS));
  }

  private void more(int rounds) {
    if (rounds > 0 && !runtime.loop().isShuttingDown()) {
      for (int i = 0; i < ROUNDS_AT_ONCE; i++) {
        step();
      }
      runtime.loop().execute(() -> more(rounds - ROUNDS_AT_ONCE));
    }
  }

  /** Sends one order to nowhere, where the connection is there. */
  void step() {
    Channel channel = socket.channel();
    if (channel != null) {
      made++;
      sender.submit(channel, order(made), () -> {});
      var _ = pending.drain();
    }
  }

  private static NewOrder order(long number) {
    boolean stop = number % 2 == 0;
    return new NewOrder(
        new ClientOrderId("warm-up-" + number % 8),
        Account.LIVE,
        new InstrumentId("WARMUP", Replies.VENUE),
        Side.BUY,
        stop ? OrderType.STOP_LOSS : OrderType.LIMIT,
        stop ? Purpose.STOP : Purpose.ENTRY,
        new BigDecimal("0.00100"),
        stop ? null : PRICE,
        stop ? PRICE : null,
        null,
        "warm-up",
        "warm-up",
        0);
  }

  @Override
  public void close() {
    socket.close();
  }
}
