package trader.venues.kraken.spot;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.engine.core.orders.ClientOrderId;

/**
 * What the executions channel has said of each order so far: later messages about an order hold
 * only what is new.
 */
final class KnownOrders {
  private static final int MOST = 20_000;

  private final Map<String, KnownOrder> byId = new LinkedHashMap<>();
  private final Map<String, KnownOrder> open = new HashMap<>();

  /** One order, as far as it is known. */
  static final class KnownOrder {
    private final String id;
    private @Nullable String clientId;
    private String symbol = "";
    private boolean buy;
    private boolean open = true;
    private BigDecimal qty = BigDecimal.ZERO;
    private BigDecimal executed = BigDecimal.ZERO;
    private @Nullable BigDecimal limit;
    private @Nullable BigDecimal trigger;

    private KnownOrder(String id) {
      this.id = id;
    }

    /** Our id of it, or for one that is not ours the venue's. */
    ClientOrderId order() {
      return Replies.foreignId(clientId == null || clientId.isEmpty() ? id : clientId);
    }

    String id() {
      return id;
    }

    BigDecimal qty() {
      return qty;
    }

    BigDecimal executed() {
      return executed;
    }

    @Nullable BigDecimal limit() {
      return limit;
    }

    @Nullable BigDecimal trigger() {
      return trigger;
    }

    private void take(JsonNode item) {
      if (item.has("cl_ord_id")) {
        clientId = item.path("cl_ord_id").asString("");
      }
      symbol = item.path("symbol").asString(symbol);
      if (item.has("side")) {
        buy = item.path("side").asString("").equals("buy");
      }
      qty = number(item, "order_qty", qty);
      executed = number(item, "cum_qty", executed);
      limit = item.has("limit_price") ? number(item, "limit_price", BigDecimal.ZERO) : limit;
      JsonNode triggers = item.path("triggers");
      trigger =
          triggers.has("price")
              ? number(triggers, "price", BigDecimal.ZERO)
              : item.has("stop_price") ? number(item, "stop_price", BigDecimal.ZERO) : trigger;
      open =
          switch (item.path("order_status").asString("")) {
            case "filled", "canceled", "expired" -> false;
            default -> open;
          };
    }

    private static BigDecimal number(JsonNode item, String field, BigDecimal otherwise) {
      return item.path(field).isNumber() ? item.path(field).decimalValue() : otherwise;
    }
  }

  /** Takes what a message says of an order, and answers all that is known of it. */
  KnownOrder take(JsonNode item) {
    KnownOrder known = of(Replies.text(item, "order_id"));
    known.take(item);
    if (known.open) {
      open.put(known.id, known);
    } else {
      open.remove(known.id);
    }
    return known;
  }

  private KnownOrder of(String id) {
    KnownOrder known = byId.computeIfAbsent(id, KnownOrder::new);
    if (byId.size() > MOST) {
      forgetOldest();
    }
    return known;
  }

  private void forgetOldest() {
    Iterator<KnownOrder> all = byId.values().iterator();
    while (all.hasNext() && byId.size() > MOST / 2) {
      if (!all.next().open) {
        all.remove();
      }
    }
  }

  /** The venue's answer names the order that we have sent. */
  void link(String id, ClientOrderId order) {
    if (!id.isEmpty()) {
      of(id).clientId = order.value();
    }
  }

  /** A new connection tells all open orders; what it does not tell is not open any more. */
  void closeAll() {
    open.values().forEach(known -> known.open = false);
    open.clear();
  }

  /** What the open orders hold of an asset. */
  BigDecimal held(String asset) {
    BigDecimal sum = BigDecimal.ZERO;
    for (KnownOrder known : open.values()) {
      int slash = known.symbol.indexOf('/');
      if (slash < 0) {
        continue;
      }
      BigDecimal rest = known.qty.subtract(known.executed);
      BigDecimal price = known.limit != null ? known.limit : known.trigger;
      if (known.buy && known.symbol.substring(slash + 1).equals(asset) && price != null) {
        sum = sum.add(rest.multiply(price));
      } else if (!known.buy && known.symbol.substring(0, slash).equals(asset)) {
        sum = sum.add(rest);
      }
    }
    return sum;
  }
}
