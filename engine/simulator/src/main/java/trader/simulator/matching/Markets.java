package trader.simulator.matching;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The markets of an exchange in the order in which they were opened. */
final class Markets {
  private final Map<String, Market> bySymbol = new LinkedHashMap<>();

  void add(Market market) {
    bySymbol.put(market.instrument().symbol(), market);
  }

  Optional<Market> find(String symbol) {
    return Optional.ofNullable(bySymbol.get(symbol));
  }

  /** Throws {@link IllegalArgumentException} where there is none. */
  Market required(String symbol) {
    return find(symbol).orElseThrow(() -> new IllegalArgumentException("no market " + symbol));
  }

  Collection<Market> all() {
    return Collections.unmodifiableCollection(bySymbol.values());
  }

  /** Works the waiting orders that prices have triggered, everywhere. */
  void trigger(long nowMicros) {
    bySymbol.values().forEach(market -> market.trigger(nowMicros));
  }
}
