package trader.control;

import java.math.BigDecimal;

/**
 * Fees of the UTC day that were taken in one asset.
 *
 * @param amount exact, in the asset
 * @param valueUsd what they count for, in the quote currency, each at the price when it was taken
 * @param unvalued the part of {@code amount} that counts for nothing, since the engine had no price
 *     of the asset when it was taken
 */
public record FeeTotal(String asset, BigDecimal amount, BigDecimal valueUsd, BigDecimal unvalued) {}
