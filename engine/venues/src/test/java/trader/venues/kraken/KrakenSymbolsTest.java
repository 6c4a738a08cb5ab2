package trader.venues.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KrakenSymbolsTest {
  @ParameterizedTest
  @CsvSource({
    "BTC/USD, BTCUSD",
    "XBT/USD, BTCUSD",
    "XBTUSD, BTCUSD",
    "XXBTZUSD, BTCUSD",
    "btc-usd, BTCUSD",
    "XETHXXBT, ETHBTC",
    "ETHXBT, ETHBTC",
    "XBTUSDT, BTCUSDT",
    "XDG/USD, DOGEUSD",
    "XDGUSD, DOGEUSD",
    "SOLUSD, SOLUSD",
    "XTZUSD, XTZUSD",
    "XRPUSD, XRPUSD"
  })
  void everyNameOfAPairIsOneSymbol(String name, String symbol) {
    assertThat(KrakenSymbols.canonical(name)).isEqualTo(symbol);
  }
}
