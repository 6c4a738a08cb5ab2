package trader.simulator.krakenspot;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns what WebSocket requests call things into what REST calls them. */
final class SocketForms {
  private SocketForms() {}

  /** A new order. */
  static Form order(Form form) {
    String type = form.required("order_type");
    boolean triggered = OrderRequest.isTriggered(type);
    StringBuilder flags = new StringBuilder();
    if (form.flag("post_only")) {
      flags.append("post,");
    }
    if (form.has("cash_order_qty")) {
      flags.append("viqc,");
    }
    switch (form.get("fee_preference", "")) {
      case "base" -> flags.append("fcib,");
      case "quote" -> flags.append("fciq,");
      default -> {}
    }
    String trigger = form.get("triggers[price]");
    if (trigger != null) {
      trigger =
          switch (form.get("triggers[price_type]", "static")) {
            case "pct" -> signed(trigger) + "%";
            case "quote" -> signed(trigger);
            default -> trigger;
          };
    }
    return new Form()
        .put("pair", form.required("symbol"))
        .put("type", form.required("side"))
        .put("ordertype", type)
        .put("volume", form.get("order_qty", form.get("cash_order_qty", "")))
        .put("price", triggered ? trigger : form.get("limit_price"))
        .put("price2", triggered ? form.get("limit_price") : null)
        .put("timeinforce", upper(form.get("time_in_force")))
        .put("expiretm", form.get("expire_time"))
        .put("displayvol", form.get("display_qty"))
        .put("oflags", flags.isEmpty() ? null : flags.substring(0, flags.length() - 1))
        .put("cl_ord_id", form.get("cl_ord_id"))
        .put("userref", form.get("order_userref"))
        .put("reduce_only", form.get("reduce_only"))
        .put("stptype", form.get("stp_type"))
        .put("validate", form.get("validate"))
        .put("deadline", form.get("deadline"))
        .put("close[ordertype]", form.get("conditional[order_type]"))
        .put(
            "close[price]",
            form.get("conditional[trigger_price]", form.get("conditional[limit_price]", "")))
        .put(
            "close[price2]",
            form.has("conditional[trigger_price]") ? form.get("conditional[limit_price]") : null);
  }

  private static String signed(String offset) {
    return offset.startsWith("-") ? offset : "+" + offset;
  }

  private static @Nullable String upper(@Nullable String text) {
    return text == null ? null : text.toUpperCase(Locale.ROOT);
  }

  /** A change that keeps the order's id. */
  static Form amendment(Form form) {
    return new Form()
        .put("txid", form.get("order_id"))
        .put("cl_ord_id", form.get("cl_ord_id"))
        .put("order_qty", form.get("order_qty"))
        .put("limit_price", form.get("limit_price"))
        .put("trigger_price", form.get("trigger_price"))
        .put("deadline", form.get("deadline"));
  }

  /** A change that makes a new order. */
  static Form edit(Form form) {
    boolean triggered = form.has("triggers[price]");
    return new Form()
        .put("txid", form.required("order_id"))
        .put("pair", form.get("symbol"))
        .put("volume", form.get("order_qty"))
        .put("price", triggered ? form.get("triggers[price]") : form.get("limit_price"))
        .put("price2", triggered ? form.get("limit_price") : null)
        .put("validate", form.get("validate"))
        .put("deadline", form.get("deadline"));
  }
}
