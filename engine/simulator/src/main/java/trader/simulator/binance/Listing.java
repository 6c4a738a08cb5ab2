package trader.simulator.binance;

import trader.simulator.matching.Instrument;
import trader.simulator.matching.Market;
import trader.simulator.net.Json;

/** One listed symbol: its market, its rules, its status, and what is published of it. */
final class Listing {
  private final Market market;
  private final MarketFeed feed;
  private SymbolRules rules;
  private String status = "TRADING";

  Listing(Market market, MarketFeed feed) {
    this.market = market;
    this.feed = feed;
    this.rules = SymbolRules.of(market.instrument());
  }

  Market market() {
    return market;
  }

  Instrument instrument() {
    return market.instrument();
  }

  MarketFeed feed() {
    return feed;
  }

  SymbolRules rules() {
    return rules;
  }

  void rules(SymbolRules changed) {
    rules = changed;
  }

  String status() {
    return status;
  }

  void status(String changed) {
    status = changed;
    market.setOpen(changed.equals("TRADING"));
  }

  /** Writes the symbol's part of exchangeInfo. */
  void write(Json out) {
    Instrument i = instrument();
    out.open()
        .put("symbol", i.symbol())
        .put("status", status)
        .put("baseAsset", i.base())
        .put("baseAssetPrecision", 8)
        .put("quoteAsset", i.quote())
        .put("quotePrecision", 8)
        .put("quoteAssetPrecision", 8)
        .put("baseCommissionPrecision", 8)
        .put("quoteCommissionPrecision", 8)
        .name("orderTypes")
        .openArray();
    rules.types().stream().sorted().forEach(t -> out.value(t.name()));
    out.closeArray()
        .put("icebergAllowed", true)
        .put("ocoAllowed", true)
        .put("otoAllowed", false)
        .put("opoAllowed", false)
        .put("quoteOrderQtyMarketAllowed", true)
        .put("allowTrailingStop", true)
        .put("cancelReplaceAllowed", true)
        .put("amendAllowed", true)
        .put("pegInstructionsAllowed", false)
        .put("isSpotTradingAllowed", true)
        .put("isMarginTradingAllowed", false)
        .name("filters");
    rules.write(out);
    out.name("permissions")
        .openArray()
        .closeArray()
        .name("permissionSets")
        .openArray()
        .openArray()
        .value("SPOT")
        .closeArray()
        .closeArray()
        .put("defaultSelfTradePreventionMode", "EXPIRE_MAKER")
        .name("allowedSelfTradePreventionModes")
        .openArray()
        .value("EXPIRE_TAKER")
        .value("EXPIRE_MAKER")
        .value("EXPIRE_BOTH")
        .closeArray()
        .close();
  }
}
