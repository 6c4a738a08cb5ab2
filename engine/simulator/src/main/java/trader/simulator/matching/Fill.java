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
 * @param commission taken from what was received, or from the collateral
 * @param commissionAsset the received asset, or the collateral
 * @param realizedProfit of what it closed of a position, before the commission; 0 on spot
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
    long realizedProfit,
    boolean isMaker,
    long timeMicros) {}
