package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import trader.control.EngineState;
import trader.control.GateLevel;
import trader.control.Lever;
import trader.engine.venue.VenueName;
import trader.simulator.net.VenueServer;

/** One engine process at each venue: it trades, protects, stops when told, and comes back. */
@Tag("integration")
class EveryVenueTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @EnumSource
  void engineTradesProtectsHaltsAndComesBackFromKill9(VenueName venue) {
    try (TestDesk desk = TestDesk.start(Plan.at(venue), directory)) {
      desk.trading();
      EngineState held = desk.awaitState(EveryVenueTest::protectedPosition);
      assertThat(held.positions().getFirst().venue()).isEqualTo(venue.code());
      desk.killEngine();
      desk.restartEngine();
      desk.awaitState(EngineState::tradingEnabled);
      desk.awaitState(EveryVenueTest::protectedPosition);

      desk.rawMode("halt");
      EngineState halted =
          desk.awaitState(state ->
              state.gate() == GateLevel.CLOSED
                  && state.orders().stream().noneMatch(order -> order.purpose().equals("entry")));
      assertThat(TestDesk.lever(halted, Lever.MODE).value()).isEqualTo("halt");
      VenueServer server = desk.simulator().venue(venue.text());
      long orders = server.witness().orderCount();
      desk.killEngine();
      desk.restartEngine();
      desk.awaitState(state ->
          TestDesk.lever(state, Lever.RECONCILING).allows() == GateLevel.OPEN
              && state.positions().stream().allMatch(position -> position.stopPrice() != null));
      assertThat(desk.state().gate()).isEqualTo(GateLevel.CLOSED);
      assertThat(server.witness().orders().stream().skip(orders))
          .as("orders that buy, after the halt")
          .noneMatch(order -> order.side().equalsIgnoreCase("buy"));
    }
  }

  private static boolean protectedPosition(EngineState state) {
    return !state.positions().isEmpty()
        && state.positions().stream().allMatch(position -> position.stopPrice() != null);
  }
}
