package trader.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentIdTest {

  @ParameterizedTest
  @CsvSource({
    "BTCUSDT.BINANCE, BTCUSDT.BINANCE",
    "BTC/USDT, BTCUSDT.BINANCE",
    "BTC-USDT, BTCUSDT.BINANCE",
    "' btcusdt ', BTCUSDT.BINANCE",
    "PF_XBTUSD.KRAKEN_FUTURES, BTCUSD.KRAKEN_FUTURES",
    "XBT/USD.KRAKEN, BTCUSD.KRAKEN",
    "pf_ethusd.kraken_futures, ETHUSD.KRAKEN_FUTURES"
  })
  void everyFormOfASymbolIsOneKey(String text, String canonical) {
    assertThat(InstrumentId.parse(text, "BINANCE")).hasToString(canonical);
  }

  @Test
  void whatIsNoSymbolIsRefusedByName() {
    assertThatThrownBy(() -> InstrumentId.parse("BTC USDT", "BINANCE"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'BTC USDT'");
  }
}
