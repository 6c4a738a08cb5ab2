package trader.venues.binance;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import trader.control.InstrumentId;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderType;
import trader.venues.net.ApiCredentials;
import trader.venues.net.AsciiBuffer;

/**
 * Builds the frames of the WebSocket API. Parameters are given in the order of their names, since
 * that is the order in which they are signed: the signed text and the frame grow side by side.
 *
 * <p>The buffer that a method answers is the same each time and holds until the next call.
 */
final class RequestFrames {
  private static final int MOST_DECIMALS = 8;

  private final String key;
  private final long recvWindowMillis;
  private final Signer signer;
  private final AsciiBuffer payload = new AsciiBuffer();
  private final AsciiBuffer frame = new AsciiBuffer();

  RequestFrames(ApiCredentials credentials, long recvWindowMillis) {
    this.key = credentials.key();
    this.signer = new Signer(credentials.secret());
    this.recvWindowMillis = recvWindowMillis;
  }

  AsciiBuffer place(long id, NewOrder order, long timestampMillis) {
    begin(id, "order.place");
    text("newClientOrderId", order.id().value());
    text("newOrderRespType", "ACK");
    decimal("price", order.price());
    decimal("quantity", order.qty());
    number("recvWindow", recvWindowMillis);
    text("side", order.side().name());
    decimal("stopPrice", order.stopPrice());
    text("symbol", order.instrument().symbol());
    if (order.type() == OrderType.LIMIT && !order.postOnly()) {
      text("timeInForce", "GTC");
    }
    number("timestamp", timestampMillis);
    text("type", order.postOnly() ? "LIMIT_MAKER" : order.type().name());
    return end();
  }

  /** {@code order} is its id at the venue. */
  AsciiBuffer cancel(long id, InstrumentId instrument, String order, long timestampMillis) {
    begin(id, "order.cancel");
    text("origClientOrderId", order);
    number("recvWindow", recvWindowMillis);
    text("symbol", instrument.symbol());
    number("timestamp", timestampMillis);
    return end();
  }

  /** Makes an order smaller; {@code order} is its id at the venue, which it keeps. */
  AsciiBuffer shrink(
      long id, InstrumentId instrument, String order, BigDecimal qty, long timestampMillis) {
    begin(id, "order.amend.keepPriority");
    text("newClientOrderId", order);
    decimal("newQty", qty);
    text("origClientOrderId", order);
    number("recvWindow", recvWindowMillis);
    text("symbol", instrument.symbol());
    number("timestamp", timestampMillis);
    return end();
  }

  /**
   * Cancels a limit order of which nothing is executed and places {@code changed} in its stead;
   * where the cancel fails, nothing is placed. The ids are those at the venue.
   */
  AsciiBuffer replace(
      long id,
      NewOrder changed,
      String order,
      String nextOrder,
      String cancel,
      long timestampMillis) {
    begin(id, "order.cancelReplace");
    text("cancelNewClientOrderId", cancel);
    text("cancelOrigClientOrderId", order);
    text("cancelReplaceMode", "STOP_ON_FAILURE");
    text("cancelRestrictions", "ONLY_NEW");
    text("newClientOrderId", nextOrder);
    text("newOrderRespType", "ACK");
    decimal("price", changed.price());
    decimal("quantity", changed.qty());
    number("recvWindow", recvWindowMillis);
    text("side", changed.side().name());
    text("symbol", changed.instrument().symbol());
    if (!changed.postOnly()) {
      text("timeInForce", "GTC");
    }
    number("timestamp", timestampMillis);
    text("type", changed.postOnly() ? "LIMIT_MAKER" : "LIMIT");
    return end();
  }

  AsciiBuffer subscribe(long id, long timestampMillis) {
    begin(id, "userDataStream.subscribe.signature");
    number("timestamp", timestampMillis);
    return end();
  }

  private void begin(long id, String method) {
    payload.clear().put("apiKey=").put(key);
    frame
        .clear()
        .put("{\"id\":")
        .put(id)
        .put(",\"method\":\"")
        .put(method)
        .put("\",\"params\":{\"apiKey\":\"")
        .put(key)
        .put('"');
  }

  private void text(String name, String value) {
    payload.put('&').put(name).put('=').put(value);
    frame.put(",\"").put(name).put("\":\"").put(value).put('"');
  }

  private void number(String name, long value) {
    payload.put('&').put(name).put('=').put(value);
    frame.put(",\"").put(name).put("\":").put(value);
  }

  private void decimal(String name, @Nullable BigDecimal value) {
    if (value != null) {
      // More decimals than an asset has are refused, be they zeros.
      BigDecimal plain = value.scale() > MOST_DECIMALS ? value.stripTrailingZeros() : value;
      text(name, plain.toPlainString());
    }
  }

  private AsciiBuffer end() {
    frame.put(",\"signature\":\"");
    signer.sign(payload, frame);
    return frame.put("\"}}");
  }
}
