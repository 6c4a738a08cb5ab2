package trader.engine.core.portfolio;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Optional;
import trader.engine.core.InstrumentRules;
import trader.engine.core.market.Market;

/**
 * What a venue took for an execution.
 *
 * @param amount in the asset, exact
 * @param inBase the part that was taken in the order's base asset
 * @param inQuote the part that was taken in the order's quote asset
 * @param third the market of the asset where it is neither and has a price in the quote asset
 * @param value in the quote asset; zero where there is no price
 * @param valued whether there was a price
 */
record Fee(
    String asset,
    BigDecimal amount,
    BigDecimal inBase,
    BigDecimal inQuote,
    Optional<Market> third,
    BigDecimal value,
    boolean valued) {

  /** The fee of an execution at {@code price}. */
  static Fee of(
      BigDecimal amount,
      String asset,
      BigDecimal price,
      InstrumentRules rules,
      Collection<Market> markets) {
    if (asset.equals(rules.quoteAsset())) {
      return new Fee(asset, amount, BigDecimal.ZERO, amount, Optional.empty(), amount, true);
    }
    if (asset.equals(rules.baseAsset()) && rules.perpetual()) {
      // A contract gives no base asset from which it could be taken.
      return new Fee(
          asset,
          amount,
          BigDecimal.ZERO,
          BigDecimal.ZERO,
          Optional.empty(),
          amount.multiply(price),
          true);
    }
    if (asset.equals(rules.baseAsset())) {
      return new Fee(
          asset, amount, amount, BigDecimal.ZERO, Optional.empty(), amount.multiply(price), true);
    }
    Optional<Market> market =
        markets.stream().filter(each -> prices(each, asset, rules.quoteAsset())).findFirst();
    return new Fee(
        asset,
        amount,
        BigDecimal.ZERO,
        BigDecimal.ZERO,
        market,
        market.map(each -> amount.multiply(each.last())).orElse(BigDecimal.ZERO),
        market.isPresent() || amount.signum() == 0);
  }

  private static boolean prices(Market market, String asset, String quoteAsset) {
    return market.hasPrice()
        && market
            .rules()
            .filter(rules -> rules.baseAsset().equals(asset))
            .filter(rules -> rules.quoteAsset().equals(quoteAsset))
            .isPresent();
  }
}
