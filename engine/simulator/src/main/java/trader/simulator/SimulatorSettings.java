package trader.simulator;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import trader.simulator.binance.Limits;
import trader.simulator.faults.Fault;
import trader.simulator.net.Timeouts;
import trader.simulator.prices.PriceSource;

/**
 * How a simulator is set up. Begin with {@link #defaults()} and change what differs.
 *
 * @param port where it listens on loopback, 0 for any
 * @param symbol the one market, such as {@code BTCUSDT}
 * @param prices where prices come from; empty for the real trades that travel with the simulator
 * @param otherMarkets more markets and their prices, by symbol; a source serves one simulator
 * @param speed how many of the source's seconds pass in one
 * @param historyFraction which part of a recorded source is history when the market opens
 * @param seed of everything that is drawn
 * @param apiKey the key of the account
 * @param apiSecret what signs for it; text that looks like base64
 * @param balances what the account has at the start, by asset
 * @param makerFee as a fraction
 * @param takerFee as a fraction
 * @param limits how much clients may ask for
 * @param timeouts the venue's patience with connections
 * @param faults what goes wrong from the start
 * @param clock the machine's time
 * @param venues which venues run, of {@link Simulator#VENUES}
 */
public record SimulatorSettings(
    int port,
    String symbol,
    Optional<PriceSource> prices,
    Map<String, PriceSource> otherMarkets,
    double speed,
    double historyFraction,
    long seed,
    String apiKey,
    String apiSecret,
    Map<String, BigDecimal> balances,
    BigDecimal makerFee,
    BigDecimal takerFee,
    Limits limits,
    Timeouts timeouts,
    List<Fault> faults,
    InstantSource clock,
    Set<String> venues) {

  /** Copies what could change. */
  public SimulatorSettings {
    balances = Map.copyOf(balances);
    otherMarkets = Collections.unmodifiableMap(new LinkedHashMap<>(otherMarkets));
    faults = List.copyOf(faults);
    venues = Set.copyOf(venues);
  }

  /** BTCUSDT at real prices, 10,000 USDT, 0.1 % fees, the venue's documented limits. */
  public static SimulatorSettings defaults() {
    BigDecimal fee = new BigDecimal("0.001");
    return new SimulatorSettings(
        0,
        "BTCUSDT",
        Optional.empty(),
        Map.of(),
        1,
        0.2,
        42,
        "simulator-key-of-a-funded-account",
        "c2ltdWxhdG9yLXNlY3JldC1vZi1hLWZ1bmRlZC1hY2NvdW50LW5vdC1mb3ItcmVhbA==",
        Map.of("USDT", new BigDecimal("10000")),
        fee,
        fee,
        Limits.documented(),
        Timeouts.documented(),
        List.of(),
        InstantSource.system(),
        Set.copyOf(Simulator.VENUES));
  }

  /** The same on another port. */
  public SimulatorSettings withPort(int value) {
    return with(value, symbol, prices, speed, historyFraction, seed, limits, timeouts, faults);
  }

  /** The same for another symbol. */
  public SimulatorSettings withSymbol(String value) {
    return with(port, value, prices, speed, historyFraction, seed, limits, timeouts, faults);
  }

  /** The same with other prices; a source serves one simulator. */
  public SimulatorSettings withPrices(PriceSource value) {
    return with(
        port, symbol, Optional.of(value), speed, historyFraction, seed, limits, timeouts, faults);
  }

  /** The same at another speed. */
  public SimulatorSettings withSpeed(double value) {
    return with(port, symbol, prices, value, historyFraction, seed, limits, timeouts, faults);
  }

  /** The same with another part of a recorded source behind it. */
  public SimulatorSettings withHistoryFraction(double value) {
    return with(port, symbol, prices, speed, value, seed, limits, timeouts, faults);
  }

  /** The same with other dice. */
  public SimulatorSettings withSeed(long value) {
    return with(port, symbol, prices, speed, historyFraction, value, limits, timeouts, faults);
  }

  /** The same with other limits. */
  public SimulatorSettings withLimits(Limits value) {
    return with(port, symbol, prices, speed, historyFraction, seed, value, timeouts, faults);
  }

  /** The same with other patience. */
  public SimulatorSettings withTimeouts(Timeouts value) {
    return with(port, symbol, prices, speed, historyFraction, seed, limits, value, faults);
  }

  /** The same with faults from the start. */
  public SimulatorSettings withFaults(List<Fault> value) {
    return with(port, symbol, prices, speed, historyFraction, seed, limits, timeouts, value);
  }

  /** What goes wrong from the start at one venue. */
  List<Fault> faultsOf(String venue) {
    return faults.stream().filter(fault -> fault.concerns(venue)).toList();
  }

  private SimulatorSettings with(
      int newPort,
      String newSymbol,
      Optional<PriceSource> newPrices,
      double newSpeed,
      double newHistoryFraction,
      long newSeed,
      Limits newLimits,
      Timeouts newTimeouts,
      List<Fault> newFaults) {
    return new SimulatorSettings(
        newPort,
        newSymbol,
        newPrices,
        otherMarkets,
        newSpeed,
        newHistoryFraction,
        newSeed,
        apiKey,
        apiSecret,
        balances,
        makerFee,
        takerFee,
        newLimits,
        newTimeouts,
        newFaults,
        clock,
        venues);
  }

  private SimulatorSettings with(
      String key,
      String secret,
      Map<String, BigDecimal> newBalances,
      BigDecimal maker,
      BigDecimal taker,
      Map<String, PriceSource> newMarkets,
      InstantSource newClock) {
    return new SimulatorSettings(
        port,
        symbol,
        prices,
        newMarkets,
        speed,
        historyFraction,
        seed,
        key,
        secret,
        newBalances,
        maker,
        taker,
        limits,
        timeouts,
        faults,
        newClock,
        venues);
  }

  /** The same with another key. */
  public SimulatorSettings withKey(String key, String secret) {
    return with(key, secret, balances, makerFee, takerFee, otherMarkets, clock);
  }

  /** The same with another balance of one asset. */
  public SimulatorSettings withBalance(String asset, BigDecimal amount) {
    Map<String, BigDecimal> more = new LinkedHashMap<>(balances);
    more.put(asset, amount);
    return with(apiKey, apiSecret, more, makerFee, takerFee, otherMarkets, clock);
  }

  /** The same with other fees, as fractions. */
  public SimulatorSettings withFees(BigDecimal maker, BigDecimal taker) {
    return with(apiKey, apiSecret, balances, maker, taker, otherMarkets, clock);
  }

  /** The same with one more market; a source serves one simulator. */
  public SimulatorSettings withMarket(String newSymbol, PriceSource source) {
    Map<String, PriceSource> more = new LinkedHashMap<>(otherMarkets);
    more.put(newSymbol, source);
    return with(apiKey, apiSecret, balances, makerFee, takerFee, more, clock);
  }

  /** The same by another clock. */
  public SimulatorSettings withClock(InstantSource value) {
    return with(apiKey, apiSecret, balances, makerFee, takerFee, otherMarkets, value);
  }

  /** The same with other venues, of {@link Simulator#VENUES}; Binance spot always runs. */
  public SimulatorSettings withVenues(Set<String> value) {
    return new SimulatorSettings(
        port,
        symbol,
        prices,
        otherMarkets,
        speed,
        historyFraction,
        seed,
        apiKey,
        apiSecret,
        balances,
        makerFee,
        takerFee,
        limits,
        timeouts,
        faults,
        clock,
        value);
  }

  @Override
  public String toString() {
    return "SimulatorSettings[port=" + port + ", symbol=" + symbol + ", apiKey=" + apiKey + "]";
  }
}
