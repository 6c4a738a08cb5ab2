package trader.simulator.krakenspot;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Level;
import trader.simulator.matching.Side;
import trader.simulator.matching.Trade;
import trader.simulator.net.Json;
import trader.simulator.prices.Bar;
import trader.simulator.prices.BarInterval;

/** The public calls. */
final class MarketCalls {
  private static final int MOST_BARS = 721;

  private final KrakenVenue venue;

  MarketCalls(KrakenVenue venue) {
    this.venue = venue;
  }

  Map<String, Call> calls() {
    Map<String, Call> calls = new LinkedHashMap<>();
    calls.put("Time", Call.costing(0, (account, form) -> time()));
    calls.put("SystemStatus", Call.costing(0, (account, form) -> status()));
    calls.put("Assets", Call.costing(0, (account, form) -> assets(form)));
    calls.put("AssetPairs", Call.costing(0, (account, form) -> pairs(form)));
    calls.put("Ticker", Call.costing(0, (account, form) -> ticker(form)));
    calls.put("OHLC", Call.costing(0, (account, form) -> bars(form)));
    calls.put("Depth", Call.costing(0, (account, form) -> depth(form)));
    calls.put("Trades", Call.costing(0, (account, form) -> trades(form)));
    return calls;
  }

  private CharSequence time() {
    long now = venue.clock().micros();
    return new Json()
        .open()
        .put("unixtime", Math.floorDiv(now, 1_000_000L))
        .put("rfc1123", Texts.rfc1123(now))
        .close()
        .text();
  }

  private CharSequence status() {
    return new Json()
        .open()
        .put("status", venue.status())
        .put("timestamp", Texts.rfc3339Seconds(venue.clock().micros()))
        .close()
        .text();
  }

  private CharSequence assets(Form form) {
    Json out = new Json().open();
    Set<String> assets = new LinkedHashSet<>();
    for (Listing listing : venue.listings().values()) {
      assets.add(listing.market().instrument().base());
      assets.add(listing.market().instrument().quote());
    }
    if (form.has("asset")) {
      List<String> wanted = form.list("asset").stream().map(PairNames::asset).toList();
      if (!assets.containsAll(wanted)) {
        throw new KrakenError("EQuery:Unknown asset");
      }
      assets.retainAll(wanted);
    }
    for (String asset : assets) {
      boolean cash = PairNames.assetId(asset).startsWith("Z");
      out.name(PairNames.assetId(asset))
          .open()
          .put("aclass", "currency")
          .put("altname", PairNames.alternative(asset))
          .put("decimals", cash ? 4 : 10)
          .put("display_decimals", cash ? 2 : 5)
          .put("status", "enabled")
          .close();
    }
    return out.close().text();
  }

  private List<Listing> wanted(Form form) {
    return form.has("pair")
        ? form.list("pair").stream().map(venue::listing).toList()
        : List.copyOf(venue.listings().values());
  }

  private CharSequence pairs(Form form) {
    Json out = new Json().open();
    for (Listing listing : wanted(form)) {
      pair(out, listing);
    }
    return out.close().text();
  }

  private void pair(Json out, Listing listing) {
    PairNames names = listing.names();
    out.name(names.key())
        .open()
        .put("altname", names.altname())
        .put("wsname", names.wsname())
        .put("aclass_base", "currency")
        .put("base", names.baseId())
        .put("aclass_quote", "currency")
        .put("quote", names.quoteId())
        .put("lot", "unit")
        .put("cost_decimals", 5)
        .put("pair_decimals", listing.priceDecimals())
        .put("lot_decimals", Decimals.SCALE)
        .put("lot_multiplier", 1)
        .name("leverage_buy")
        .openArray()
        .closeArray()
        .name("leverage_sell")
        .openArray()
        .closeArray();
    fees(out, "fees", venue.fees().taker());
    fees(out, "fees_maker", venue.fees().maker());
    out.put("fee_volume_currency", "ZUSD")
        .put("margin_call", 80)
        .put("margin_stop", 40)
        .put("ordermin", Texts.decimals(listing.orderMin(), 0))
        .put("costmin", Texts.decimals(listing.costMin(), 0))
        .put("tick_size", Texts.decimals(listing.market().instrument().tick(), 0))
        .put("status", listing.status())
        .close();
  }

  private static void fees(Json out, String name, long fraction) {
    out.name(name)
        .openArray()
        .openArray()
        .value(0)
        .raw(Texts.number(fraction * 100))
        .closeArray()
        .closeArray();
  }

