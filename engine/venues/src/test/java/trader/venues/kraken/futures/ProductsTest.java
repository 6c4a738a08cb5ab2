package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.control.InstrumentId;

class ProductsTest {
  @ParameterizedTest
  @CsvSource({"PF_XBTUSD, BTCUSD", "pf_ethusd, ETHUSD", "PF_AAPLxUSD, AAPLXUSD"})
  void perpetualsHaveOneCanonicalName(String product, String symbol) {
    assertThat(Products.instrument(product)).contains(new InstrumentId(symbol, "KRAKEN_FUTURES"));
  }

  @ParameterizedTest
  @CsvSource({"PF_XBTUSD", "pf_xbtusd.kraken_futures", "XBT/USD", "BTCUSD.KRAKEN_FUTURES"})
  void everyNameOfAPerpetualIsUnderstood(String name) {
    assertThat(Products.parse(name)).isEqualTo(new InstrumentId("BTCUSD", "KRAKEN_FUTURES"));
  }

  @Test
  void othersHaveNone() {
    assertThat(Products.instrument("PI_XBTUSD")).isEmpty();
    assertThat(Products.instrument("FF_XBTUSD_260925")).isEmpty();
    assertThat(Products.of(new InstrumentId("BTCUSD", "KRAKEN_FUTURES"))).isEqualTo("PF_XBTUSD");
    assertThatThrownBy(() -> Products.of(new InstrumentId("BTCUSDT", "BINANCE")))
        .hasMessageContaining("BTCUSDT.BINANCE");
  }
}
