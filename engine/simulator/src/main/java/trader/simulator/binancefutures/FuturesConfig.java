package trader.simulator.binancefutures;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import trader.simulator.binance.Limits;
import trader.simulator.faults.Fault;
import trader.simulator.matching.Fees;
import trader.simulator.net.ApiKey;
import trader.simulator.net.MarketConfig;
import trader.simulator.net.Timeouts;

/**
 * What a futures server needs.
 *
 * @param port where it listens on loopback, 0 for any
 * @param keys who may sign
 * @param collateral the asset of margins, profits, fees and funding
 * @param deposits what each account has of it at the start
 * @param markets what it lists
 * @param fees what it takes
 * @param limits how much clients may ask for
 * @param timeouts its patience with connections
 * @param faults what goes wrong from the start
 * @param seed of everything that is drawn
 * @param clock the machine's time
 * @param nanoTime the process's monotonic clock
 */
public record FuturesConfig(
    int port,
    List<ApiKey> keys,
    String collateral,
    Map<String, BigDecimal> deposits,
    List<MarketConfig> markets,
    Fees fees,
    Limits limits,
    Timeouts timeouts,
    List<Fault> faults,
    long seed,
    InstantSource clock,
    LongSupplier nanoTime) {}
