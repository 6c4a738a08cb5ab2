package trader.control;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * The figures of {@code risk:stats}. Names end in their unit; {@code drawdown} is percent below the
 * equity peak, zero or negative.
 */
public record RiskStats(
    BigDecimal drawdown,
    BigDecimal dailyLossUsd,
    BigDecimal equityUsd,
    BigDecimal cashUsd,
    BigDecimal exposureUsd,
    BigDecimal marginUtilPct,
    BigDecimal fillRatePct,
    BigDecimal venueLatencyP95Ms,
    BigDecimal slippageAvgBps,
    BigDecimal slippageP95Bps,
    BigDecimal orderFailureRatePct,
    BigDecimal venueErrorRatePct,
    long riskBlocksTotal,
    Instant updatedAt) {}
