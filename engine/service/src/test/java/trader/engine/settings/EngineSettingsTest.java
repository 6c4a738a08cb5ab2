package trader.engine.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import trader.control.Color;
import trader.venues.kraken.spot.KrakenTier;

class EngineSettingsTest {

  @Test
  void emptyEnvironmentIsSafeAndWhole() {
    EngineSettings settings = EngineSettings.read(Map.of());

    assertThat(settings.color()).isEqualTo(Color.BLUE);
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.port()).isEqualTo(8003);
    assertThat(settings.dataDir()).isEqualTo(Path.of("run/data/blue"));
    assertThat(settings.barInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(settings.apiToken()).isEmpty();
    assertThat(settings.controlKey()).isEmpty();
    assertThat(settings.reach().liveAccount()).isFalse();
    assertThat(settings.reach().dryRunBlocks()).isTrue();
    assertThat(settings.limits().maxNotionalPerOrder()).isEqualByComparingTo("50");
    assertThat(settings.limits().maxTotalNotional()).isEqualByComparingTo("200");
    assertThat(settings.limits().maxTotalExposure())
        .as("several engines together what one may")
        .isEqualByComparingTo("200");
    assertThat(settings.limits().maxDailyDrawdown()).isEqualByComparingTo("0.03");
  }

  @Test
  void everyFaultIsReportedAtOnceOneALine() {
    Map<String, String> wrong = new HashMap<>();
    wrong.put("ENGINE_COLOR", "red");
    wrong.put("ENGINE_PORT", "99999");
    wrong.put("MAX_NOTIONAL_USDT", "100");
    wrong.put("STRATEGY_BAR_SEC", "7");
    wrong.put("DRY_RUN", "maybe");
    wrong.put("EXEC_MODE", "LIVE");
    wrong.put("TRADING_ENABLED", "2");
    wrong.put("REDIS_URL", "localhost");
    wrong.put("CONTROL_KEY", "short");
    wrong.put("MAX_DD_DAILY", "3%");
    wrong.put("TRADE_SYMBOLS", "BTC/EUR");
    wrong.put("BINANCE_API_KEY", "a-key-alone");

    String message = String.valueOf(refusal(wrong).getMessage());

    assertThat(message.lines().toList())
        .hasSize(wrong.size())
        .allSatisfy(line -> assertThat(line).isNotBlank());
    for (String name :
        List.of(
            "ENGINE_COLOR is 'red'; it may be blue, green",
            "ENGINE_PORT is '99999'; it may be a whole number from 0 to 65535",
            "MAX_NOTIONAL_PER_ORDER",
            "DRY_RUN is 'maybe'; it may be 1, 0, true, false, yes, no, on or off",
            "EXEC_MODE is 'LIVE'; it may be paper or live",
            "TRADING_ENABLED is '2'",
            "REDIS_URL",
            "CONTROL_KEY has 5 bytes",
            "MAX_DD_DAILY is '3%'",
            "TRADE_SYMBOLS is 'BTC/EUR'",
            "BINANCE_API_KEY and BINANCE_API_SECRET belong together")) {
      assertThat(message).contains(name);
    }
  }

  @Test
  void maxNotionalUsdtIsRefusedWithTheNameThatIsRead() {
    assertThat(refusal(Map.of("MAX_NOTIONAL_USDT", "100")))
        .hasMessage("MAX_NOTIONAL_USDT is not read; set MAX_NOTIONAL_PER_ORDER instead");
  }

