package trader.simulator;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import trader.simulator.binance.Limits;
import trader.simulator.krakenspot.KrakenSpotConfig;
import trader.simulator.krakenspot.KrakenSpotLimits;
import trader.simulator.matching.Decimals;
import trader.simulator.matching.Fees;
import trader.simulator.matching.Instrument;
import trader.simulator.net.ApiKey;
import trader.simulator.net.MarketConfig;

/** Kraken spot as the settings of a simulator make it: dollars where Binance has tethers. */
final class KrakenSpotSetup {
  private static final long ORDER_MIN = Decimals.parse("0.00005");
  private static final long COST_MIN = Decimals.parse("0.5");

  private KrakenSpotSetup() {}

  static KrakenSpotConfig of(
      SimulatorSettings settings, List<MarketConfig> markets, String account) {
    return new KrakenSpotConfig(
        0,
        List.of(new ApiKey(settings.apiKey(), settings.apiSecret(), account)),
        Map.of(account, balances(settings)),
        markets.stream().map(KrakenSpotSetup::market).toList(),
        new Fees(Decimals.of(settings.makerFee()), Decimals.of(settings.takerFee()), true),
        settings.limits().equals(Limits.none())
            ? KrakenSpotLimits.none()
            : KrakenSpotLimits.documented(),
        settings.timeouts(),
        settings.faultsOf(Simulator.KRAKEN_SPOT),
        settings.seed(),
        settings.clock(),
        System::nanoTime);
  }

  private static Map<String, BigDecimal> balances(SimulatorSettings settings) {
    Map<String, BigDecimal> balances = new LinkedHashMap<>();
    settings
        .balances()
        .forEach((asset, amount) -> balances.merge(dollars(asset), amount, BigDecimal::add));
    return balances;
  }

  private static String dollars(String asset) {
    return asset.equals("USDT") ? "USD" : asset;
  }

  private static KrakenSpotConfig.Market market(MarketConfig market) {
    Instrument instrument = market.instrument();
    String quote = dollars(instrument.quote());
    return new KrakenSpotConfig.Market(
        instrument.symbol(),
        new Instrument(instrument.base() + quote, instrument.base(), quote, instrument.tick(), 1),
        market.playback().source().typicalQuantity(),
        ORDER_MIN,
        COST_MIN);
  }
}
