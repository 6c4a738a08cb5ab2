package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.MarketEvent;
import trader.simulator.faults.FaultKind;
import trader.venues.book.BookCopy;

@Tag("integration")
class KrakenSpotBooksTest {
  private final KrakenHarness harness = new KrakenHarness();

  @BeforeEach
  void start() {
    harness.startBooks();
    harness.startFeed();
    await().until(() -> harness.book().inStep());
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(5));
  }

  @Test
  void bookStaysTheVenuesOwnOverManyChanges() {
    await().until(() -> harness.book().updates() > 100);

    assertThat(harness.book().mismatches()).isZero();
    BookCopy copy = harness.levels(5);
    assertThat(copy.bids()).hasSize(5);
    assertThat(copy.asks().getFirst().price()).isGreaterThan(copy.bids().getFirst().price());
    assertThat(copy.bids().get(1).price()).isLessThan(copy.bids().getFirst().price());
  }

  @Test
  void bookThatIsNotTheVenuesIsSubscribedAnew() {
    // A change that is lost is seen once it matters among the levels that the checksum is of.
    await()
        .until(() -> {
          harness.fault(FaultKind.DEPTH_GAP, "book");
          return harness.book().mismatches() > 0;
        });
    await().until(() -> harness.book().resyncs() > 0 && harness.book().inStep());
    assertThat(harness.metrics.failed).contains("book checksum");
    assertThat(harness.metrics.reconnects).hasValue(0);
  }

  @Test
  void bookComesBackAfterALostConnection() {
    harness.sink.await(MarketEvent.Trade.class);

    harness.fault(FaultKind.DROP_STREAM, "market");

    await().until(() -> harness.book().resyncs() > 0 && harness.book().inStep());
  }

  @Test
  void bookThatIsNotKeptIsRefusedByName() {
    assertThatThrownBy(() -> harness.levelsOf(new trader.control.InstrumentId("ETHUSD", "KRAKEN")))
        .hasMessageContaining("no book of ETHUSD.KRAKEN is kept");
  }
}
