package trader.simulator.binance;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import trader.simulator.faults.FaultKind;
import trader.simulator.matching.Level;
import trader.simulator.matching.Side;
import trader.simulator.matching.Trade;
import trader.simulator.net.Json;
import trader.simulator.net.TradeRing;
import trader.simulator.prices.Bar;
import trader.simulator.prices.BarInterval;

/** Public questions: the server, the symbols, the book, bars and trades. */
final class MarketCalls {
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Venue venue;

  MarketCalls(Venue venue) {
    this.venue = venue;
  }

  List<Operation> operations() {
    return List.of(
        Operation.open("GET /api/v3/ping", "ping", 1, (c, o) -> o.open().close()),
        Operation.open(FaultAnswers.SYSTEM_STATUS, "", 1, this::systemStatus),
        Operation.open(
            "GET /api/v3/time",
            "time",
            1,
            (c, o) -> o.open().putTime("serverTime", venue.clock().micros()).close()),
        Operation.open(
            "GET /api/v3/exchangeInfo",
            "exchangeInfo",
            20,
            this::exchangeInfo,
            "symbol",
            "symbols",
            "permissions",
            "showPermissionSets",
            "symbolStatus"),
        Operation.open("GET /api/v3/depth", "depth", 5, this::depth, "symbol", "limit")
            .weighing(MarketCalls::depthWeight),
        Operation.open(
            "GET /api/v3/klines",
            "klines",
            2,
            this::klines,
            "symbol",
            "interval",
            "startTime",
            "endTime",
            "timeZone",
            "limit"),
        Operation.open(
                "GET /api/v3/ticker/bookTicker",
                "ticker.book",
                2,
                this::bookTicker,
                "symbol",
                "symbols")
            .weighing(p -> p.has("symbol") ? 2 : 4),
        Operation.open(
                "GET /api/v3/ticker/price", "ticker.price", 2, this::price, "symbol", "symbols")
            .weighing(p -> p.has("symbol") ? 2 : 4),
        Operation.open("GET /api/v3/avgPrice", "avgPrice", 2, this::averagePrice, "symbol"),
        Operation.open("GET /api/v3/trades", "trades.recent", 25, this::trades, "symbol", "limit"),
        Operation.open(
            "GET /api/v3/historicalTrades",
            "trades.historical",
            25,
            this::trades,
            "symbol",
            "limit",
            "fromId"),
        Operation.open(
            "GET /api/v3/aggTrades",
            "trades.aggregate",
            4,
            this::aggregateTrades,
            "symbol",
            "limit",
            "fromId",
            "startTime",
            "endTime"));
  }

  private void systemStatus(Call call, Json out) {
    boolean closed = venue.faults().acting(FaultKind.MAINTENANCE, venue.clock().wallMicros());
    out.open()
        .put("status", closed ? 1 : 0)
        .put("msg", closed ? "system_maintenance" : "normal")
        .close();
  }

  private static int depthWeight(Params params) {
    int limit = params.count("limit").orElse(100);
    return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1_000 ? 50 : 250;
  }

  private void exchangeInfo(Call call, Json out) {
    out.open()
        .put("timezone", "UTC")
        .putTime("serverTime", venue.clock().micros())
        .name("rateLimits");
    venue.limits().write(out);
    out.name("exchangeFilters").openArray().closeArray().name("symbols").openArray();
    String status = call.params().optional("symbolStatus");
    for (Listing listing : chosen(call.params())) {
      if (status == null || status.equals(listing.status())) {
        listing.write(out);
      }
    }
    out.closeArray().close();
  }

  private Collection<Listing> chosen(Params params) {
    String one = params.optional("symbol");
    String many = params.optional("symbols");
    if (one != null && many != null) {
      throw ApiError.of(-1128, "Combination of optional parameters invalid.");
    }
    if (one != null) {
      return List.of(venue.listing(one));
    }
    if (many == null) {
      return venue.listings().values();
    }
    List<Listing> result = new ArrayList<>();
    try {
      for (JsonNode name : MAPPER.readTree(many)) {
        result.add(venue.listing(name.asString()));
      }
    } catch (JacksonException e) {
      throw ApiError.illegal(
          "symbols", "^\\[(\"[A-Z0-9-_.]{1,20}\"(,\"[A-Z0-9-_.]{1,20}\")*)?\\]$");
    }
    return result;
  }

  private Listing listing(Call call) {
    return venue.listing(call.params().mandatory("symbol"));
  }

