package trader.venues.kraken.spot;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import trader.engine.core.VenueEvent;
import trader.engine.core.orders.NewOrder;
import trader.engine.core.orders.Side;

/** Looking for orders with few calls, so that a reading of the account is never kept waiting. */
@Tag("integration")
class KrakenLookupsTest {
  private static final String OPEN = "POST /0/private/OpenOrders";
  private static final String CLOSED = "POST /0/private/ClosedOrders";

  private final KrakenHarness harness = new KrakenHarness().connected();

  @AfterEach
  void stop() {
    harness.close();
  }

  private static NewOrder resting(String id) {
    return KrakenHarness.limit(id, Side.BUY, "0.01", "50000");
  }

  private long requests(String endpoint) {
    return harness.kraken.witness().requests().getOrDefault(endpoint, 0L);
  }

  @Test
  void questionsThatComeTogetherShareTheReadingOfTheOpenOrders() {
    for (int i = 0; i < 4; i++) {
      harness.submit(resting("tb-l-" + i));
    }
    harness.sink.await(VenueEvent.Accepted.class, 4);

    for (int i = 0; i < 4; i++) {
      harness.query(resting("tb-l-" + i));
    }
    harness.query(resting("tb-l-never"));

    assertThat(harness.sink.await(VenueEvent.OrderFound.class, 4))
        .extracting(found -> found.order().id().value())
        .containsExactlyInAnyOrder("tb-l-0", "tb-l-1", "tb-l-2", "tb-l-3");
    harness.sink.await(VenueEvent.OrderNotFound.class);
    assertThat(requests(OPEN)).isLessThanOrEqualTo(2);
    assertThat(requests(CLOSED)).isEqualTo(1);
  }

  @Test
  void questionThatIsAskedAgainAtOnceWaitsAndIsAnswered() {
    NewOrder never = resting("tb-l-never");
    harness.query(never);
    harness.sink.await(VenueEvent.OrderNotFound.class);

    harness.query(never);

    Awaitility.await()
        .pollDelay(Duration.ofMillis(300))
        .until(() -> harness.sink.count(VenueEvent.OrderNotFound.class) == 1);
    assertThat(requests(CLOSED)).isEqualTo(1);
    harness.sink.await(VenueEvent.OrderNotFound.class, 2);
    assertThat(requests(CLOSED)).isEqualTo(2);
  }

  @Test
  void lookingForManyOrdersLeavesRoomForReadingTheAccount() {
    harness.submit(resting("tb-l-w"));
    harness.sink.await(VenueEvent.Accepted.class);
    for (int i = 0; i < 12; i++) {
      harness.query(resting("tb-l-" + i));
    }

    harness.reconcile("");

    Awaitility.await()
        .atMost(Duration.ofSeconds(2))
        .until(() -> harness.sink.count(VenueEvent.AccountRead.class) == 1);
    assertThat(harness.sink.count(VenueEvent.OrderNotFound.class)).isLessThan(12);
  }
}
