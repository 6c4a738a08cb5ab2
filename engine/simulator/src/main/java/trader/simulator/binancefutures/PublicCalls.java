package trader.simulator.binancefutures;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import trader.simulator.binance.ApiError;
import trader.simulator.binance.Call;
import trader.simulator.binance.KlineFeed;
import trader.simulator.binance.Operation;
import trader.simulator.binance.Params;
import trader.simulator.matching.Level;
import trader.simulator.matching.Side;
import trader.simulator.net.Json;
import trader.simulator.prices.Bar;
import trader.simulator.prices.BarInterval;

/** Public questions: the server, the contracts, the book, bars, mark prices and funding. */
final class PublicCalls {
  private final FuturesVenue venue;

  PublicCalls(FuturesVenue venue) {
    this.venue = venue;
  }

  List<Operation> operations() {
    return List.of(
        Operation.open("GET /fapi/v1/ping", "", 1, (c, o) -> o.open().close()),
        Operation.open(
            "GET /fapi/v1/time",
            "",
            1,
            (c, o) -> o.open().putTime("serverTime", venue.clock().micros()).close()),
        Operation.open("GET /fapi/v1/exchangeInfo", "", 1, (call, out) -> exchangeInfo(out)),
        Operation.open("GET /fapi/v1/depth", "depth", 10, this::depth, "symbol", "limit")
            .weighing(PublicCalls::depthWeight),
        Operation.open(
            "GET /fapi/v1/klines",
            "",
            5,
            this::klines,
            "symbol",
            "interval",
            "startTime",
            "endTime",
            "limit"),
        Operation.open(
            "GET /fapi/v1/ticker/bookTicker", "ticker.book", 2, this::bookTicker, "symbol"),
        Operation.open("GET /fapi/v1/ticker/price", "ticker.price", 1, this::price, "symbol"),
        Operation.open("GET /fapi/v1/premiumIndex", "", 1, this::premiumIndex, "symbol"),
        Operation.open(
            "GET /fapi/v1/fundingRate",
            "",
            1,
            this::fundingRate,
            "symbol",
            "startTime",
            "endTime",
            "limit"),
        Operation.open("GET /fapi/v1/fundingInfo", "", 1, (c, o) -> o.openArray().closeArray()));
  }

  private static int depthWeight(Params params) {
    int limit = params.count("limit").orElse(500);
    return limit <= 50 ? 2 : limit <= 100 ? 5 : limit <= 500 ? 10 : 20;
  }

  private void exchangeInfo(Json out) {
    out.open()
        .put("timezone", "UTC")
        .putTime("serverTime", venue.clock().micros())
        .put("futuresType", "U_MARGINED")
        .name("rateLimits");
    venue.limits().write(out);
    out.name("exchangeFilters").openArray().closeArray();
    out.name("assets")
        .openArray()
        .open()
        .put("asset", venue.exchange().margins().collateral())
        .put("marginAvailable", true)
        .put("autoAssetExchange", "-10000")
        .close()
        .closeArray()
        .name("symbols")
        .openArray();
    venue.contracts().values().forEach(contract -> contract.write(out));
    out.closeArray().close();
  }

  private Contract contract(Call call) {
    return venue.contract(call.params().mandatory("symbol"));
  }

  private void depth(Call call, Json out) {
    Contract contract = contract(call);
    int limit = call.params().count("limit").orElse(500);
    if (!List.of(5, 10, 20, 50, 100, 500, 1_000).contains(limit)) {
      throw ApiError.of(-4021, "Depth limit " + limit + " is not valid.");
    }
    out.open().putTime("E", venue.clock().micros()).putTime("T", venue.clock().transactionMicros());
    contract.feed().depth().snapshot(out, limit);
    out.close();
  }

  private void klines(Call call, Json out) {
    Params params = call.params();
    Contract contract = contract(call);
    BarInterval interval =
        BarInterval.of(params.mandatory("interval"))
            .orElseThrow(() -> ApiError.of(-1120, "Invalid interval."));
    OptionalLong start = params.number("startTime");
    long now = venue.clock().millis();
    List<Bar> bars =
        contract
            .feed()
            .bars()
            .bars(
                interval,
                start.orElse(0),
                Math.min(params.number("endTime").orElse(now), now),
                Math.min(params.count("limit").orElse(500), 1_500),
                start.isEmpty());
    out.openArray();
    bars.forEach(b -> KlineFeed.bar(out, interval, b));
    out.closeArray();
  }

  private interface Writer {
    void write(Contract contract, Json out);
  }

  private void each(Call call, Json out, Writer writer) {
    String symbol = call.params().optional("symbol");
    if (symbol != null) {
      writer.write(venue.contract(symbol), out);
      return;
    }
    Collection<Contract> all = venue.contracts().values();
    out.openArray();
    all.forEach(contract -> writer.write(contract, out));
    out.closeArray();
  }

  private void bookTicker(Call call, Json out) {
    each(
        call,
        out,
        (contract, o) -> {
          Level bid = contract.market().best(Side.BUY);
          Level ask = contract.market().best(Side.SELL);
          o.open()
              .put("symbol", contract.symbol())
              .putDecimal("bidPrice", bid.price(), contract.pricePlaces())
              .putDecimal("bidQty", bid.quantity(), contract.quantityPlaces())
              .putDecimal("askPrice", ask.price(), contract.pricePlaces())
              .putDecimal("askQty", ask.quantity(), contract.quantityPlaces())
              .putTime("time", venue.clock().micros())
              .close();
        });
  }

  private void price(Call call, Json out) {
    each(
        call,
        out,
        (contract, o) ->
            o.open()
                .put("symbol", contract.symbol())
                .putDecimal("price", contract.market().lastPrice(), contract.pricePlaces())
                .putTime("time", venue.clock().micros())
                .close());
  }

  private void premiumIndex(Call call, Json out) {
    each(
        call,
        out,
        (contract, o) -> {
          long mark = contract.market().markPrice();
          o.open()
              .put("symbol", contract.symbol())
              .putDecimal("markPrice", mark)
              .putDecimal("indexPrice", mark)
              .putDecimal("estimatedSettlePrice", mark)
              .putDecimal("lastFundingRate", contract.fundingRate())
              .put("interestRate", "0.00010000")
              .put("nextFundingTime", contract.nextFundingMillis())
              .putTime("time", venue.clock().micros())
              .close();
        });
  }

  private void fundingRate(Call call, Json out) {
    Params params = call.params();
    String symbol = params.optional("symbol");
    long from = params.number("startTime").orElse(0);
    long to = params.number("endTime").orElse(Long.MAX_VALUE);
    int limit = Math.min(params.count("limit").orElse(100), 1_000);
    out.openArray();
    for (Contract contract : venue.contracts().values()) {
      if (symbol == null || contract.symbol().equals(symbol)) {
        contract.settlements().stream()
            .filter(s -> s.timeMillis() >= from && s.timeMillis() <= to)
            .limit(limit)
            .forEach(s ->
                out.open()
                    .put("symbol", contract.symbol())
                    .put("fundingTime", s.timeMillis())
                    .putDecimal("fundingRate", s.rate())
                    .putDecimal("markPrice", s.markPrice())
                    .close());
      }
    }
    out.closeArray();
  }
}
