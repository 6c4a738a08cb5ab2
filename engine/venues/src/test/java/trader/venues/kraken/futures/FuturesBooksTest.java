package trader.venues.kraken.futures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.simulator.faults.FaultKind;
import trader.simulator.prices.SteadyPrices;
import trader.venues.book.BookCopy;

@Tag("integration")
class FuturesBooksTest {
  private final FuturesHarness harness = new FuturesHarness(new SteadyPrices(50, 7), Duration.ZERO);

  @BeforeEach
  void start() {
    harness.startBooks();
    await().until(() -> harness.book().inStep());
  }

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void bookFollowsTheVenueLevelByLevel() {
    await().until(() -> harness.book().updates() > 50);

    BookCopy copy = harness.levels(3);
    assertThat(copy.bids()).hasSize(3);
    assertThat(copy.asks().getFirst().price()).isGreaterThan(copy.bids().getFirst().price());
    assertThat(copy.health().gaps()).isZero();
  }

  @Test
  void holeIsMendedWithoutAnotherConnection() {
    harness.fault(FaultKind.DEPTH_GAP, "PF_XBTUSD");

    await().until(() -> harness.book().gaps() > 0);
    await().until(() -> harness.book().inStep() && harness.book().resyncs() > 0);
    assertThat(harness.metrics.reconnects).hasValue(0);
  }

  @Test
  void bookIsNotTheVenuesWhileTheConnectionIsLost() {
    harness.fault(FaultKind.DROP_STREAM, "book.PF_XBTUSD");

    await().until(() -> harness.book().resyncs() > 0 && harness.book().inStep());
    assertThat(harness.metrics.reconnects).hasValue(1);
  }
}