  @ParameterizedTest
  @CsvSource({
    "1,true",
    "0,false",
    "true,true",
    "false,false",
    "yes,true",
    "no,false",
    "on,true",
    "off,false",
    "TRUE,true",
    "Off,false",
    "' 1 ',true"
  })
  void switchReadsTheEightWords(String text, boolean on) {
    assertThat(EngineSettings.read(Map.of("TRADING_ENABLED", text)).tradingEnabled()).isEqualTo(on);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "y", "ja", "truee", "1,0"})
  void anythingElseStopsTheStart(String text) {
    assertThatThrownBy(() -> EngineSettings.read(Map.of("DRY_RUN", text)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("DRY_RUN is '" + text + "'");
  }

  @Test
  void blankVariableCountsAsUnset() {
    assertThat(EngineSettings.read(Map.of("DRY_RUN", " ", "OPS_API_TOKEN", "")).apiToken())
        .isEmpty();
  }

  @Test
  void eitherTradingSwitchDisablesTrading() {
    assertThat(EngineSettings.read(Map.of("EXCHANGE_TRADING_ENABLED", "no")).tradingEnabled())
        .isFalse();
    assertThat(EngineSettings.read(Map.of("TRADING_ENABLED", "off")).tradingEnabled()).isFalse();
  }

  @Test
  void greenEngineHasItsOwnPortAndFolder() {
    EngineSettings green =
        EngineSettings.read(Map.of("ENGINE_COLOR", "green", "DATA_DIR", "/var/lib/trader"));

    assertThat(green.port()).isEqualTo(8013);
    assertThat(green.dataDir()).isEqualTo(Path.of("/var/lib/trader/green"));
  }

  @Test
  void symbolsAreUnderstoodInEveryCommonForm() {
    EngineSettings settings =
        EngineSettings.read(Map.of("TRADE_SYMBOLS", "BTC/USDT, ETHUSDT ,SOLUSDT.BINANCE,BTCUSDT"));

    assertThat(settings.instruments())
        .extracting(Object::toString)
        .containsExactly("BTCUSDT.BINANCE", "ETHUSDT.BINANCE", "SOLUSDT.BINANCE");
  }

  @Test
  void limitsComeFromTheEnvironmentExactly() {
    EngineSettings settings =
        EngineSettings.read(
            Map.of(
                "MAX_NOTIONAL_PER_ORDER", "1000.10",
                "UNKNOWN_GRACE_MS", "1500",
                "GRANT_MAX_AGE_SEC", "30",
                "WARM_UP_SEC", "0"));

    assertThat(settings.limits().maxNotionalPerOrder()).isEqualTo(new BigDecimal("1000.10"));
    assertThat(settings.limits().unknownGraceMicros()).isEqualTo(1_500_000);
    assertThat(settings.limits().requestMaxAgeMicros()).isEqualTo(30_000_000);
    assertThat(settings.limits().warmUpMicros()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis//:hunter2@127.0.0.1:6379",
        "redis://user:hunter2@127.0.0.1:port",
        "redis://:hunter2@127.0.0.1:6379/db"
      })
  void passwordInABadRedisAddressIsNotShown(String url) {
    assertThat(refusal(Map.of("REDIS_URL", url)))
        .hasMessageContaining("REDIS_URL")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void credentialsThatNoHeaderCanCarryAreOneFaultAmongTheOthers() {
    assertThat(
            refusal(
                Map.of(
                    "BINANCE_API_KEY", "key with a space",
                    "BINANCE_API_SECRET", "hunter2",
                    "DRY_RUN", "maybe")))
        .hasMessageContaining("API key")
        .hasMessageContaining("DRY_RUN")
        .message()
        .doesNotContain("hunter2");
  }

  @Test
  void secretsAreNotInTheTextOfTheSettings() {
    EngineSettings settings =
        EngineSettings.read(
            Map.of(
                "OPS_API_TOKEN", "token-hunter2",
                "CONTROL_KEY", "control-key-hunter2",
                "REDIS_URL", "redis://:redis-hunter2@127.0.0.1:6379",
                "BINANCE_API_KEY", "key-hunter2",
                "BINANCE_API_SECRET", "secret-hunter2"));

    assertThat(settings.toString()).doesNotContain("hunter2").contains("127.0.0.1:6379");
  }

  private static SettingsException refusal(Map<String, String> environment) {
    SettingsException refusal =
        catchThrowableOfType(SettingsException.class, () -> EngineSettings.read(environment));
    return java.util.Objects.requireNonNull(refusal, "the environment was taken");
  }

  @Test
  void moreThanOneVenueIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> EngineSettings.read(Map.of("VENUES", "binance-spot, kraken-spot")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("binance-spot, kraken-spot")
        .hasMessageContaining("start an engine for each");
  }

  @Test
  void venueThatIsNoneNamesThoseThatThereAre() {
    assertThatThrownBy(() -> EngineSettings.read(Map.of("VENUES", "mtgox")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "VENUES is 'mtgox'; it may be one of binance-spot, binance-futures, kraken-spot,"
                + " kraken-futures");
  }

  @Test
  void secretOfAVenueIsNeverShown() {
    EngineSettings settings =
        EngineSettings.read(Map.of("BINANCE_API_KEY", "the-key", "BINANCE_API_SECRET", "hidden"));
    assertThat(settings.toString() + settings.marketVenue())
        .doesNotContain("the-key")
        .doesNotContain("hidden");
  }

  @Test
  void krakenSpotIsTradedByItsOwnVariablesAndQuotedInDollars() {
    EngineSettings settings =
        EngineSettings.read(
            Map.of("VENUES", "kraken-spot", "KRAKEN_SPOT_URL", "http://127.0.0.1:9000"));
    assertThat(settings.quoteAsset()).isEqualTo("USD");
    assertThat(settings.instruments())
        .extracting(Object::toString)
        .containsExactly("BTCUSD.KRAKEN");
    assertThat(settings.reach().line())
        .isEqualTo(
            "no venue keys: orders are filled on paper in this process; prices from"
                + " http://127.0.0.1:9000");
    assertThat(EngineSettings.read(Map.of("VENUES", "kraken-spot")).reach().line())
        .contains("https://api.kraken.com")
        .contains("no order can reach it");
  }

  @Test
  void krakenTierIsOneOfTheVenuesOrNamedWithThem() {
    assertThat(EngineSettings.read(Map.of()).marketVenue().krakenTier())
        .isEqualTo(KrakenTier.STARTER);
    assertThat(EngineSettings.read(Map.of("KRAKEN_TIER", "Pro")).marketVenue().krakenTier())
        .isEqualTo(KrakenTier.PRO);
    assertThatThrownBy(() -> EngineSettings.read(Map.of("KRAKEN_TIER", "gold")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("KRAKEN_TIER is 'gold'; it may be starter, intermediate, pro");
  }

  @Test
  void inverseContractIsRefusedWithWhatItIsAndTheVenuesOwnNamesAreUnderstood() {
    assertThat(
            EngineSettings.read(
                    Map.of("VENUES", "kraken-futures", "TRADE_SYMBOLS", "PF_XBTUSD,ETH/USD"))
                .instruments())
        .extracting(Object::toString)
        .containsExactly("BTCUSD.KRAKEN_FUTURES", "ETHUSD.KRAKEN_FUTURES");
    assertThat(
            EngineSettings.read(
                    Map.of("VENUES", "kraken-spot", "TRADE_SYMBOLS", "XXBTZUSD,eth-usd,XBT/USD"))
                .instruments())
        .extracting(Object::toString)
        .containsExactly("BTCUSD.KRAKEN", "ETHUSD.KRAKEN");
    assertThatThrownBy(() ->
            EngineSettings.read(Map.of("VENUES", "kraken-futures", "TRADE_SYMBOLS", "PI_XBTUSD")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("TRADE_SYMBOLS has 'PI_XBTUSD'")
        .hasMessageContaining("inverse perpetual")
        .hasMessageContaining("PF_XBTUSD");
  }

  @Test
  void symbolOfAnotherQuoteThanTheVenuesIsRefused() {
    assertThatThrownBy(
            () -> EngineSettings.read(Map.of("VENUES", "kraken-spot", "TRADE_SYMBOLS", "BTC/USDT")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("TRADE_SYMBOLS is 'BTC/USDT'")
        .hasMessageContaining("quoted in USD");
  }

  @Test
  void barThatAVenueDoesNotHaveIsRefusedByTheVariablesName() {
    assertThatThrownBy(
            () -> EngineSettings.read(Map.of("VENUES", "kraken-futures", "STRATEGY_BAR_SEC", "1")))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("kraken-futures cannot be traded with STRATEGY_BAR_SEC=1")
        .hasMessageContaining("1m, 5m");
  }

  @ParameterizedTest
  @CsvSource({
    "binance-spot,BTCUSDT.BINANCE",
    "binance-futures,BTCUSDT.BINANCE_FUTURES",
    "kraken-spot,BTCUSD.KRAKEN",
    "kraken-futures,BTCUSD.KRAKEN_FUTURES"
  })
  void everyVenueIsTakenByItsNameAndQuotedInItsOwnMoney(String venue, String instrument) {
    EngineSettings settings =
        EngineSettings.read(Map.of("VENUES", venue, "TRADE_SYMBOLS", instrument));

    assertThat(settings.instruments()).extracting(Object::toString).containsExactly(instrument);
    assertThat(settings.quoteAsset()).isEqualTo(instrument.contains("USDT") ? "USDT" : "USD");
  }
}
