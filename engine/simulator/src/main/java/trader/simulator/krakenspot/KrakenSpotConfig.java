package trader.simulator.krakenspot;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import trader.simulator.faults.Fault;
import trader.simulator.matching.Fees;
import trader.simulator.matching.Instrument;
import trader.simulator.net.ApiKey;
import trader.simulator.net.Timeouts;

/**
 * What a Kraken spot server needs.
 *
 * @param port where it listens on loopback, 0 for any
 * @param keys who may sign; secrets are base64
 * @param balances what each account has at the start, by account and asset, such as {@code BTC}
 * @param markets what it lists
 * @param fees what it takes, always of the quote asset
 * @param limits how much clients may ask for
 * @param timeouts its patience with connections
 * @param faults what goes wrong from the start
 * @param seed of everything that is drawn
 * @param clock the machine's time
 * @param nanoTime the process's monotonic clock
 */
public record KrakenSpotConfig(
    int port,
    List<ApiKey> keys,
    Map<String, Map<String, BigDecimal>> balances,
    List<Market> markets,
    Fees fees,
    KrakenSpotLimits limits,
    Timeouts timeouts,
    List<Fault> faults,
    long seed,
    InstantSource clock,
    LongSupplier nanoTime) {

  /**
   * A market to open.
   *
   * @param prices the symbol whose prices are played into it, such as {@code BTCUSDT}
   * @param instrument what is traded, such as {@code BTCUSD}
   * @param typicalQuantity of an ordinary trade, scaled as in Decimals
   * @param orderMin the least quantity, scaled as in Decimals
   * @param costMin the least price times quantity, scaled as in Decimals
   */
  public record Market(
      String prices, Instrument instrument, long typicalQuantity, long orderMin, long costMin) {}
}
