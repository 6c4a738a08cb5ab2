package trader.engine.tools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trader.engine.tools.ToolRig.Ran;
import trader.engine.venue.VenueName;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.prices.SteadyPrices;

/** Candles of the past from each venue's REST endpoint into a file. */
@Tag("integration")
class CandleToolsTest {
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static Simulator simulator;
  @TempDir private Path directory;

  @BeforeAll
  static void startVenues() {
    simulator = Simulator.start(SimulatorSettings.defaults().withPrices(new SteadyPrices(10, 7)));
  }

  @AfterAll
  static void stopVenues() {
    simulator.close();
  }

  private Ran run(VenueName venue, String... words) {
    Map<String, String> environment = new HashMap<>();
    environment.put("VENUES", venue.text());
    environment.put(
        venue.urlVariable(), "http://127.0.0.1:" + simulator.venue(venue.text()).port());
    environment.put("DATA_DIR", directory.toString());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        Main.run(
            words,
            environment,
            InstantSource.fixed(now),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Progress.silent());
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static String first(Ran ran, String name) {
    List<?> rows = (List<?>) Objects.requireNonNull(ran.json().get("rows"));
    return String.valueOf(((Map<?, ?>) rows.getFirst()).get(name));
  }

  private void forget(String interval) throws SQLException {
    try (var connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("candles.db"));
        var statement = connection.createStatement()) {
      assertThat(
              statement.executeUpdate(
                  "DELETE FROM candles WHERE open_sec IN (SELECT open_sec FROM candles ORDER BY"
                      + " open_sec LIMIT 7 OFFSET 20) AND interval_sec = "
                      + interval))
          .isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource
  void candlesAreReadOnceAndWhatIsMissingLaterIsFoundAndFilled(VenueName venue)
      throws SQLException {
    Ran dry = run(venue, "ingest-ohlcv", "--since", "2h", "--json");
    assertThat(dry.status()).as(dry.out()).isZero();
    assertThat(first(dry, "missing")).isEqualTo("120");
    assertThat(dry.out()).contains("nothing was changed");
    assertThat(directory.resolve("candles.db")).doesNotExist();

    Ran read = run(venue, "ingest-ohlcv", "--since", "2h", "--execute", "--json");
    assertThat(read.status()).as(read.out()).isZero();
    assertThat(read.out()).contains("120 new candles");
    assertThat(first(read, "still_missing")).isEqualTo("0");
    assertThat(run(venue, "ingest-ohlcv", "--execute").out()).contains("0 new candles");

    forget("60");
    Ran gap = run(venue, "backfill-historical-data", "--json");
    assertThat(first(gap, "missing")).as(gap.out()).isEqualTo("7");
    assertThat(run(venue, "backfill-historical-data", "--execute").out()).contains("7 new candles");
    assertThat(first(run(venue, "backfill-historical-data", "--json"), "missing")).isEqualTo("0");
  }

  @Test
  void whatTheVenueDoesNotHaveIsSaid() {
    Ran read =
        run(
            VenueName.BINANCE_SPOT,
            "ingest-ohlcv",
            "--interval",
            "1h",
            "--since",
            "8h",
            "--execute");
    assertThat(read.status()).as(read.out()).isZero();
    assertThat(read.out()).contains("WARN", "the venue gave none of the");
    Ran old = run(VenueName.KRAKEN_SPOT, "ingest-ohlcv", "--since", "3d", "--interval", "1m");
    assertThat(old.out()).contains("does not give candles from", "the latest 720");
  }

  @Test
  void unknownSymbolIsToldWithTheVenuesWordsAndNothingIsLost() {
    Ran read =
        run(VenueName.BINANCE_SPOT, "ingest-ohlcv", "--symbols", "FOO/USDT,BTC/USDT", "--execute");
    assertThat(read.status()).isEqualTo(1);
    assertThat(read.out()).contains("FOOUSDT", "Invalid symbol", "BTCUSDT.BINANCE");
  }

  @Test
  void backfillWithoutAnyStoredSeriesSaysHowToBeginOne() {
    Ran none = run(VenueName.BINANCE_SPOT, "backfill-historical-data");
    assertThat(none.out()).contains("trader ingest-ohlcv --exchange binance-spot --execute");
  }

  @Test
  void longTaskShowsItsProgressToAPersonOnly() {
    ByteArrayOutputStream terminal = new ByteArrayOutputStream();
    Progress progress = Progress.on(new PrintStream(terminal, true, StandardCharsets.UTF_8));
    progress.begin("BTCUSDT.BINANCE 60 s", 10);
    progress.step(10);
    progress.end();
    assertThat(terminal.toString(StandardCharsets.UTF_8)).contains("BTCUSDT.BINANCE", "10/10");
  }
}
