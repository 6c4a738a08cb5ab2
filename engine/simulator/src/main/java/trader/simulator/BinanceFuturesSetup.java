package trader.simulator;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import trader.simulator.binance.Limits;
import trader.simulator.binancefutures.FuturesConfig;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Fees;
import trader.simulator.matching.Instrument;
import trader.simulator.net.ApiKey;
import trader.simulator.net.MarketConfig;

/**
 * Binance futures as the settings of a simulator make it: the contracts that settle in the first
 * symbol's quote asset, whose balance is the account's deposit.
 */
final class BinanceFuturesSetup {
  /** The smallest step of contracts, 0.001. */
  private static final long CONTRACT_STEP = Decimals.ONE / 1_000;

  private BinanceFuturesSetup() {}

  static FuturesConfig of(SimulatorSettings settings, List<MarketConfig> markets, String account) {
    String collateral = markets.getFirst().instrument().quote();
    return new FuturesConfig(
        0,
        List.of(new ApiKey(settings.apiKey(), settings.apiSecret(), account)),
        collateral,
        Map.of(account, settings.balances().getOrDefault(collateral, BigDecimal.ZERO)),
        markets.stream()
            .filter(market -> market.instrument().quote().equals(collateral))
            .map(BinanceFuturesSetup::contract)
            .toList(),
        new Fees(Decimals.of(settings.makerFee()), Decimals.of(settings.takerFee())),
        settings.limits().equals(Limits.documented()) ? Limits.futures() : settings.limits(),
        settings.timeouts(),
        settings.faultsOf(Simulator.BINANCE_FUTURES),
        settings.seed(),
        settings.clock(),
        System::nanoTime);
  }

  private static MarketConfig contract(MarketConfig market) {
    Instrument spot = market.instrument();
    return new MarketConfig(
        new Instrument(
            spot.symbol(),
            spot.base(),
            spot.quote(),
            spot.tick(),
            Math.max(spot.step(), CONTRACT_STEP)),
        market.playback());
  }
}
