package trader.simulator.binance;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import trader.simulator.faults.Fault;
import trader.simulator.matching.Fees;
import trader.simulator.net.ApiKey;
import trader.simulator.net.MarketConfig;
import trader.simulator.net.Timeouts;

/**
 * What a spot server needs.
 *
 * @param port where it listens on loopback, 0 for any
 * @param keys who may sign
 * @param balances what each account has at the start, by account and asset
 * @param markets what it lists
 * @param fees what it takes
 * @param limits how much clients may ask for
 * @param timeouts its patience with connections
 * @param faults what goes wrong from the start
 * @param seed of everything that is drawn
 * @param clock the machine's time
 * @param nanoTime the process's monotonic clock
 */
public record SpotConfig(
    int port,
    List<ApiKey> keys,
    Map<String, Map<String, BigDecimal>> balances,
    List<MarketConfig> markets,
    Fees fees,
    Limits limits,
    Timeouts timeouts,
    List<Fault> faults,
    long seed,
    InstantSource clock,
    LongSupplier nanoTime) {}
