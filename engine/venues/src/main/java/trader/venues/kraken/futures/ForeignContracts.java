package trader.venues.kraken.futures;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * What the account has in contracts that are no linear perpetuals in dollars: it is left out of
 * every reading, and said once.
 */
final class ForeignContracts {
  private static final Logger LOG = LoggerFactory.getLogger(ForeignContracts.class);

  private final Set<String> said = new HashSet<>();

  /** Looks through orders or positions as the venue lists them. */
  void note(JsonNode listed, String what) {
    for (JsonNode each : listed) {
      String symbol = each.path("symbol").asString("");
      if (!symbol.isEmpty()
          && Products.instrument(symbol).isEmpty()
          && said.add(what + symbol.toUpperCase(Locale.ROOT))) {
        LOG.warn(
            "the account has {} in {}, {}: trader neither counts nor touches it; close it at Kraken"
                + " if it is not wanted",
            what,
            symbol,
            Products.kind(symbol));
      }
    }
  }
}