  private void depth(Call call, Json out) {
    Listing listing = listing(call);
    int limit = Math.clamp(call.params().count("limit").orElse(100), 1, 5_000);
    out.open();
    listing.feed().depth().snapshot(out, limit);
    out.close();
  }

  private void klines(Call call, Json out) {
    Params params = call.params();
    Listing listing = listing(call);
    BarInterval interval =
        BarInterval.of(params.mandatory("interval"))
            .orElseThrow(() -> ApiError.of(-1120, "Invalid interval."));
    OptionalLong start = params.number("startTime");
    OptionalLong end = params.number("endTime");
    int limit = limit(params, 500);
    long now = venue.clock().millis();
    List<Bar> bars =
        listing
            .feed()
            .bars()
            .bars(
                interval, start.orElse(0), Math.min(end.orElse(now), now), limit, start.isEmpty());
    out.openArray();
    bars.forEach(b -> KlineFeed.bar(out, interval, b));
    out.closeArray();
  }

  private static int limit(Params params, int otherwise) {
    int limit = params.count("limit").orElse(otherwise);
    if (limit == 0) {
      throw ApiError.invalid("limit");
    }
    return Math.min(limit, 1_000);
  }

  private void bookTicker(Call call, Json out) {
    each(call, out, this::bookTicker);
  }

  private void bookTicker(Listing listing, Json out) {
    Level bid = listing.market().best(Side.BUY);
    Level ask = listing.market().best(Side.SELL);
    out.open()
        .put("symbol", listing.instrument().symbol())
        .putDecimal("bidPrice", bid.price())
        .putDecimal("bidQty", bid.quantity())
        .putDecimal("askPrice", ask.price())
        .putDecimal("askQty", ask.quantity())
        .close();
  }

  private void price(Call call, Json out) {
    each(
        call,
        out,
        (listing, o) ->
            o.open()
                .put("symbol", listing.instrument().symbol())
                .putDecimal("price", listing.market().lastPrice())
                .close());
  }

  private void each(Call call, Json out, java.util.function.BiConsumer<Listing, Json> writer) {
    boolean one = call.params().has("symbol");
    if (!one) {
      out.openArray();
    }
    chosen(call.params()).forEach(l -> writer.accept(l, out));
    if (!one) {
      out.closeArray();
    }
  }

  private void averagePrice(Call call, Json out) {
    Listing listing = listing(call);
    int minutes = listing.rules().notional().averageMinutes();
    long now = venue.clock().millis();
    out.open()
        .put("mins", minutes)
        .putDecimal("price", listing.feed().averagePrice(minutes, now))
        .put("closeTime", now)
        .close();
  }

  private void trades(Call call, Json out) {
    TradeRing ring = listing(call).feed().trades();
    int limit = limit(call.params(), 500);
    OptionalLong from = call.params().number("fromId");
    out.openArray();
    for (Trade t : from.isPresent() ? ring.from(from.getAsLong(), limit) : ring.latest(limit)) {
      out.open()
          .put("id", t.id())
          .putDecimal("price", t.price())
          .putDecimal("qty", t.quantity())
          .putDecimal("quoteQty", t.quoteQuantity())
          .putTime("time", t.timeMicros())
          .put("isBuyerMaker", t.buyerIsMaker())
          .put("isBestMatch", true)
          .close();
    }
    out.closeArray();
  }

  private void aggregateTrades(Call call, Json out) {
    Params params = call.params();
    TradeRing ring = listing(call).feed().trades();
    int limit = limit(params, 500);
    OptionalLong from = params.number("fromId");
    OptionalLong start = params.number("startTime");
    OptionalLong end = params.number("endTime");
    List<Trade> trades;
    if (from.isPresent()) {
      trades = ring.from(from.getAsLong(), limit);
    } else if (start.isPresent() || end.isPresent()) {
      trades = ring.between(start.orElse(0), end.orElse(Long.MAX_VALUE), limit);
    } else {
      trades = ring.latest(limit);
    }
    out.openArray();
    for (Trade t : trades) {
      out.open()
          .put("a", t.id())
          .putDecimal("p", t.price())
          .putDecimal("q", t.quantity())
          .put("f", t.id())
          .put("l", t.id())
          .putTime("T", t.timeMicros())
          .put("m", t.buyerIsMaker())
          .put("M", true)
          .close();
    }
    out.closeArray();
  }
}
