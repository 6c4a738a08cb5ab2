package trader.simulator.matching;

/**
 * A price and the quantity that stands there, scaled as in {@link Decimals}.
 *
 * @param price of the level
 * @param quantity of base
 */
public record Level(long price, long quantity) {}
