package trader.simulator.binance;

/**
 * A call that has passed the gate.
 *
 * @param params its parameters
 * @param account whose, or empty for public calls
 * @param ip where from
 */
public record Call(Params params, String account, String ip) {}
