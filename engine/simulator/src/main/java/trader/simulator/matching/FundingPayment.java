package trader.simulator.matching;

/**
 * What a position paid or received for being held; numbers are scaled as in {@link Decimals}.
 *
 * @param account whose position
 * @param symbol the instrument
 * @param rate the fraction of the value that longs pay to shorts
 * @param markPrice at which the position was valued
 * @param quantity the position, negative when short
 * @param amount received, negative when paid
 * @param asset of the amount
 * @param timeMicros when, in epoch microseconds
 */
public record FundingPayment(
    String account,
    String symbol,
    long rate,
    long markPrice,
    long quantity,
    long amount,
    String asset,
    long timeMicros) {}
