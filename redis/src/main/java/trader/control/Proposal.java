package trader.control;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * An entry that a strategy wants in mode {@code manual} and that waits for a person. Prices are in
 * the quote currency, {@code qty} in the base asset.
 *
 * @param id names it in {@code /approve} and {@code /reject}; no other proposal ever has the same
 * @param side {@code buy}
 * @param qty the most that an approval lets be ordered
 * @param price the limit price that it was decided at
 * @param stopPrice where its protective stop would be placed
 * @param why the strategy's reason
 * @param expiresAt an approval that comes at this time or later is refused
 */
public record Proposal(
    String id,
    String symbol,
    String venue,
    String side,
    BigDecimal qty,
    BigDecimal price,
    BigDecimal stopPrice,
    String strategy,
    String why,
    Instant proposedAt,
    Instant expiresAt) {}
