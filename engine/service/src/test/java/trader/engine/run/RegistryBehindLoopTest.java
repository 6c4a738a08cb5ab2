package trader.engine.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Purpose;
import trader.registry.Registry;
import trader.registry.RegistrySettings;
import trader.registry.TradesFile;

/** Orders flow whatever becomes of the database, and all of them are in it in the end. */
@Tag("integration")
class RegistryBehindLoopTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int BARS = 40;
  @TempDir private Path directory;
  private final AtomicInteger entries = new AtomicInteger();

  @Test
  void lockedDatabaseHoldsNoOrderUpAndGetsEachOnceItIsFree() throws SQLException {
    Path data = directory.resolve("data");
    try (LoopRig rig =
        new LoopRig(
                directory.resolve("journal"), new ScriptedStrategy(() -> ScriptedStrategy.ENTER))
            .open()) {
      rig.venue.onSubmit = order -> answer(rig, order);
      try (Registry registry =
          Registry.start(
              RegistrySettings.in(data, data), rig.tail(), InstantSource.system(), _ -> {})) {
        await().atMost(PATIENCE).until(() -> registry.status().caughtUp());
        try (Connection other =
                DriverManager.getConnection("jdbc:sqlite:" + data.resolve("trades.db"));
            Statement statement = other.createStatement()) {
          statement.execute("BEGIN IMMEDIATE");
          for (int i = 0; i < BARS; i++) {
            rig.closeBar();
            rig.tick();
          }
          assertThat(rig.loop.failed()).isFalse();
          assertThat(rig.venue.submitted).hasSize(BARS + 1);
          await()
              .atMost(PATIENCE)
              .untilAsserted(() ->
                  assertThat(registry.status().waiting())
                      .hasValueSatisfying(why -> assertThat(why).contains("SQLITE_BUSY")));
          assertThat(registry.status().queueEvents()).isPositive();
          assertThat(orders(data)).isZero();
          statement.execute("ROLLBACK");
        }
        await()
            .atMost(PATIENCE)
            .until(() ->
                registry.status().queueEvents() == 0 && registry.status().waiting().isEmpty());
      }
      assertThat(orders(data)).isEqualTo(rig.venue.submitted.size());
      try (TradesFile file = TradesFile.open(data.resolve("trades.db"))) {
        assertThat(file.openPositions().size()).isEqualTo(rig.loop.state().positions().size());
        assertThat(file.openOrders().size()).isEqualTo(rig.loop.state().orders().size());
      }
    }
  }

  private void answer(LoopRig rig, NewOrder order) {
    rig.loop.accept(new VenueEvent.Accepted(rig.micros(), order.id(), "v-" + order.id()));
    if (order.purpose() != Purpose.ENTRY) {
      return;
    }
    if (entries.incrementAndGet() < BARS) {
      rig.loop.accept(
          new VenueEvent.Expired(rig.micros(), order.id(), BigDecimal.ZERO, "nobody sold"));
    } else {
      rig.loop.accept(
          new VenueEvent.Filled(
              rig.micros(),
              order.id(),
              "v-" + order.id(),
              "t-1",
              LoopRig.PRICE,
              order.qty(),
              BigDecimal.ZERO,
              "USDT",
              false,
              rig.micros()));
    }
  }

  private static int orders(Path data) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("trades.db"));
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT count(*) FROM orders")) {
      return rows.next() ? rows.getInt(1) : 0;
    }
  }
}
