package trader.simulator.matching;

/**
 * One execution of one order; numbers are scaled as in {@link Decimals}.
 *
 * @param tradeId the id of the trade within its symbol
 * @param orderId the order that traded
 * @param symbol the instrument
 * @param side of the order
 * @param price of the trade
 * @param quantity of base
 * @param quoteQuantity price times quantity, rounded down
 * @param commission taken from what was received
 * @param commissionAsset the received asset
 * @param isMaker whether the order was resting
 * @param timeMicros when, in epoch microseconds
 */
public record Fill(
    long tradeId,
    long orderId,
    String symbol,
    Side side,
    long price,
    long quantity,
    long quoteQuantity,
    long commission,
    String commissionAsset,
    boolean isMaker,
    long timeMicros) {}
