package trader.simulator.matching;

import java.util.Map;
import java.util.function.Function;

/**
 * The asset in which accounts may choose to pay commissions, as long as they have enough of it.
 *
 * @param asset which one
 * @param fraction of the commission that is charged in it, scaled as in {@link Decimals}
 * @param markets the symbol of its market by the quote asset
 */
public record ThirdAsset(String asset, long fraction, Map<String, String> markets) {
  /** Copies the map. */
  public ThirdAsset {
    markets = Map.copyOf(markets);
  }

  /** What a commission in a quote asset is in this one; 0 where it has no price. */
  long of(long commission, String quote, Function<String, Long> lastPrice) {
    String market = markets.get(quote);
    long price = market == null ? 0 : lastPrice.apply(market);
    return price <= 0 ? 0 : Decimals.dividedBy(Decimals.times(commission, fraction), price);
  }
}
