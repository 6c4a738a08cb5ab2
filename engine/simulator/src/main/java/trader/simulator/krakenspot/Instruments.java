package trader.simulator.krakenspot;

import java.util.LinkedHashSet;
import java.util.Set;
import trader.simulator.matching.Decimals;
import trader.simulator.net.Json;

/** The instrument channel: what the venue lists, and by which rules. */
final class Instruments {
  private Instruments() {}

  static CharSequence snapshot(KrakenVenue venue) {
    Json out =
        new Json()
            .open()
            .put("channel", "instrument")
            .put("type", "snapshot")
            .name("data")
            .open()
            .name("assets")
            .openArray();
    Set<String> assets = new LinkedHashSet<>();
    for (Listing listing : venue.listings().values()) {
      assets.add(listing.market().instrument().base());
      assets.add(listing.market().instrument().quote());
    }
    for (String asset : assets) {
      out.open()
          .put("id", asset)
          .put("status", "enabled")
          .put("precision", PairNames.assetId(asset).startsWith("Z") ? 4 : 10)
          .put("precision_display", PairNames.assetId(asset).startsWith("Z") ? 2 : 5)
          .put("borrowable", false)
          .close();
    }
    out.closeArray().name("pairs").openArray();
    venue.listings().values().forEach(listing -> pair(out, listing));
    return out.closeArray().close().close().text();
  }

  private static void pair(Json out, Listing listing) {
    String tick = Texts.decimals(listing.market().instrument().tick(), 0);
    out.open()
        .put("symbol", listing.names().name())
        .put("base", listing.market().instrument().base())
        .put("quote", listing.market().instrument().quote())
        .put("status", listing.status())
        .put("qty_precision", Decimals.SCALE)
        .name("qty_increment")
        .raw("0.00000001")
        .put("price_precision", listing.priceDecimals())
        .name("price_increment")
        .raw(tick)
        .name("tick_size")
        .raw(tick)
        .put("cost_precision", 5)
        .name("cost_min")
        .raw(Texts.decimals(listing.costMin(), 0))
        .name("qty_min")
        .raw(Texts.decimals(listing.orderMin(), 0))
        .put("marginable", false)
        .put("has_index", true)
        .close();
  }
}
