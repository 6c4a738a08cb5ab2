package trader.simulator.krakenfutures;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Level;
import trader.simulator.matching.MarginTier;
import trader.simulator.matching.Side;
import trader.simulator.matching.Trade;
import trader.simulator.net.Json;
import trader.simulator.prices.Bar;
import trader.simulator.prices.BarInterval;

/** The public calls. */
final class MarketCalls {
  private static final String BASE = "GET /derivatives/api/v3/";
  private static final String CHARTS = "/api/charts/v1/";
  private static final int BOOK = 1_000;
  private static final int MOST_TRADES = 100;
  private static final int MOST_BARS = 5_000;
  private static final Map<String, BarInterval> RESOLUTIONS =
      Map.of(
          "1m", BarInterval.MINUTE,
          "5m", BarInterval.MINUTES_5,
          "15m", BarInterval.MINUTES_15,
          "30m", BarInterval.MINUTES_30,
          "1h", BarInterval.HOUR,
          "4h", BarInterval.HOURS_4,
          "12h", BarInterval.HOURS_12,
          "1d", BarInterval.DAY,
          "1w", BarInterval.WEEK);

  private final Venue venue;

  MarketCalls(Venue venue) {
    this.venue = venue;
  }

  List<Operation> operations() {
    return List.of(
        Operation.open(BASE + "instruments", this::instruments),
        Operation.open(BASE + "instruments/status", this::statuses),
        Operation.open(BASE + "tickers", this::tickers),
        Operation.open(BASE + "orderbook", this::book),
        Operation.open(BASE + "history", this::trades),
        Operation.open("GET /derivatives/api/v4/historicalfundingrates", this::fundingRates));
  }

  /** The operation of a path that carries names, such as a chart's. */
  Optional<Operation> named(String method, String path) {
    if (!method.equals("GET")) {
      return Optional.empty();
    }
    if (path.startsWith(CHARTS)) {
      String[] parts = path.substring(CHARTS.length()).split("/", -1);
      return parts.length == 3
          ? Optional.of(
              new Operation(
                  "GET " + CHARTS,
                  Operation.Access.CHARTS,
                  p -> 0,
                  false,
                  (call, out) -> chart(parts, call.params(), out)))
          : Optional.empty();
    }
    String prefix = "/derivatives/api/v3/instruments/";
    if (path.startsWith(prefix) && path.endsWith("/status")) {
      String symbol = path.substring(prefix.length(), path.length() - "/status".length());
      return Optional.of(
          Operation.open("GET " + prefix + "{symbol}/status", (call, out) -> status(out, symbol)));
    }
    return Optional.empty();
  }

  private void instruments(Operation.Call call, Json out) {
    out.name("instruments").openArray();
    for (Contract contract : venue.contracts().values()) {
      ContractRules rules = contract.rules();
      out.open()
          .put("symbol", contract.symbol())
          .put("type", "flexible_futures")
          .putNumber("tickSize", rules.instrument().tick())
          .put("contractSize", 1)
          .put("tradeable", true)
          .put("impactMidSize", 1)
          .putNumber("maxPositionSize", rules.maxPosition())
          .put("openingDate", "2022-03-22T13:18:45Z")
          .name("marginLevels")
          .openArray();
      for (MarginTier tier : rules.tiers()) {
        out.open()
            .putNumber("numNonContractUnits", tier.fromNotional())
            .putNumber("initialMargin", tier.initial())
            .putNumber("maintenanceMargin", tier.maintenance())
            .close();
      }
      out.closeArray()
          .put("fundingRateCoefficient", 24)
          .putNumber("maxRelativeFundingRate", Decimals.ONE / 400)
          .put("contractValueTradePrecision", rules.sizeDecimals())
          .put("postOnly", contract.isPostOnly())
          .put("feeScheduleUid", "723888f7-0a8e-4183-8648-f920a22339e3")
          .put("mtf", true)
          .put("base", rules.instrument().base())
          .put("quote", rules.instrument().quote())
          .put("pair", rules.pair())
          .close();
    }
    out.closeArray();
  }

  private void statuses(Operation.Call call, Json out) {
    out.name("instrumentStatus").openArray();
    for (String symbol : venue.contracts().keySet()) {
      out.open();
      status(out, symbol);
      out.close();
    }
    out.closeArray();
  }

  private void status(Json out, String symbol) {
    out.put("symbol", venue.contract(symbol).symbol())
        .put("experiencingDislocation", false)
        .putNull("priceDislocationDirection")
        .put("experiencingExtremeVolatility", false)
        .put("extremeVolatilityInitialMarginMultiplier", 1);
  }

  private void tickers(Operation.Call call, Json out) {
    out.name("tickers").openArray();
    venue.contracts().values().forEach(c -> ticker(out, c));
    out.closeArray();
  }

