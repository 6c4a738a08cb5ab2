package trader.registry;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.OrderState;

/** What the database says of an order, or will once the batch at hand is written. */
final class Tracked {
  final Set<String> tradeIds = new HashSet<>();
  BigDecimal bookedQty = BigDecimal.ZERO;
  BigDecimal bookedQuote = BigDecimal.ZERO;
  BigDecimal filledQty = BigDecimal.ZERO;
  @Nullable OrderState state;
  String terms = "";
  @Nullable BigDecimal decisionPrice;
  @Nullable String traceId;
  @Nullable String venueOrderId;
  @Nullable Long ackedMicros;
  @Nullable Long firstFillMicros;
  @Nullable Long lastFillMicros;
  @Nullable Long endedMicros;
  @Nullable String why;

  /** What an order works for, which a replace changes. */
  static String terms(NewOrder order) {
    return terms(order.qty().toPlainString(), plain(order.price()), plain(order.stopPrice()));
  }

  static String terms(String qty, @Nullable String price, @Nullable String stopPrice) {
    return qty + " " + price + " " + stopPrice;
  }

  private static @Nullable String plain(@Nullable BigDecimal number) {
    return number == null ? null : number.toPlainString();
  }

  boolean finished() {
    OrderState now = state;
    return now != null && now.finished();
  }

  void filled(long atMicros) {
    if (firstFillMicros == null) {
      firstFillMicros = atMicros;
    }
    lastFillMicros = atMicros;
  }
}
