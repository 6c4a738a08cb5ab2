package trader.bot.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import trader.control.Alert;
import trader.control.ControlLever;
import trader.control.Reason;
import trader.redis.EquitySample;
import trader.redis.Json;
import trader.redis.Keys;

/** What a person sees and does, in a real browser before a live desk. */
@Tag("integration")
class ChromiumConsoleTest {
  private static final Path PICTURES = Path.of("target", "console");
  @TempDir static Path profile;

  @SuppressWarnings("NullAway.Init") // set before all tests
  private static Chromium browser;

  @TempDir Path folder;
  private ConsoleRig console;
  private Tab tab;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> binary = Chromium.installed();
    assumeTrue(
        binary.isPresent(),
        "no chromium on this machine: apt-get install chromium, then run again");
    browser = Chromium.start(binary.get(), profile);
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    console = new ConsoleRig(folder);
    seed();
    tab = browser.tab();
  }

  @AfterEach
  void close() {
    tab.close();
    console.close();
  }

  /** A day of equity and something to be alerted of. */
  private void seed() {
    Instant now = console.rig().clock().instant();
    double peak = 0;
    double equity = 10_350;
    Random random = new Random(7);
    try (Jedis raw = console.rig().raw()) {
      raw.del(Keys.HISTORY);
      for (int minute = 24 * 60; minute > 0; minute--) {
        equity += random.nextGaussian() * 3 + 0.04;
        peak = Math.max(peak, equity);
        EquitySample sample =
            new EquitySample(
                now.minus(Duration.ofMinutes(minute)),
                BigDecimal.valueOf(Math.round(equity * 100), 2),
                BigDecimal.ONE,
                BigDecimal.valueOf(Math.round((equity / peak - 1) * 10_000), 2));
        raw.xadd(Keys.HISTORY, StreamEntryID.NEW_ENTRY, Map.of(Keys.FIELD, Json.write(sample)));
      }
    }
    console
        .rig()
        .store()
        .raise(
            new Alert(
                Alert.Severity.WARNING,
                Reason.VENUE_ERRORS,
                "BINANCE",
                "the venue failed 4.1 % of 245 calls in 5 min; entries wait; next: /health",
                "engine-blue",
                now.minusSeconds(340)));
    console
        .rig()
        .store()
        .raise(
            new Alert(
                Alert.Severity.CRITICAL,
                Reason.MARKET_DATA_STALE,
                "BTCUSDT.BINANCE",
                "no price for 14 s; the gate allows exits only; next: wait, or /mode halt",
                "engine-blue",
                now.minusSeconds(80)));
  }

  private void logIn(int width, int height, boolean phone) {
    tab.size(width, height, phone);
    tab.go(console.address() + "/");
    tab.see("#login:not([hidden]) form", "Log in");
    tab.tap("#token");
    tab.type(ConsoleRig.ANNAS_TOKEN);
    tab.tap("#login-form button");
    tab.see("#word", "TRADING");
    tab.see("#link-text", "live");
  }

  private void nothingComplained() {
    assertThat(tab.complaints()).isEmpty();
    assertThat(tab.asked())
        .isNotEmpty()
        .allSatisfy(address ->
            assertThat(address)
                .matches(url -> url.startsWith(console.address()) || url.equals("about:blank")));
  }

  private String held(ControlLever lever) {
    return console.rig().engine().held(lever);
  }

  @Test
  void aPersonHaltsWithOneTapAndGoesOnWithAConfirmation() {
    logIn(1280, 900, false);
    tab.see("#positions", "BTCUSDT");
    tab.see("#curves", "equity, USD");
    tab.see("#who", "web:anna");
    tab.picture(PICTURES.resolve("desktop.png"), true);

    tab.tap("#halt");

    tab.see(".answer h3", "HALTED — engine blue closed its gate in 412 µs");
    tab.see("#word", "HALTED");
    assertThat(held(ControlLever.MODE)).isEqualTo("halt");
    tab.picture(PICTURES.resolve("halted.png"), false);

    tab.tap("#words");
    tab.type("mode auto");
    tab.press("Enter", 13);
    tab.see(".answer.ask h3", "PREVIEW — mode halt → auto");
    tab.see(".countdown", "It can be confirmed for");
    assertThat(held(ControlLever.MODE)).isEqualTo("halt");
    tab.tap(".answer.ask input");
    tab.type("drill is over");
    tab.picture(PICTURES.resolve("preview.png"), false);
    tab.tap(".answer.ask button.primary");

    tab.see(".answer.done h3", "mode auto");
    tab.see("#word", "TRADING");
    assertThat(held(ControlLever.MODE)).isEqualTo("auto");
    assertThat(console.rig().store().auditTail(1).getFirst().draft())
        .satisfies(draft -> {
          assertThat(draft.actor()).isEqualTo("web:anna");
          assertThat(draft.reason()).isEqualTo("drill is over");
        });
    nothingComplained();
  }

  @Test
  void itWorksOnAPhoneAndHaltIsAlwaysUnderTheThumb() {
    for (int width : new int[] {360, 390}) {
      logIn(width, 844, true);
      assertThat(tab.evaluate("document.documentElement.scrollWidth").asInt())
          .as("nothing is wider than the screen")
          .isLessThanOrEqualTo(width);
      tab.picture(PICTURES.resolve("phone-" + width + ".png"), false);
      tab.picture(PICTURES.resolve("phone-" + width + "-whole.png"), true);
      tab.evaluate("window.scrollTo(0, document.body.scrollHeight)");
      assertThat(
              tab.evaluate(
                      "(() => { const b = document.getElementById('halt').getBoundingClientRect();"
                          + " return b.top >= 0 && b.bottom <= innerHeight && b.height >= 60; })()")
                  .asBoolean())
          .as("HALT can be seen from the end of the page")
          .isTrue();
      if (width == 360) {
        tab.tap("#logout");
        tab.see("#login:not([hidden]) form", "Log in");
      }
    }
    tab.tap("#halt");

    tab.see("#word", "HALTED");
    tab.see(".answer h3", "HALTED — engine blue");
    tab.picture(PICTURES.resolve("phone-halted.png"), false);
    nothingComplained();
  }

  @Test
  void itIsDrivenByKeyboardAlone() {
    logIn(1280, 900, false);

    tab.press("/", 191);
    tab.type("pause");
    tab.press("Enter", 13);

    tab.see(".answer.done h3", "PAUSED");
    assertThat(held(ControlLever.PAUSE)).isEqualTo("paused");
    assertThat(tab.evaluate("document.activeElement.closest('.answer') !== null").asBoolean())
        .as("the answer has the focus, so that Tab goes on to what is next")
        .isTrue();
  }

  @Test
  void aCodeThatIsTypedIsShownNowhere() {
    logIn(1280, 900, false);

    tab.press("/", 191);
    tab.type("confirm K7Q2MX 480913 drill is over");
    tab.press("Enter", 13);

    tab.see(".answer.warn h3", "nothing waits for the confirmation 'K7Q2MX'");
    tab.see("#audit", "confirm K7Q2MX");
    assertThat(tab.evaluate("document.documentElement.outerHTML").asString())
        .contains("confirm K7Q2MX ······ drill is over")
        .doesNotContain("480913");
  }

  @Test
  void aSecondTapWhileTheFirstIsUnderWayDoesNothing() {
    logIn(1280, 900, false);
    console.rig().engine().mute();

    tab.evaluate("for (let i = 0; i < 5; i++) document.querySelector('.singles button').click()");

    tab.see(".answer.bad h3", "NOT CONFIRMED by the engine");
    assertThat(tab.evaluate("document.querySelectorAll('.answer').length").asInt()).isEqualTo(1);
    assertThat(tab.text(".answer .steps")).contains("Mode halt", "Status");
  }

  @Test
  void whatIsOldIsNeverShownAsIfItWereSo() {
    logIn(1280, 900, false);
    console.rig().engine().fallSilent();
    console.rig().clock().advance(Duration.ofSeconds(20));
    tab.see("#word", "UNKNOWN");
    tab.see("#said", "engine blue has not been heard");
    tab.picture(PICTURES.resolve("stale.png"), false);

    console.endBot();

    tab.see("#banners", "DISCONNECTED");
    tab.see("#said", "This page has heard nothing from the bot for");
    tab.see("#link-text", "disconnected");
    tab.picture(PICTURES.resolve("disconnected.png"), false);
    tab.tap("#halt");
    tab.see(".answer.bad h3", "it is being sent again");
  }

  @Test
  void theDarkLookIsReadToo() {
    tab.dark(true);
    logIn(1280, 900, false);
    tab.see("#positions", "BTCUSDT");
    tab.picture(PICTURES.resolve("dark.png"), true);
    logOutAndBack();
    nothingComplained();
  }

  private void logOutAndBack() {
    tab.tap("#logout");
    tab.see("#login:not([hidden]) form", "Log in");
    tab.picture(PICTURES.resolve("login-dark.png"), false);
    tab.tap("#token");
    tab.type("not the token");
    tab.press("Enter", 13);
    tab.see("#login-notice", "That token is nobody's.");
    assertThat(tab.evaluate("document.getElementById('desk').hidden").asBoolean()).isTrue();
  }
}