  private static void ticker(Json out, Contract contract) {
    Level bid = contract.market().best(Side.BUY);
    Level ask = contract.market().best(Side.SELL);
    DayStatistics day = DayStatistics.of(contract);
    List<Trade> last = contract.trades().latest(1);
    out.open().put("symbol", contract.symbol()).putNumber("last", contract.market().lastPrice());
    if (!last.isEmpty()) {
      out.put("lastTime", Times.iso(last.getFirst().timeMicros()))
          .putNumber("lastSize", last.getFirst().quantity());
    }
    out.put("tag", "perpetual")
        .put("pair", contract.rules().pair())
        .putNumber("markPrice", contract.market().markPrice())
        .putNumber("bid", bid.price())
        .putNumber("bidSize", bid.quantity())
        .putNumber("ask", ask.price())
        .putNumber("askSize", ask.quantity())
        .putNumber("vol24h", day.volume())
        .putNumber("volumeQuote", day.quoteVolume())
        .put("openInterest", 0)
        .putNumber("open24h", day.open())
        .putNumber("high24h", day.high())
        .putNumber("low24h", day.low())
        .putNumber("fundingRate", contract.absoluteFundingRate())
        .putNumber("fundingRatePrediction", contract.absoluteFundingRate())
        .put("suspended", contract.isSuspended())
        .putNumber("indexPrice", contract.market().markPrice())
        .put("postOnly", contract.isPostOnly())
        .putNumber("change24h", day.changePercent())
        .close();
  }

  private void book(Operation.Call call, Json out) {
    Contract contract = venue.contract(call.params().mandatory("symbol"));
    out.name("orderBook").open();
    side(out, "bids", contract.market().levels(Side.BUY, BOOK));
    side(out, "asks", contract.market().levels(Side.SELL, BOOK));
    out.close();
  }

  private static void side(Json out, String name, List<Level> levels) {
    out.name(name).openArray();
    for (Level level : levels) {
      out.openArray().number(level.price()).number(level.quantity()).closeArray();
    }
    out.closeArray();
  }

  private void trades(Operation.Call call, Json out) {
    Contract contract = venue.contract(call.params().mandatory("symbol"));
    String last = call.params().get("lastTime");
    long before = last == null ? Long.MAX_VALUE : Times.micros("lastTime", last);
    out.name("history").openArray();
    contract.trades().latest(Integer.MAX_VALUE / 2).reversed().stream()
        .filter(t -> t.timeMicros() < before)
        .limit(MOST_TRADES)
        .forEach(t ->
            out.open()
                .put("time", Times.iso(t.timeMicros()))
                .put("trade_id", t.id())
                .putNumber("price", t.price())
                .putNumber("size", t.quantity())
                .put("side", t.buyerIsMaker() ? "sell" : "buy")
                .put("type", t.isLiquidation() ? "liquidation" : "fill")
                .put("uid", contract.uid(t))
                .close());
    out.closeArray();
  }

  private void fundingRates(Operation.Call call, Json out) {
    Contract contract = venue.contract(call.params().mandatory("symbol"));
    long hour = Contract.HOUR_MICROS;
    long last = Math.floorDiv(venue.clock().micros(), hour) * hour;
    out.name("rates").openArray();
    for (int i = 23; i >= 0; i--) {
      out.open()
          .put("timestamp", Times.iso(last - i * hour))
          .putNumber("fundingRate", contract.absoluteFundingRate())
          .putNumber("relativeFundingRate", contract.fundingRate())
          .close();
    }
    out.closeArray();
  }

  private void chart(String[] parts, Params params, Json out) {
    boolean trade = parts[0].equals("trade");
    if (!trade && !parts[0].equals("mark") && !parts[0].equals("spot")) {
      throw ApiError.of(400, "invalidArgument: tick_type");
    }
    Contract contract = venue.contract(parts[1]);
    BarInterval interval = RESOLUTIONS.get(parts[2]);
    if (interval == null) {
      throw ApiError.of(400, "invalidArgument: resolution");
    }
    long now = venue.clock().millis();
    long from = params.number("from", 0) * 1_000;
    long to = Math.min(now, params.has("to") ? params.number("to", 0) * 1_000 : now);
    int count = Math.clamp(params.number("count", MOST_BARS), 1, MOST_BARS);
    List<Bar> bars = contract.bars().bars(interval, from, to, count + 1, !params.has("from"));
    boolean more = bars.size() > count;
    List<Bar> told =
        !more ? bars : params.has("from") ? bars.subList(0, count) : bars.subList(1, bars.size());
    out.name("candles").openArray();
    for (Bar bar : told) {
      out.open()
          .put("time", bar.openMillis())
          .put("open", plain(bar.open()))
          .put("high", plain(bar.high()))
          .put("low", plain(bar.low()))
          .put("close", plain(bar.close()))
          .put("volume", trade ? plain(bar.volume()) : "0")
          .close();
    }
    out.closeArray().put("more_candles", more);
  }

  private static String plain(long scaled) {
    return new Json().number(scaled).toString();
  }
}