  private CharSequence ticker(Form form) {
    Json out = new Json().open();
    long now = venue.clock().millis();
    for (Listing listing : wanted(form)) {
      Level bid = listing.market().best(Side.BUY);
      Level ask = listing.market().best(Side.SELL);
      Trade last = listing.trades().peekLast();
      DayFigures day = venue.feed(listing).day();
      DayFigures today =
          DayFigures.since(listing, now - Math.floorMod(now, DayFigures.DAY_MILLIS), now);
      out.name(listing.names().key()).open();
      touch(out, "a", ask);
      touch(out, "b", bid);
      list(
          out,
          "c",
          Texts.decimals(listing.market().lastPrice(), 5),
          Decimals.text(last == null ? 0 : last.quantity()));
      list(out, "v", Decimals.text(today.volume()), Decimals.text(day.volume()));
      list(out, "p", Texts.decimals(today.vwap(), 5), Texts.decimals(day.vwap(), 5));
      out.name("t").openArray().value(today.count()).value(day.count()).closeArray();
      list(out, "l", Texts.decimals(today.low(), 5), Texts.decimals(day.low(), 5));
      list(out, "h", Texts.decimals(today.high(), 5), Texts.decimals(day.high(), 5));
      out.put("o", Texts.decimals(today.open(), 5)).close();
    }
    return out.close().text();
  }

  private static void touch(Json out, String name, Level level) {
    list(
        out,
        name,
        Texts.decimals(level.price(), 5),
        Long.toString(Math.ceilDiv(level.quantity(), Decimals.ONE)),
        Texts.decimals(level.quantity(), 3));
  }

  private static void list(Json out, String name, String... values) {
    out.name(name).openArray();
    for (String value : values) {
      out.value(value);
    }
    out.closeArray();
  }

  private CharSequence bars(Form form) {
    Listing listing = venue.listing(form.required("pair"));
    BarInterval interval = Feed.interval((int) form.number("interval", 1));
    if (interval == null) {
      throw KrakenError.arguments("interval");
    }
    long since = form.number("since", 0) * 1_000;
    long now = venue.clock().millis();
    List<Bar> bars =
        listing.bars().bars(interval, Math.max(0, since), interval.openOf(now), MOST_BARS, true);
    Json out = new Json().open().name(listing.names().key()).openArray();
    for (Bar bar : bars) {
      out.openArray().value(bar.openMillis() / 1_000);
      for (long price : new long[] {bar.open(), bar.high(), bar.low(), bar.close()}) {
        out.value(Texts.decimals(price, 1));
      }
      long vwap = bar.volume() == 0 ? 0 : Decimals.dividedBy(bar.quoteVolume(), bar.volume());
      out.value(Texts.decimals(vwap, 1))
          .value(Decimals.text(bar.volume()))
          .value(bar.count())
          .closeArray();
    }
    long last = bars.size() < 2 ? 0 : bars.get(bars.size() - 2).openMillis() / 1_000;
    return out.closeArray().put("last", last).close().text();
  }

  private CharSequence depth(Form form) {
    Listing listing = venue.listing(form.required("pair"));
    int count = Math.clamp(form.number("count", 100), 1, 500);
    long seconds = venue.clock().millis() / 1_000;
    Json out = new Json().open().name(listing.names().key()).open();
    for (Side side : List.of(Side.SELL, Side.BUY)) {
      out.name(side == Side.SELL ? "asks" : "bids").openArray();
      for (Level level : listing.market().levels(side, count)) {
        out.openArray()
            .value(Texts.decimals(level.price(), 5))
            .value(Texts.decimals(level.quantity(), 3))
            .value(seconds)
            .closeArray();
      }
      out.closeArray();
    }
    return out.close().close().text();
  }

  private CharSequence trades(Form form) {
    Listing listing = venue.listing(form.required("pair"));
    String since = form.get("since", "0");
    long sinceMicros =
        since.length() > 12 ? form.number("since", 0) / 1_000 : form.seconds("since", 0);
    long count = Math.clamp(form.number("count", 1_000), 1, 1_000);
    Json out = new Json().open().name(listing.names().key()).openArray();
    long last = sinceMicros;
    List<Trade> found =
        listing.trades().stream().filter(t -> t.timeMicros() > sinceMicros).toList();
    int from = sinceMicros == 0 ? (int) Math.max(0, found.size() - count) : 0;
    for (Trade trade : found.subList(from, (int) Math.min(found.size(), from + count))) {
      out.openArray()
          .value(Texts.decimals(trade.price(), 5))
          .value(Decimals.text(trade.quantity()))
          .raw(Texts.seconds(trade.timeMicros()))
          .value(trade.buyerIsMaker() ? "s" : "b")
          .value("m")
          .value("")
          .value(trade.id())
          .closeArray();
      last = trade.timeMicros();
    }
    return out.closeArray().put("last", last + "000").close().text();
  }
}
