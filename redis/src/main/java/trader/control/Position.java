package trader.control;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open position as published in {@code portfolio_positions}. Prices and profit are in the quote
 * currency, {@code qty} in the base asset and positive.
 *
 * @param stopPrice the trigger of the protective stop that works at the venue, null where there is
 *     none
 * @param takeProfitPrice the take-profit's price, null where there is none
 */
public record Position(
    String symbol,
    String venue,
    String side,
    BigDecimal qty,
    BigDecimal avgPrice,
    BigDecimal markPrice,
    BigDecimal unrealizedPnl,
    @Nullable BigDecimal stopPrice,
    @Nullable BigDecimal takeProfitPrice,
    String strategy,
    Instant openedAt) {}
