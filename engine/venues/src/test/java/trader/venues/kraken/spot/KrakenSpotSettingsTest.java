package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.venues.net.ApiCredentials;

class KrakenSpotSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "https://api.kraken.com,wss://ws.kraken.com/v2,wss://ws-auth.kraken.com/v2,true",
    "http://127.0.0.1:9001,ws://127.0.0.1:9001/v2,ws://127.0.0.1:9001/v2,false",
    "http://localhost:9001,ws://localhost:9001/v2,ws://localhost:9001/v2,false",
    "https://10.1.2.3,wss://10.1.2.3/v2,wss://10.1.2.3/v2,true",
    "https://localhost.example.com,wss://localhost.example.com/v2,"
        + "wss://localhost.example.com/v2,true",
  })
  void baseDecidesWhereEverythingIs(String base, String streams, String orders, boolean real) {
    KrakenSpotSettings settings = at(base, Duration.ofMinutes(1), 100);

    assertThat(settings.streams()).hasToString(streams);
    assertThat(settings.orders()).hasToString(orders);
    assertThat(settings.real()).isEqualTo(real);
  }

  @ParameterizedTest
  @CsvSource({"ftp://127.0.0.1", "mailto:me", "http:///x"})
  void baseThatIsNoWebAddressIsRefused(String base) {
    assertThatThrownBy(() -> at(base, Duration.ofMinutes(1), 100))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("KRAKEN_SPOT_URL");
  }

  @Test
  void barsThatTheVenueDoesNotKeepAreRefused() {
    assertThatThrownBy(() -> at("http://127.0.0.1:1", Duration.ofMinutes(7), 5))
        .hasMessageContaining("PT7M")
        .hasMessageContaining("1440");
    assertThatThrownBy(() -> at("http://127.0.0.1:1", Duration.ofMinutes(1), 720))
        .hasMessageContaining("720")
        .hasMessageContaining("719");
  }

  @Test
  void secretThatCannotBeOneIsRefusedBeforeAnythingIsSent() {
    assertThatThrownBy(() ->
            KrakenSpotSettings.at(
                KrakenSpotSettings.REAL,
                Optional.of(new ApiCredentials("the-key", "not*base64")),
                Duration.ofMinutes(1),
                5))
        .hasMessageContaining("base64")
        .hasMessageNotContaining("not*base64");
  }

  @Test
  void neitherKeyNorSecretIsEverShown() {
    KrakenSpotSettings settings =
        KrakenSpotSettings.at(
            KrakenSpotSettings.REAL,
            Optional.of(new ApiCredentials("the-key", "dGhlLXNlY3JldA==")),
            Duration.ofMinutes(1),
            5);

    assertThat(settings.toString()).doesNotContain("the-key").doesNotContain("dGhlLXNlY3JldA==");
  }

  private static KrakenSpotSettings at(String base, Duration bar, int bars) {
    return KrakenSpotSettings.at(URI.create(base), Optional.empty(), bar, bars);
  }
}
