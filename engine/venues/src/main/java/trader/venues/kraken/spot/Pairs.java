package trader.venues.kraken.spot;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import trader.control.InstrumentId;
import trader.engine.core.InstrumentRules;
import trader.venues.kraken.KrakenSymbols;

/** What the venue lists, by each of the names that it has for things. */
final class Pairs {
  /** The name of this venue in instrument ids. */
  static final String VENUE = "KRAKEN";

  private static final Pattern SYMBOL = Pattern.compile("[A-Z0-9]{2,30}");
  private static final Pattern SLASH = Pattern.compile("/");
  private static final BigDecimal NO_LIMIT = new BigDecimal("1e18");

  private final Map<InstrumentId, Pair> byInstrument = new HashMap<>();
  private final Map<String, Pair> byName = new HashMap<>();
  private final Map<String, String> assets = new HashMap<>();

  /** Nothing is known yet. */
  static Pairs none() {
    return new Pairs();
  }

  /**
   * Reads the result of AssetPairs; pairs whose names cannot be ours are left out. Throws {@link
   * IllegalArgumentException} for what is not such a result.
   */
  static Pairs read(JsonNode result) {
    Pairs pairs = new Pairs();
    if (!result.isObject()) {
      throw new IllegalArgumentException("the pairs are missing or not an object");
    }
    result.properties().forEach(entry -> pairs.add(entry.getKey(), entry.getValue()));
    return pairs;
  }

  private void add(String key, JsonNode pair) {
    String[] parts = SLASH.split(pair.path("wsname").asString(""), -1);
    if (parts.length != 2) {
      // A dark pool, which has no market data.
      return;
    }
    String base = KrakenSymbols.asset(parts[0]);
    String quote = KrakenSymbols.asset(parts[1]);
    assets.put(Replies.text(pair, "base"), base);
    assets.put(Replies.text(pair, "quote"), quote);
    if (!SYMBOL.matcher(base + quote).matches()) {
      return;
    }
    int priceDecimals = pair.path("pair_decimals").asInt(8);
    int qtyDecimals = pair.path("lot_decimals").asInt(8);
    BigDecimal finest = BigDecimal.ONE.movePointLeft(priceDecimals);
    InstrumentRules rules =
        new InstrumentRules(
            new InstrumentId(base + quote, VENUE),
            base,
            quote,
            pair.has("tick_size")
                ? Replies.decimal(pair, "tick_size").max(finest).stripTrailingZeros()
                : finest,
            BigDecimal.ONE.movePointLeft(qtyDecimals),
            pair.has("ordermin") ? Replies.decimal(pair, "ordermin") : BigDecimal.ZERO,
            NO_LIMIT,
            pair.has("costmin") ? Replies.decimal(pair, "costmin") : BigDecimal.ZERO,
            pair.path("status").asString("online").equals("online"),
            InstrumentRules.Kind.SPOT,
            true);
    String altname = Replies.text(pair, "altname");
    Pair known = new Pair(rules, key, altname, base + "/" + quote, priceDecimals, qtyDecimals);
    byInstrument.put(rules.instrument(), known);
    byName.put(key, known);
    byName.put(altname, known);
    byName.put(parts[0] + "/" + parts[1], known);
    byName.put(known.name(), known);
    byName.put(base + quote, known);
  }

  boolean isEmpty() {
    return byInstrument.isEmpty();
  }

  Collection<Pair> all() {
    return byInstrument.values();
  }

  @Nullable Pair of(InstrumentId instrument) {
    return byInstrument.get(instrument);
  }

  /** The pair of any of its names, null where there is none that could be ours. */
  @Nullable Pair named(String name) {
    return byName.get(name);
  }

  /** The canonical name of an asset such as {@code XXBT}; of one in a wallet, {@code BTC.F}. */
  String asset(String id) {
    String known = assets.get(id);
    if (known != null) {
      return known;
    }
    int dot = id.indexOf('.');
    return dot > 0 ? asset(id.substring(0, dot)) + id.substring(dot) : KrakenSymbols.asset(id);
  }
}
