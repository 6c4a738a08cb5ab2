package trader.engine.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.control.ControlLever;
import trader.engine.tools.ToolRig.Ran;
import trader.engine.venue.VenueName;
import trader.redis.embedded.EmbeddedRedis;
import trader.simulator.Simulator;
import trader.simulator.SimulatorSettings;
import trader.simulator.matching.Side;
import trader.simulator.prices.SteadyPrices;
import trader.simulator.witness.OrderView;

/** The tools at an account that holds what someone else has bought. */
@Tag("integration")
class ForeignPositionsTest {
  private static final String FLAT = "flat: the venue confirms no position and no order";
  private static EmbeddedRedis redis;
  @TempDir private Path directory;
  private Simulator simulator;

  @BeforeAll
  static void startRedis() {
    redis = EmbeddedRedis.start();
  }

  @AfterAll
  static void stopRedis() {
    redis.close();
  }

  @BeforeEach
  void startVenue() {
    simulator = Simulator.start(SimulatorSettings.defaults().withPrices(new SteadyPrices(100, 7)));
  }

  @AfterEach
  void stopVenue() {
    simulator.close();
  }

  private ToolRig rig(VenueName venue) {
    return new ToolRig(redis, simulator, venue, directory);
  }

  private static void contracts(ToolRig rig, String side, String qty) {
    rig.byHand(
        "POST", "/fapi/v1/order", "symbol=BTCUSDT&type=MARKET&side=" + side + "&quantity=" + qty);
  }

  private static Ran done(Ran ran) {
    assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
    return ran;
  }

  private static void assertStopFor(ToolRig rig, String qty) {
    assertThat(rig.openOrders())
        .singleElement()
        .satisfies(stop -> {
          assertThat(stop.side()).isEqualTo(Side.SELL);
          assertThat(stop.quantity()).isEqualByComparingTo(qty);
        });
  }

  /** The whole life of a position that was found: seen, taken in, protected, closed. */
  private static void foundImportedProtectedAndClosed(ToolRig rig, String symbol, String qty) {
    Ran dry = done(rig.run("sync-positions", "--json"));
    assertThat(dry.json().get("rows"))
        .asString()
        .contains("symbol=" + symbol, "side=long", "would=import it and place its stop");
    assertThat(dry.out()).contains("nothing was changed");
    assertThat(rig.openOrders()).as("after the dry run").isEmpty();

    Ran imported = done(rig.run("sync-positions", "--execute"));
    assertThat(imported.out()).contains("1 positions imported", "placed", symbol);
    assertStopFor(rig, qty);
    assertThat(done(rig.run("sync-positions")).out()).contains("0 positions to import");
    assertThat(done(rig.run("recover-sl-order-ids", "--execute")).out())
        .contains("every position has a stop that works at the venue");

    assertThat(done(rig.run("close-all")).out()).contains("would close 1 positions and 1 working");
    assertStopFor(rig, qty);
    assertThat(done(rig.run("close-all", "--execute")).out()).contains(FLAT);
    assertThat(rig.openOrders()).isEmpty();
  }

  @Test
  void holdingOnSpotIsTakenInByARunningEngineAndClosed() {
    simulator.deposit("BTC", new BigDecimal("0.01"));
    ToolRig rig = rig(VenueName.BINANCE_SPOT);
    rig.withEngine(() -> foundImportedProtectedAndClosed(rig, "BTCUSDT.BINANCE", "0.01"));
    assertThat(simulator.total("BTC")).isEqualByComparingTo("0");
  }

  @Test
  @Tag("soak")
  void holdingOnSpotIsTakenInWithNoEngineAndDryRunsLeaveItsFilesAlone() {
    simulator.deposit("BTC", new BigDecimal("0.01"));
    ToolRig rig = rig(VenueName.BINANCE_SPOT);
    assertThat(done(rig.run("sync-positions")).out()).contains("1 positions to import");
    assertThat(directory.resolve("blue")).as("a dry run writes nothing").doesNotExist();
    assertThat(rig.openOrders()).isEmpty();
    assertThat(done(rig.run("sync-positions", "--execute")).out())
        .contains("1 positions imported", "placed");
    assertStopFor(rig, "0.01");
    assertThat(done(rig.run("close-all", "--execute")).out()).contains(FLAT);
    assertThat(rig.openOrders()).isEmpty();
    assertThat(simulator.total("BTC")).isEqualByComparingTo("0");
  }

  @Test
  void positionInAPerpetualIsTakenInByARunningEngineAndClosed() {
    ToolRig rig = rig(VenueName.BINANCE_FUTURES);
    contracts(rig, "BUY", "0.02");
    rig.withEngine(() -> foundImportedProtectedAndClosed(rig, "BTCUSDT.BINANCE_FUTURES", "0.02"));
    assertNoContracts();
  }

