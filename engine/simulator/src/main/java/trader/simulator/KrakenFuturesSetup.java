package trader.simulator;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import trader.simulator.binance.Limits;
import trader.simulator.krakenfutures.ContractRules;
import trader.simulator.krakenfutures.FuturesLimits;
import trader.simulator.krakenfutures.KrakenFuturesConfig;
import trader.simulator.matching.Decimals;
import trader.simulator.net.ApiKey;
import trader.simulator.net.MarketConfig;

/** How Kraken Futures is set up beside the other venues: the same prices, its own contracts. */
final class KrakenFuturesSetup {
  private static final Set<String> DOLLARS = Set.of("USDT", "USDC", "FDUSD", "BUSD", "TUSD", "USD");

  private KrakenFuturesSetup() {}

  static KrakenFuturesConfig of(
      SimulatorSettings settings, List<MarketConfig> markets, String account) {
    FuturesLimits limits =
        settings.limits().equals(Limits.none()) ? FuturesLimits.none() : FuturesLimits.documented();
    KrakenFuturesConfig usual =
        KrakenFuturesConfig.of(
            0,
            new ApiKey(settings.apiKey(), settings.apiSecret(), account),
            limits,
            settings.seed(),
            settings.clock());
    Map<String, ContractRules> contracts = new LinkedHashMap<>();
    Map<String, String> playedFrom = new LinkedHashMap<>();
    for (MarketConfig market : markets) {
      if (DOLLARS.contains(market.instrument().quote())) {
        ContractRules contract = contract(market);
        String symbol = contract.instrument().symbol();
        if (contracts.putIfAbsent(symbol, contract) == null) {
          playedFrom.put(market.instrument().symbol(), symbol);
        }
      }
    }
    BigDecimal dollars = settings.balances().getOrDefault("USDT", BigDecimal.valueOf(10_000));
    return new KrakenFuturesConfig(
        usual.port(),
        usual.keys(),
        Map.of(account, dollars),
        List.copyOf(contracts.values()),
        playedFrom,
        Decimals.toBigDecimal(markets.getFirst().playback().source().typicalQuantity()),
        usual.fees(),
        usual.fundingRate(),
        usual.limits(),
        settings.timeouts(),
        settings.faultsOf(Simulator.KRAKEN_FUTURES),
        usual.seed(),
        usual.clock(),
        usual.nanoTime());
  }

  private static ContractRules contract(MarketConfig market) {
    String base = market.instrument().base();
    return base.equals("BTC")
        ? ContractRules.bitcoin()
        : ContractRules.of(
            "PF_" + base + "USD", base, market.instrument().tick(), market.instrument().step());
  }
}
