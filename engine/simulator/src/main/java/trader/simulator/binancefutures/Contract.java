package trader.simulator.binancefutures;

import java.util.ArrayList;
import java.util.List;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Instrument;
import trader.simulator.matching.Level;
import trader.simulator.matching.Market;
import trader.simulator.matching.Side;
import trader.simulator.net.Json;

/** One listed perpetual: its market, rules and status, its mark price and its funding. */
final class Contract {
  /** A settlement of funding that is past. */
  record Settlement(long timeMillis, long rate, long markPrice) {}

  static final long FUNDING_EVERY_MILLIS = 8 * 3_600_000L;

  private static final long USUAL_RATE = Decimals.ONE / 10_000;

  private final Market market;
  private final ContractFeed feed;
  private final List<Settlement> settlements = new ArrayList<>();
  private ContractRules rules;
  private String status = "TRADING";
  private long fundingRate = USUAL_RATE;
  private long nextFundingMillis;
  private long fixedMark;

  Contract(Market market, ContractFeed feed, long nowMillis) {
    this.market = market;
    this.feed = feed;
    this.rules = ContractRules.of(market.instrument());
    nextFundingMillis = nowMillis - Math.floorMod(nowMillis, FUNDING_EVERY_MILLIS);
    nextFundingMillis += FUNDING_EVERY_MILLIS;
  }

  Market market() {
    return market;
  }

  Instrument instrument() {
    return market.instrument();
  }

  String symbol() {
    return market.instrument().symbol();
  }

  ContractFeed feed() {
    return feed;
  }

  ContractRules rules() {
    return rules;
  }

  void rules(ContractRules changed) {
    rules = changed;
  }

  String status() {
    return status;
  }

  void status(String changed) {
    status = changed;
    market.setOpen(changed.equals("TRADING"));
  }

  long fundingRate() {
    return fundingRate;
  }

  void fundingRate(long rate) {
    fundingRate = rate;
  }

  long nextFundingMillis() {
    return nextFundingMillis;
  }

  /** Notes that funding was exchanged. */
  void settled(long atMillis, long rate) {
    settlements.add(new Settlement(atMillis, rate, market.markPrice()));
    while (nextFundingMillis <= atMillis) {
      nextFundingMillis += FUNDING_EVERY_MILLIS;
    }
  }

  List<Settlement> settlements() {
    return settlements;
  }

  /** Holds the mark price there; 0 lets it follow the book again. */
  void fixMark(long price) {
    fixedMark = price;
  }

  /** Where the mark price belongs now: in the middle of the book, unless it is held. */
  long dueMark() {
    if (fixedMark > 0) {
      return fixedMark;
    }
    Level bid = market.best(Side.BUY);
    Level ask = market.best(Side.SELL);
    return bid.price() > 0 && ask.price() > 0
        ? (bid.price() + ask.price()) / 2
        : market.lastPrice();
  }

  /** How many decimals its prices have. */
  int pricePlaces() {
    return places(instrument().tick());
  }

  /** How many decimals its quantities have. */
  int quantityPlaces() {
    return places(instrument().step());
  }

  private static int places(long step) {
    int places = Decimals.SCALE;
    for (long rest = step; places > 0 && rest % 10 == 0; rest /= 10) {
      places--;
    }
    return places;
  }

  /** Writes the contract's part of exchangeInfo. */
  void write(Json out) {
    Instrument i = instrument();
    out.open()
        .put("symbol", i.symbol())
        .put("pair", i.symbol())
        .put("contractType", "PERPETUAL")
        .put("deliveryDate", 4_133_404_800_000L)
        .put("onboardDate", 1_569_398_400_000L)
        .put("status", status)
        .put("maintMarginPercent", "2.5000")
        .put("requiredMarginPercent", "5.0000")
        .put("baseAsset", i.base())
        .put("quoteAsset", i.quote())
        .put("marginAsset", i.quote())
        .put("pricePrecision", pricePlaces())
        .put("quantityPrecision", quantityPlaces())
        .put("baseAssetPrecision", 8)
        .put("quotePrecision", 8)
        .put("underlyingType", "COIN")
        .put("triggerProtect", "0.0500")
        .put("liquidationFee", "0.012500")
        .put("marketTakeBound", "0.05")
        .name("filters");
    rules.write(out);
    strings(out, "orderTypes", "LIMIT", "MARKET", "STOP", "STOP_MARKET", "TAKE_PROFIT");
    strings(out, "timeInForce", "GTC", "IOC", "FOK", "GTX");
    out.close();
  }

  private static void strings(Json out, String name, String... values) {
    out.name(name).openArray();
    for (String value : values) {
      out.value(value);
    }
    out.closeArray();
  }
}
