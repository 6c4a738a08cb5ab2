package trader.simulator.krakenspot;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import trader.simulator.matching.SelfTradePrevention;
import trader.simulator.matching.Side;
import trader.simulator.matching.TimeInForce;

/** Reads new orders, with the venue's refusals of what is missing or malformed. */
final class OrderReader {
  private static final Set<String> TYPES =
      Set.of(
          "market",
          "limit",
          "stop-loss",
          "take-profit",
          "stop-loss-limit",
          "take-profit-limit",
          "trailing-stop",
          "iceberg");
  private static final Pattern UUID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}");
  private static final Pattern FREE_TEXT = Pattern.compile("[\\x21-\\x7e]{1,18}");

  private OrderReader() {}

  /** Reads one. */
  static OrderRequest read(Form form, Listing listing, long nowMicros) {
    Side side =
        switch (form.required("type")) {
          case "buy" -> Side.BUY;
          case "sell" -> Side.SELL;
          default -> throw KrakenError.arguments("type");
        };
    String type = form.required("ordertype");
    if (!TYPES.contains(type)) {
      throw KrakenError.arguments("ordertype");
    }
    String flags = form.get("oflags", "");
    boolean inQuote = flags.contains("viqc");
    boolean trailing = type.equals("trailing-stop");
    boolean triggered = OrderRequest.isTriggered(type);
    String limitField = triggered ? "price2" : "price";
    boolean limited = OrderRequest.hasLimit(type);
    long volume = form.decimal("volume");
    if (volume <= 0) {
      throw form.has("volume")
          ? new KrakenError("EOrder:Order minimum not met")
          : KrakenError.arguments("volume");
    }
    if (inQuote && !(type.equals("market") && side == Side.BUY)) {
      throw KrakenError.arguments("oflags");
    }
    if (form.has("leverage") && !form.get("leverage", "").equals("none")) {
      throw new KrakenError("EOrder:Trading agreement required");
    }
    if (form.flag("reduce_only")) {
      throw new KrakenError("EOrder:Reduce only:No position exists");
    }
    boolean postOnly = flags.contains("post");
    if (postOnly && !type.equals("limit")) {
      throw KrakenError.arguments("oflags");
    }
    long expires = expiry(form, nowMicros);
    return new OrderRequest(
        listing,
        side,
        type,
        volume,
        inQuote,
        limited ? Prices.read(form.required(limitField), side, listing, limitField) : 0,
        triggered && !trailing ? Prices.read(form.required("price"), side, listing, "price") : 0,
        trailing ? Prices.trailingBps(form.required("price"), listing) : 0,
        timeInForce(form, postOnly),
        postOnly,
        expires,
        deadline(form, nowMicros),
        type.equals("iceberg") ? form.decimal("displayvol") : 0,
        prevention(form),
        clientId(form),
        userref(form),
        flags,
        form.flag("validate"),
        closing(form, listing, side));
  }

  private static @Nullable Form closing(Form form, Listing listing, Side side) {
    if (!form.has("close[ordertype]")) {
      return null;
    }
    return new Form()
        .put("pair", listing.names().key())
        .put("type", side == Side.BUY ? "sell" : "buy")
        .put("ordertype", form.get("close[ordertype]"))
        .put("price", form.get("close[price]"))
        .put("price2", form.get("close[price2]"));
  }

  private static TimeInForce timeInForce(Form form, boolean postOnly) {
    TimeInForce read =
        switch (form.get("timeinforce", "GTC")) {
          case "GTC", "GTD" -> TimeInForce.GTC;
          case "IOC" -> TimeInForce.IOC;
          case "FOK" -> TimeInForce.FOK;
          default -> throw KrakenError.arguments("timeinforce");
        };
    if (postOnly && read != TimeInForce.GTC) {
      throw KrakenError.arguments("timeinforce");
    }
    return read;
  }

  private static long expiry(Form form, long nowMicros) {
    if (!form.get("timeinforce", "GTC").equals("GTD")) {
      return 0;
    }
    String text = form.required("expiretm");
    if (text.startsWith("+")) {
      Form seconds = new Form().put("expiretm", text.substring(1));
      return nowMicros + seconds.seconds("expiretm", 0);
    }
    long at = text.indexOf('T') > 0 ? instant(text, "expiretm") : form.seconds("expiretm", 0);
    if (at <= nowMicros) {
      throw KrakenError.arguments("expiretm");
    }
    return at;
  }

  /** By when a request must reach the matching engine, 0 for any time. */
  static long deadline(Form form, long nowMicros) {
    String text = form.get("deadline");
    if (text == null) {
      return 0;
    }
    long at = instant(text, "deadline");
    if (at > nowMicros + 60_000_000L) {
      throw KrakenError.arguments("deadline");
    }
    return at;
  }

  private static long instant(String text, String field) {
    try {
      Instant at = Instant.parse(text);
      return at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    } catch (DateTimeException e) {
      throw KrakenError.arguments(field);
    }
  }

  private static SelfTradePrevention prevention(Form form) {
    return switch (form.get("stptype", form.get("stp_type", "cancel-newest")).replace('_', '-')) {
      case "cancel-newest" -> SelfTradePrevention.EXPIRE_TAKER;
      case "cancel-oldest" -> SelfTradePrevention.EXPIRE_MAKER;
      case "cancel-both" -> SelfTradePrevention.EXPIRE_BOTH;
      default -> throw KrakenError.arguments("stptype");
    };
  }

  private static @Nullable String clientId(Form form) {
    String id = form.get("cl_ord_id");
    if (id != null && !UUID.matcher(id).matches() && !FREE_TEXT.matcher(id).matches()) {
      throw KrakenError.arguments("cl_ord_id");
    }
    return id;
  }

  private static @Nullable Integer userref(Form form) {
    if (!form.has("userref")) {
      return null;
    }
    if (form.has("cl_ord_id")) {
      throw KrakenError.arguments("userref");
    }
    long number = form.number("userref", 0);
    if (number != (int) number) {
      throw KrakenError.arguments("userref");
    }
    return (int) number;
  }
}
