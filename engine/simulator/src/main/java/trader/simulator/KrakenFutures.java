package trader.simulator;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.simulator.binance.Limits;
import trader.simulator.krakenfutures.ContractRules;
import trader.simulator.krakenfutures.FuturesLimits;
import trader.simulator.krakenfutures.KrakenFuturesConfig;
import trader.simulator.matching.Decimals;
import trader.simulator.net.ApiKey;
import trader.simulator.net.MarketConfig;

/** How Kraken Futures is set up beside the other venues: the same prices, its own contracts. */
final class KrakenFutures {
  private KrakenFutures() {}

  static KrakenFuturesConfig config(
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
    List<ContractRules> contracts = new ArrayList<>();
    Map<String, String> playedFrom = new LinkedHashMap<>();
    for (MarketConfig market : markets) {
      ContractRules contract = contract(market);
      contracts.add(contract);
      playedFrom.put(market.instrument().symbol(), contract.instrument().symbol());
    }
    BigDecimal dollars = settings.balances().getOrDefault("USDT", BigDecimal.valueOf(10_000));
    return new KrakenFuturesConfig(
        usual.port(),
        usual.keys(),
        Map.of(account, dollars),
        contracts,
        playedFrom,
        Decimals.toBigDecimal(markets.getFirst().playback().source().typicalQuantity()),
        usual.fees(),
        usual.fundingRate(),
        usual.limits(),
        settings.timeouts(),
        settings.faults(),
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