  @Test
  void positionInAPerpetualIsTakenInWithNoEngineAndItsLostStopIsPlacedAgain() {
    ToolRig rig = rig(VenueName.BINANCE_FUTURES);
    contracts(rig, "BUY", "0.02");
    done(rig.run("sync-positions", "--execute"));
    OrderView stop = rig.openOrders().getFirst();
    rig.byHand("DELETE", "/fapi/v1/algoOrder", "clientAlgoId=" + stop.clientOrderId());
    await().atMost(ToolRig.PATIENCE).until(() -> rig.openOrders().isEmpty());
    List<Path> before = files();

    Ran dry = done(rig.run("recover-sl-order-ids"));
    assertThat(dry.out()).contains("1 positions without a stop", "nothing was changed");
    assertThat(rig.openOrders()).isEmpty();
    assertThat(files()).isEqualTo(before);

    Ran recovered = done(rig.run("recover-sl-order-ids", "--execute"));
    assertThat(recovered.out()).contains("1 stops placed", "placed");
    assertStopFor(rig, "0.02");
    assertThat(done(rig.run("close-all", "--execute")).out()).contains(FLAT);
    assertNoContracts();
  }

  @Test
  void shortIsShownAndLeftAloneAndKeepsTheAccountFromBeingCalledFlat() {
    ToolRig rig = rig(VenueName.BINANCE_FUTURES);
    contracts(rig, "SELL", "0.02");
    rig.withEngine(() -> {
      assertThat(done(rig.run("sync-positions")).out())
          .contains("0 positions to import", "short", "only longs are protected");
      Ran closed = rig.run("close-all", "--execute");
      assertThat(closed.status()).as(closed.out()).isEqualTo(1);
      assertThat(closed.out())
          .contains("NOT flat", "a short of 0.02", "not this engine's")
          .doesNotContain(FLAT);
    });
    assertThat(simulator.binanceFutures().positions(simulator.account())).hasSize(1);
  }

  @Test
  void orderPlacedByHandKeepsTheAccountFromBeingCalledFlat() {
    ToolRig rig = rig(VenueName.BINANCE_SPOT);
    rig.byHand(
        "POST",
        "/api/v3/order",
        "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.001&price=50000");
    rig.withEngine(() -> {
      Ran closed = rig.run("close-all", "--execute");
      assertThat(closed.status()).as(closed.out()).isEqualTo(1);
      assertThat(closed.out()).contains("NOT flat", "cancel it on the venue's own page");
    });
    assertThat(rig.openOrders()).hasSize(1);
  }

  @Test
  void dryRunArmsNoSwitchThatWouldCancelOrdersPlacedByHand() {
    ToolRig rig = rig(VenueName.BINANCE_FUTURES);
    rig.byHand(
        "POST",
        "/fapi/v1/order",
        "symbol=BTCUSDT&side=BUY&type=LIMIT&timeInForce=GTC&quantity=0.01&price=50000");
    assertThat(done(rig.run("close-all")).out()).contains("is not this engine's and stays");
    assertThat(simulator.binanceFutures().countdownRuns(simulator.account(), "BTCUSDT")).isFalse();
    assertThat(rig.openOrders()).hasSize(1);
  }

  @Test
  @Tag("soak")
  void takeProfitIsPlacedWithNoEngineAtTheMultipleThatIsSaid() {
    ToolRig rig = rig(VenueName.BINANCE_FUTURES);
    contracts(rig, "BUY", "0.02");
    done(rig.run("sync-positions", "--execute"));
    assertThat(rig.run("backfill-tp", "--multiple", "200").status()).isEqualTo(2);
    Ran dry = rig.run("backfill-tp", "--multiple", "3");
    assertThat(done(dry).out()).contains("1 positions without a take-profit");
    assertThat(rig.openOrders()).hasSize(1);
    Ran halted = rig.run("backfill-tp", "--multiple", "3", "--execute");
    assertThat(halted.out()).contains("the gate is closed, by");
    assertThat(halted.status()).isEqualTo(1);

    rig.open("manual");
    Ran placed = done(rig.run("backfill-tp", "--multiple", "3", "--execute"));
    assertThat(placed.out()).contains("every position has a take-profit", "take_profit");
    assertThat(rig.openOrders()).hasSize(2);
    rig.grant(ControlLever.MODE, "halt");
  }

  private void assertNoContracts() {
    assertThat(simulator.binanceFutures().positions(simulator.account()))
        .allSatisfy(position -> assertThat(position.isFlat()).isTrue());
  }

  private List<Path> files() {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
