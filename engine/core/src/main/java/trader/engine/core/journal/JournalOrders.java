package trader.engine.core.journal;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import trader.control.Account;
import trader.control.InstrumentId;
import trader.engine.core.Action;
import trader.engine.core.orders.ClientOrderId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.engine.core.orders.Purpose;
import trader.engine.core.orders.Side;

/**
 * The binary form of what an order waits for before it is sent: the order itself, and the log lines
 * of the decision that led to it. Enums stand by name, so that their order may change.
 */
final class JournalOrders {
  private static final byte REDUCE_ONLY = 1;
  private static final byte POST_ONLY = 2;

  private JournalOrders() {}

  static void put(ByteBuffer out, Action.Log log) {
    text(out, log.level().name());
    text(out, log.pattern());
    text(out, log.fields());
  }

  static Action.Log log(ByteBuffer in) {
    return new Action.Log(Action.Log.Level.valueOf(text(in)), text(in), text(in));
  }

  static void put(ByteBuffer out, NewOrder order) {
    text(out, order.id().value());
    text(out, order.account().name());
    text(out, order.instrument().symbol());
    text(out, order.instrument().venue());
    text(out, order.side().name());
    text(out, order.type().name());
    text(out, order.purpose().name());
    JournalDecimals.put(out, order.qty());
    JournalDecimals.putNullable(out, order.price());
    JournalDecimals.putNullable(out, order.stopPrice());
    JournalDecimals.putNullable(out, order.stopDistance());
    text(out, order.strategy());
    text(out, order.cause());
    out.putLong(order.intendedMicros());
    out.put((byte) ((order.reduceOnly() ? REDUCE_ONLY : 0) | (order.postOnly() ? POST_ONLY : 0)));
    text(out, order.trace());
  }

  static NewOrder order(ByteBuffer in) {
    ClientOrderId id = new ClientOrderId(text(in));
    Account account = Account.valueOf(text(in));
    InstrumentId instrument = new InstrumentId(text(in), text(in));
    Side side = Side.valueOf(text(in));
    OrderType type = OrderType.valueOf(text(in));
    Purpose purpose = Purpose.valueOf(text(in));
    BigDecimal qty = JournalDecimals.get(in);
    @Nullable BigDecimal price = JournalDecimals.getNullable(in);
    @Nullable BigDecimal stopPrice = JournalDecimals.getNullable(in);
    @Nullable BigDecimal stopDistance = JournalDecimals.getNullable(in);
    String strategy = text(in);
    String cause = text(in);
    long intendedMicros = in.getLong();
    byte flags = in.get();
    return new NewOrder(
        id,
        account,
        instrument,
        side,
        type,
        purpose,
        qty,
        price,
        stopPrice,
        stopDistance,
        strategy,
        cause,
        intendedMicros,
        (flags & REDUCE_ONLY) != 0,
        (flags & POST_ONLY) != 0,
        text(in));
  }

  private static void text(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.putInt(bytes.length).put(bytes);
  }

  private static String text(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
