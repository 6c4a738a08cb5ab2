package trader.simulator.krakenfutures;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import trader.simulator.faults.Fault;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Fees;
import trader.simulator.net.ApiKey;
import trader.simulator.net.Timeouts;

/**
 * What a Kraken Futures server needs.
 *
 * @param port where it listens on loopback, 0 for any
 * @param keys who may sign; secrets are base64
 * @param dollars what each account has at the start
 * @param contracts what it lists
 * @param playedFrom which contract gets the prices of a symbol such as {@code BTCUSDT}
 * @param typicalQuantity of an ordinary trade, in base
 * @param fees what it takes
 * @param fundingRate the fraction of a position's value that longs pay each hour
 * @param limits how much clients may ask for
 * @param timeouts its patience with connections
 * @param faults what goes wrong from the start
 * @param seed of everything that is drawn
 * @param clock the machine's time
 * @param nanoTime the process's monotonic clock
 */
public record KrakenFuturesConfig(
    int port,
    List<ApiKey> keys,
    Map<String, BigDecimal> dollars,
    List<ContractRules> contracts,
    Map<String, String> playedFrom,
    BigDecimal typicalQuantity,
    Fees fees,
    BigDecimal fundingRate,
    FuturesLimits limits,
    Timeouts timeouts,
    List<Fault> faults,
    long seed,
    InstantSource clock,
    LongSupplier nanoTime) {

  /** Copies what could change. */
  public KrakenFuturesConfig {
    keys = List.copyOf(keys);
    dollars = Map.copyOf(dollars);
    contracts = List.copyOf(contracts);
    playedFrom = Map.copyOf(playedFrom);
    faults = List.copyOf(faults);
  }

  /** One account with 10,000 USD, PF_XBTUSD played from BTCUSDT, the documented fees and limits. */
  public static KrakenFuturesConfig of(
      int port, ApiKey key, FuturesLimits limits, long seed, InstantSource clock) {
    return new KrakenFuturesConfig(
        port,
        List.of(key),
        Map.of(key.account(), BigDecimal.valueOf(10_000)),
        List.of(ContractRules.bitcoin()),
        Map.of("BTCUSDT", "PF_XBTUSD", "BTCUSD", "PF_XBTUSD"),
        new BigDecimal("0.5"),
        new Fees(Decimals.ONE / 5_000, Decimals.ONE / 2_000),
        new BigDecimal("0.00001040"),
        limits,
        Timeouts.documented(),
        List.of(),
        seed,
        clock,
        System::nanoTime);
  }

  /** The same with faults from the start. */
  public KrakenFuturesConfig with(List<Fault> newFaults, Timeouts newTimeouts) {
    return new KrakenFuturesConfig(
        port,
        keys,
        dollars,
        contracts,
        playedFrom,
        typicalQuantity,
        fees,
        fundingRate,
        limits,
        newTimeouts,
        newFaults,
        seed,
        clock,
        nanoTime);
  }
}
