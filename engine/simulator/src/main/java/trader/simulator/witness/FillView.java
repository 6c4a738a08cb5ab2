package trader.simulator.witness;

import java.math.BigDecimal;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Fill;
import trader.simulator.matching.Side;

/**
 * An execution of an account's order.
 *
 * @param tradeId the id of the trade within its symbol
 * @param orderId the order that traded
 * @param symbol the instrument
 * @param side of the order
 * @param price of the trade
 * @param quantity of base
 * @param commission taken from what was received
 * @param commissionAsset the received asset
 * @param isMaker whether the order was resting
 * @param timeMicros when, in epoch microseconds of the venue's clock
 */
public record FillView(
    long tradeId,
    long orderId,
    String symbol,
    Side side,
    BigDecimal price,
    BigDecimal quantity,
    BigDecimal commission,
    String commissionAsset,
    boolean isMaker,
    long timeMicros) {

  /** Turns an execution into exact decimals. */
  public static FillView of(Fill fill) {
    return new FillView(
        fill.tradeId(),
        fill.orderId(),
        fill.symbol(),
        fill.side(),
        Decimals.toBigDecimal(fill.price()),
        Decimals.toBigDecimal(fill.quantity()),
        Decimals.toBigDecimal(fill.commission()),
        fill.commissionAsset(),
        fill.isMaker(),
        fill.timeMicros());
  }
}
