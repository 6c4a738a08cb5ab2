package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import trader.venues.net.ApiCredentials;

class KrakenFuturesSettingsTest {
  @Test
  void settingsNameWhatIsWrong() {
    URI base = URI.create("http://127.0.0.1:1");
    KrakenFuturesSettings good =
        KrakenFuturesSettings.at(base, Optional.empty(), Duration.ofMinutes(1), 10);
    assertThat(good.feeds()).isEqualTo(URI.create("ws://127.0.0.1:1/ws/v1"));
    assertThat(good.real()).isFalse();
    assertThat(
            KrakenFuturesSettings.at(
                    KrakenFuturesSettings.REAL, Optional.empty(), Duration.ofMinutes(1), 10)
                .real())
        .isTrue();
    assertThatThrownBy(() ->
            KrakenFuturesSettings.at(
                URI.create("ftp://x"), Optional.empty(), Duration.ofMinutes(1), 10))
        .hasMessageContaining("KRAKEN_FUTURES_URL");
    assertThatThrownBy(
            () -> KrakenFuturesSettings.at(base, Optional.empty(), Duration.ofMinutes(7), 10))
        .hasMessageContaining("PT7M");
    assertThatThrownBy(() ->
            KrakenFuturesSettings.at(
                base,
                Optional.of(new ApiCredentials("k", "!not-base64!")),
                Duration.ofMinutes(1),
                10))
        .hasMessageContaining("base64")
        .hasMessageNotContaining("!not-base64!");
  }
}
