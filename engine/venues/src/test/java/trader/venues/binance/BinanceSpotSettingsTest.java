package trader.venues.binance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.venues.net.ApiCredentials;

class BinanceSpotSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.binance.com,wss://stream.binance.com:9443,"
        + "wss://ws-api.binance.com:443/ws-api/v3,true",
    "https://api3.binance.com,wss://stream.binance.com:9443,"
        + "wss://ws-api.binance.com:443/ws-api/v3,true",
    "https://testnet.binance.vision,wss://stream.testnet.binance.vision,"
        + "wss://ws-api.testnet.binance.vision/ws-api/v3,true",
    "http://127.0.0.1:9001,ws://127.0.0.1:9001,ws://127.0.0.1:9001/ws-api/v3,false",
    "http://localhost:9001,ws://localhost:9001,ws://localhost:9001/ws-api/v3,false",
    "http://[::1]:9001,ws://[::1]:9001,ws://[::1]:9001/ws-api/v3,false",
    "https://10.1.2.3,wss://10.1.2.3,wss://10.1.2.3/ws-api/v3,true",
    "https://localhost.example.com,wss://localhost.example.com,"
        + "wss://localhost.example.com/ws-api/v3,true",
  })
  void baseDecidesWhereEverythingIs(String base, String streams, String orders, boolean real) {
    BinanceSpotSettings settings = at(base);

    assertThat(settings.streams()).hasToString(streams);
    assertThat(settings.orders()).hasToString(orders);
    assertThat(settings.real()).isEqualTo(real);
  }

  @ParameterizedTest
  @CsvSource({"ftp://127.0.0.1", "mailto:me", "http:///x"})
  void baseThatIsNoWebAddressIsRefused(String base) {
    assertThatThrownBy(() -> at(base))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("BINANCE_SPOT_URL");
  }

  @Test
  void barsThatTheVenueDoesNotKeepAreRefused() {
    assertThatThrownBy(() ->
            BinanceSpotSettings.at(
                URI.create("http://127.0.0.1:1"), Optional.empty(), Duration.ofMinutes(7), 5))
        .hasMessageContaining("PT7M")
        .hasMessageContaining("1m");
  }

  @Test
  void neitherKeyNorSecretIsEverShown() {
    var credentials = new ApiCredentials("the-key", "the-secret");
    BinanceSpotSettings settings =
        BinanceSpotSettings.at(
            BinanceSpotSettings.REAL, Optional.of(credentials), Duration.ofMinutes(1), 5);

    assertThat(settings.toString()).doesNotContain("the-key").doesNotContain("the-secret");
    assertThatThrownBy(() -> new ApiCredentials("the-key", "se cret"))
        .hasMessageNotContaining("se cret");
  }

  private static BinanceSpotSettings at(String base) {
    return BinanceSpotSettings.at(URI.create(base), Optional.empty(), Duration.ofMinutes(1), 100);
  }
}
