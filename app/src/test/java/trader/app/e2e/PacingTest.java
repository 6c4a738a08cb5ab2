package trader.app.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import trader.engine.venue.VenueName;
import trader.simulator.witness.Witness;

/**
 * At each venue's own limits, an engine that wants more than they allow is never refused for it.
 */
@Tag("integration")
class PacingTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int COMPARISONS = 3;
  @TempDir private Path directory;

  /** So many orders that the account's first allowance is used up and a part of the next. */
  @ParameterizedTest
  @CsvSource({"BINANCE_SPOT,200", "KRAKEN_FUTURES,90"})
  void engineThatWantsMoreThanTheVenueAllowsIsNeverRefusedForIt(VenueName venue, int orders) {
    try (TestDesk desk = TestDesk.start(Plan.eager(venue), directory)) {
      desk.trading();
      Witness witness = desk.simulator().venue(venue.text()).witness();

      for (int i = 0; i < COMPARISONS; i++) {
        desk.engine().reconcile(TestDesk.TOKEN);
      }
      await().atMost(PATIENCE).until(() -> witness.orderCount() >= orders);

      assertThat(witness.overLimit()).as("refused at %s", venue.text()).isEmpty();
    }
  }
}
