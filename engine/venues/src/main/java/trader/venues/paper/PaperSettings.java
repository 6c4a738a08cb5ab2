package trader.venues.paper;

import java.math.BigDecimal;

/**
 * What a paper account starts from and what it pays.
 *
 * @param quoteAsset the asset in which it holds its cash
 * @param cash how much of it a fresh account holds
 * @param makerFee fraction of what is received, for an order that waited
 * @param takerFee fraction of what is received, for an order that did not
 */
public record PaperSettings(
    String quoteAsset, BigDecimal cash, BigDecimal makerFee, BigDecimal takerFee) {
  private static final BigDecimal TENTH_OF_A_PERCENT = new BigDecimal("0.001");

  /** Throws {@link IllegalArgumentException} for negative cash or a fee that is no fraction. */
  public PaperSettings {
    if (cash.signum() < 0) {
      throw new IllegalArgumentException("paper cash " + cash + " must not be negative");
    }
    if (!fraction(makerFee) || !fraction(takerFee)) {
      throw new IllegalArgumentException(
          "paper fees "
              + makerFee
              + " and "
              + takerFee
              + " must be fractions, e.g. 0.001 for 0.1 %");
    }
  }

  /** Fees of 0.1 %, what the venue asks of a new account. */
  public static PaperSettings of(String quoteAsset, BigDecimal cash) {
    return new PaperSettings(quoteAsset, cash, TENTH_OF_A_PERCENT, TENTH_OF_A_PERCENT);
  }

  private static boolean fraction(BigDecimal fee) {
    return fee.signum() >= 0 && fee.compareTo(BigDecimal.ONE) < 0;
  }
}
