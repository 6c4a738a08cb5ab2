package trader.simulator.matching;

import java.util.List;
import java.util.Map;

/**
 * The rules of an exchange for linear contracts that are all settled in one asset.
 *
 * @param collateral the asset of margins, profits, fees and funding
 * @param tiers the margin tiers by symbol, lowest first, each beginning at zero
 * @param waitingFollowPosition whether reduce-only orders that wait for a trigger shrink and end
 *     with their position as working ones do; else they are judged when triggered
 * @param reachedTriggersWork whether an order whose trigger is reached already works at once; else
 *     it is refused
 * @param liquidationPrefix what the client ids of orders begin with that liquidate an account
 */
public record DerivativeTerms(
    String collateral,
    Map<String, List<MarginTier>> tiers,
    boolean waitingFollowPosition,
    boolean reachedTriggersWork,
    String liquidationPrefix) {
  /** Checks that every symbol has a tier from zero on and that tiers rise. */
  public DerivativeTerms {
    tiers = Map.copyOf(tiers);
    tiers.forEach(DerivativeTerms::check);
  }

  private static void check(String symbol, List<MarginTier> ofSymbol) {
    if (ofSymbol.isEmpty() || ofSymbol.getFirst().fromNotional() != 0) {
      throw new IllegalArgumentException("the margin tiers of " + symbol + " must begin at zero");
    }
    for (int i = 1; i < ofSymbol.size(); i++) {
      if (ofSymbol.get(i).fromNotional() <= ofSymbol.get(i - 1).fromNotional()) {
        throw new IllegalArgumentException("the margin tiers of " + symbol + " must rise");
      }
    }
  }

  /** The tier of a position's value. */
  MarginTier tier(String symbol, long notional) {
    List<MarginTier> ofSymbol = tiers.get(symbol);
    if (ofSymbol == null) {
      throw new IllegalArgumentException("no margin tiers for " + symbol);
    }
    MarginTier found = ofSymbol.getFirst();
    for (MarginTier tier : ofSymbol) {
      if (tier.fromNotional() <= notional) {
        found = tier;
      }
    }
    return found;
  }
}
